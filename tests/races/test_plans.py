"""A plan saved while people choose: whoever has a seat when the save is judged is seen by it."""

from collections import Counter
from typing import Any

import pytest

from tests.world import Happening, World, at_once

pytestmark = pytest.mark.pg15

ROUNDS = 25


@pytest.fixture
async def event(world: World) -> Happening:
    host = await world.organizer()
    return await host.event(settings={"seats_per_holder": 100})


def seats(*numbers: int) -> list[dict[str, Any]]:
    return [{"seat_number": f"A{n}", "x": n, "y": 0} for n in numbers]


async def test_seat_that_is_removed_while_somebody_takes_it(world: World, event: Happening) -> None:
    """Either they have it and the save is refused by their name, or it is gone and they are told."""
    path = f"{event.path}/seating-plan"
    await event.host.put(path, {"seats": seats(*range(ROUNDS))})
    ids = {one["seat_number"]: key for key, one in (await event.map()).items()}
    parties = await event.parties([1] * ROUNDS)
    left, seen = set(range(ROUNDS)), Counter[str]()
    for number, party in enumerate(parties):
        choice = {"seats": [{"guest": party.guests[0], "seat_id": ids[f"A{number}"]}]}
        rest = seats(*sorted(left - {number}))
        taken, saved = await at_once(
            party.bearer.through(number % 2).ask("POST", f"{party.rsvp}/seats", choice),
            event.host.ask("PUT", path, {"seats": rest}),
        )
        now = {one["seat_number"]: one for one in (await event.map()).values()}
        if saved.status_code == 200:
            left.discard(number)
            assert f"A{number}" not in now
            assert taken.status_code in (404, 409, 422, 423), taken.text
            seen["saved"] += 1
        else:
            assert (saved.status_code, taken.status_code) == (409, 200), (saved.text, taken.text)
            assert [one["seat_number"] for one in saved.json()["losing"]] == [f"A{number}"]
            assert now[f"A{number}"]["guest"]["attendee_id"] == party.guests[0]
            seen["taken"] += 1
    assert await world.faults() == []
    assert sum(seen.values()) == ROUNDS


async def test_seat_that_is_blocked_while_somebody_holds_it(world: World, event: Happening) -> None:
    path = f"{event.path}/seating-plan"
    await event.host.put(path, {"seats": seats(*range(ROUNDS))})
    ids = {one["seat_number"]: key for key, one in (await event.map()).items()}
    party = (await event.parties([1]))[0]
    blocked: set[int] = set()
    for number in range(ROUNDS):
        wanted = seats(*range(ROUNDS))
        for n in {*blocked, number}:
            wanted[n]["blocked"] = True
        hold = {"seat_ids": [ids[f"A{number}"]]}
        held, saved = await at_once(
            party.bearer.through(number % 2).ask("POST", f"{event.path}/holds", hold),
            event.host.ask("PUT", path, {"seats": wanted}),
        )
        now = {one["seat_number"]: one["status"] for one in (await event.map()).values()}
        if saved.status_code == 200:
            blocked.add(number)
            assert held.status_code in (409, 423), held.text
            assert now[f"A{number}"] == "blocked"
        else:
            assert (saved.status_code, held.status_code) == (409, 201), (saved.text, held.text)
            assert now[f"A{number}"] == "held"


async def test_two_saves_at_once_don_t_mix(world: World, event: Happening) -> None:
    """From the same version: one is saved, the other told; from none: one after the other, each whole."""
    path = f"{event.path}/seating-plan"
    version = (await event.host.put(path, {"seats": seats(1)}))["version"]
    for _ in range(10):
        bodies = [{"seats": seats(*range(n)), "version": version} for n in (3, 6)]
        answers = await at_once(
            *(event.host.through(n).ask("PUT", path, body) for n, body in enumerate(bodies))
        )
        kinds = sorted(answer.status_code for answer in answers)
        assert kinds in ([200, 409], [200, 200]), [answer.text for answer in answers]
        assert len(await event.map()) in (3, 6)
        version = (await event.host.get(path))["version"]


async def test_groups_grab_seats_while_the_plan_is_saved(world: World, event: Happening) -> None:
    """Many seats locked by both sides, in one order: no deadlock, no seat with two claims."""
    mark = len(world.log.read_text())
    path = f"{event.path}/seating-plan"
    await event.host.put(path, {"seats": seats(*range(60))})
    ids = list(await event.map())
    parties = await event.parties([1] * 8)

    async def grab(number: int) -> None:
        wire = parties[number].bearer.wire(number % 2)
        for turn in range(12):
            wanted = ids[(number * 7 + turn * 5) % 54 :][:6]
            answer = await wire.ask("POST", f"{event.path}/holds", {"seat_ids": wanted})
            assert answer.status in (201, 409, 423), answer
            if answer.status == 201:
                await wire.ask("DELETE", f"/api/holds/{answer.json['key']}")
        wire.close()

    async def save() -> None:
        for turn in range(12):
            moved = [{**one, "y": turn} for one in reversed(seats(*range(60)))]
            answer = await event.host.ask("PUT", path, {"seats": moved})
            assert answer.status_code in (200, 409), answer.text

    await at_once(save(), *(grab(number) for number in range(8)))

    assert "deadlock detected" not in world.told_since(mark)
    assert len(await event.map()) == 60
