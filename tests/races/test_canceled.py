"""What the team changes while the event is being canceled is done before it, or not at all."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

import httpx2
import pytest

from tests.support import until
from tests.waiting import in_turn
from tests.world import Happening, Party, World

pytestmark = pytest.mark.pg15

Write = tuple[str, str, Any]


async def undo(event: Happening, party: Party) -> Write:
    batch = await event.host.patch(
        f"{event.path}/guests", {"ids": party.guests, "set": {"status": "declined"}}
    )
    return "POST", f"/api/batches/{batch['batch_id']}/undo", None


async def answer_for_many(event: Happening, party: Party) -> Write:
    body = {"ids": party.guests, "set": {"status": "confirmed"}}
    return "PATCH", f"{event.path}/guests", body


async def answer_for_one(event: Happening, party: Party) -> Write:
    return "PATCH", f"/api/attendees/{party.guests[0]}", {"status": "going"}


async def answer_and_seat(event: Happening, party: Party) -> Write:
    [seat, *_] = await event.seats(2)
    return "PATCH", f"/api/attendees/{party.guests[0]}", {"status": "going", "seat_id": seat}


async def seat(event: Happening, party: Party) -> Write:
    [chosen, *_] = await event.seats(2)
    return "PATCH", f"/api/attendees/{party.guests[0]}", {"seat_id": chosen}


async def add_guest(event: Happening, party: Party) -> Write:
    return "POST", f"{event.path}/guests", {"name": "Bo Lee", "status": "confirmed"}


async def restore_person(event: Happening, party: Party) -> Write:
    await event.host.delete(f"{event.path}/guests/{party.guests[0]}")
    return "POST", f"/api/attendees/{party.guests[0]}/restore", None


async def restore_invitation(event: Happening, party: Party) -> Write:
    await event.host.post(f"{party.path}/cancel")
    return "POST", f"{party.path}/restore", None


async def walk_in(event: Happening, party: Party) -> Write:
    return "POST", f"{event.path}/walk-ins", {"name": "Bo Lee", "nonce": party.id}


WRITES = [
    undo,
    answer_for_many,
    answer_for_one,
    answer_and_seat,
    seat,
    add_guest,
    restore_person,
    restore_invitation,
    walk_in,
]
Prepare = Callable[[Happening, Party], Awaitable[Write]]


async def going_party(world: World) -> tuple[Happening, Party]:
    event = await (await world.organizer()).event()
    party = await event.party("Jo Smith", "Al Smith")
    await party.answer("accepted", "accepted")
    return event, party


async def sent(event: Happening, write: Write) -> httpx2.Response:
    return await event.host.through(1).ask(*write)


async def canceled(event: Happening) -> httpx2.Response:
    return await event.host.ask("POST", f"{event.path}/cancel", {"reason": "Rain"})


@pytest.mark.parametrize("prepare", WRITES)
async def test_event_is_canceled_only_after_what_waits_for_places(
    world: World, prepare: Prepare
) -> None:
    event, party = await going_party(world)
    write = await prepare(event, party)

    pool = "SELECT 1 FROM capacity_pools WHERE event_id = $1 FOR UPDATE"
    answers = await in_turn(world, pool, event.id, sent(event, write), canceled(event))

    assert all(answer.is_success for answer in answers), [answer.text for answer in answers]
    assert await world.faults() == []


@pytest.mark.parametrize("prepare", WRITES)
async def test_what_comes_while_the_event_is_canceled_is_refused(
    world: World, prepare: Prepare
) -> None:
    event, party = await going_party(world)
    write = await prepare(event, party)

    row = "SELECT 1 FROM events WHERE id = $1 FOR UPDATE"
    done, refused = await in_turn(world, row, event.id, canceled(event), sent(event, write))

    assert (refused.status_code, done.status_code) == (409, 200), refused.text
    assert (refused.json()["type"], refused.json()["current_status"]) == (
        "/problems/wrong-state",
        "canceled",
    )
    assert await world.faults() == []


async def test_event_is_canceled_while_replies_keep_coming(world: World) -> None:
    """Replies share the event's lock; whoever cancels isn't kept out by their number."""
    event = await (await world.organizer()).event()
    parties = await event.parties([1] * 8)
    canceled = asyncio.Event()
    counts: Counter[int] = Counter()

    async def keep_replying(number: int) -> None:
        party, wire = parties[number], parties[number].bearer.wire(number % 2)
        for turn in range(2000):
            if canceled.is_set():
                break
            said = [{"id": party.guests[0], "status": ["accepted", "declined"][turn % 2]}]
            counts[(await wire.ask("PUT", party.rsvp, {"guests": said})).status] += 1
        wire.close()

    async def are_replying() -> bool:
        return counts[200] >= 40

    async def cancel() -> int:
        await until(are_replying)
        answer = await event.host.ask("POST", f"{event.path}/cancel")
        canceled.set()
        return answer.status_code

    status, *_ = await asyncio.gather(cancel(), *(keep_replying(n) for n in range(len(parties))))

    assert status == 200
    assert counts.keys() <= {200, 409, 410}
    assert counts[200] < 16_000
