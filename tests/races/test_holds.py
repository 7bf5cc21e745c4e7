"""Many people, few seats: two API processes, real connections."""

import asyncio
import random
from collections import Counter

import pytest

from tests.world import Happening, Party, World, at_once

pytestmark = pytest.mark.pg15

ROUNDS = 200
CLIENTS = 50


async def rivals(event: Happening, count: int) -> list[Party]:
    """So many parties of one, each of which could hold a hundred seats."""
    return await event.parties([1] * count)


@pytest.fixture
async def event(world: World) -> Happening:
    host = await world.organizer()
    return await host.event(settings={"seats_per_holder": 100})


async def test_one_seat_has_one_winner(world: World, event: Happening) -> None:
    """200 rounds × 50 clients on one seat: one 201 each, the others know why and what is near."""
    seats = await event.seats(ROUNDS + 40)
    wires = [
        party.bearer.wire(number % 2) for number, party in enumerate(await rivals(event, CLIENTS))
    ]
    await asyncio.gather(*(wire.open() for wire in wires))

    for number, seat in enumerate(seats[:ROUNDS]):
        path, body = f"{event.path}/holds", {"seat_ids": [seat]}
        asking = wires[number % CLIENTS :] + wires[: number % CLIENTS]
        answers = await at_once(*(wire.ask("POST", path, body) for wire in asking))
        won = [answer for answer in answers if answer.status == 201]
        lost = [answer for answer in answers if answer.status in (409, 423)]
        assert (len(won), len(lost)) == (1, CLIENTS - 1)
        for answer in lost:
            assert [one["id"] for one in answer.json.get("blocking", [])] == [seat], answer.json
            assert answer.json["nearest"]
            assert seat not in {one["id"] for one in answer.json["nearest"]}

    held = Counter(seat["status"] for seat in (await event.map()).values())
    assert held == {"held": ROUNDS, "free": 40}
    for wire in wires:
        wire.close()


GRABS = 500
WORKERS = 20
PARTIAL = """
SELECT reservation_id, count(*) FROM seats
WHERE event_id = $1 AND held_until > now() GROUP BY reservation_id HAVING count(*) <> 6
"""


async def test_groups_are_atomic(world: World, event: Happening) -> None:
    """500 grabs of six seats that overlap, half of them released at once: no partial hold, no deadlock."""
    mark = len(world.log.read_text())
    seats = await event.seats(60)
    parties = await rivals(event, WORKERS)
    chance = random.Random(7)
    results: Counter[int] = Counter()

    async def grab(number: int) -> None:
        wire = parties[number].bearer.wire(number % 2)
        for _ in range(GRABS // WORKERS):
            wanted = chance.sample(seats, 6)
            answer = await wire.ask("POST", f"{event.path}/holds", {"seat_ids": wanted})
            results[answer.status] += 1
            if answer.status == 201:
                assert {seat["id"] for seat in answer.json["seats"]} == set(wanted)
                freed = await wire.ask("DELETE", f"/api/holds/{answer.json['key']}")
                assert freed.status == 204, (freed, world.told_since(mark))
        wire.close()

    async with world.sampled(PARTIAL, event.id) as partial:
        await at_once(*(grab(number) for number in range(WORKERS)))

    assert partial == []
    assert set(results) <= {201, 423}
    assert results[201] > 20
    assert "deadlock detected" not in world.told_since(mark)
    assert set((await event.host.get(f"{event.path}/seats/status"))["status"]) == {"f"}


async def test_holds_end_by_the_clock_of_the_database(world: World, event: Happening) -> None:
    """No worker runs here: a hold whose time is up is takeable all the same, and not before."""
    seats = await event.seats(100)
    first, second = await rivals(event, 2)
    key = (await event.hold(*seats, who=first.bearer))["key"]
    until = await world.one("SELECT clock_timestamp() + interval '1 second'")
    await world.sql("UPDATE seats SET held_until = $2 WHERE reservation_id = $1", key, until)
    await world.sql("UPDATE reservations SET expires_at = $2 WHERE id = $1", key, until)

    wire = second.bearer.wire(1)
    refused = taken = 0
    while not taken:
        answer = await wire.ask("POST", f"{event.path}/holds", {"seat_ids": seats})
        moment = await world.one("SELECT clock_timestamp()")
        if answer.status == 201:
            taken = 1
            assert 0 <= (moment - until).total_seconds() <= 1
        else:
            refused += 1
            assert answer.status == 423
            assert (moment - until).total_seconds() <= 1
    wire.close()

    assert refused > 0
    assert set((await event.host.get(f"{event.path}/seats/status"))["status"]) == {"h"}


async def test_hold_of_one_is_no_seat_of_another(world: World, event: Happening) -> None:
    """Between hold and confirmation nobody else gets in, whatever the door."""
    seat, *_ = await event.seats(5)
    first, second = await rivals(event, 2)
    await event.hold(seat, who=first.bearer)

    choice = {"seats": [{"guest": second.guests[0], "seat_id": seat}]}
    problem = await second.bearer.refused(423, "POST", f"{second.rsvp}/seats", choice)
    guest = f"{event.path}/guests/{second.guests[0]}"
    await event.host.refused(423, "PUT", guest, {"seat_id": seat})
    await first.take(seat)

    assert problem["blocking"][0]["id"] == seat
    assert len(problem["nearest"]) == 4
    assert (await event.map())[seat]["guest"]["attendee_id"] == first.guests[0]
