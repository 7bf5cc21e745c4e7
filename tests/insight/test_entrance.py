"""The screen at the entrance: by gate, by zone, by five minutes, and what waits for the supervisor."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from convite.insight.entrance.rules import filled
from tests.world import Happening, World

PLAN = {
    "name": "Hall",
    "zones": [{"id": "stalls", "name": "Stalls"}, {"id": "balcony", "name": "Balcony"}],
    "rows": [
        {"id": "a", "zone": "stalls", "label": "A"},
        {"id": "z", "zone": "balcony", "label": "Z"},
    ],
    "seats": [
        {"seat_number": f"{row.upper()}{n}", "row": row.upper(), "line": row, "x": n * 60, "y": y}
        for row, y in (("a", 0), ("z", 500))
        for n in range(1, 4)
    ],
}


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer()).event()


async def screen(event: Happening) -> Any:
    return await event.host.get(f"{event.path}/entrance")


async def test_people_are_counted_by_the_zone_they_sit_in(event: Happening) -> None:
    await event.host.put(f"{event.path}/seating-plan", PLAN)
    seats = {seat["seat_number"]: key for key, seat in (await event.map()).items()}
    smiths = await event.party("Jo Smith", "Al Smith", "Bo Smith")
    await smiths.answer("accepted", "accepted", "accepted")
    await smiths.take(seats["A1"], seats["Z1"])
    await event.party("Eva Lind")
    jo, al, bo = smiths.guests
    for one in (jo, al, bo):
        await event.scan(attendee_id=one)
    await event.scan(attendee_id=al, direction="out")

    shown = await screen(event)

    assert [
        (zone["name"], zone["has_seats"], zone["expected"], zone["arrived"], zone["inside"])
        for zone in shown["zones"]
    ] == [("Stalls", True, 1, 1, 1), ("Balcony", True, 1, 1, 0), ("", False, 1, 1, 1)]
    figures = {name: shown[name] for name in ("expected", "arrived", "inside", "left")}
    assert figures == {"expected": 3, "arrived": 3, "inside": 2, "left": 1}


async def test_zones_of_a_plan_are_known_before_anybody_comes(event: Happening) -> None:
    await event.host.put(f"{event.path}/seating-plan", PLAN)

    shown = await screen(event)

    assert [(zone["zone"], zone["name"]) for zone in shown["zones"]] == [
        ("stalls", "Stalls"), ("balcony", "Balcony"),
    ]  # fmt: skip
    assert shown["expected"] == 0


async def test_a_gate_counts_who_came_first_and_who_is_inside_by_it(event: Happening) -> None:
    jo, al = (await event.party("Jo Smith", "Al Smith")).guests
    await event.scan(attendee_id=jo, gate="North")
    await event.scan(attendee_id=al, gate="North")
    await event.scan(attendee_id=jo, gate="South", direction="out")
    await event.scan(attendee_id=jo, gate="South", nonce="again")

    north, south = (await screen(event))["gates"]

    assert (north["gate"], north["arrived"], north["inside"], north["lately"]) == ("North", 2, 1, 2)
    assert (south["gate"], south["arrived"], south["inside"], south["lately"]) == ("South", 0, 1, 1)

    await event.host.post(f"{event.path}/checkins/again/undo")
    north, south = (await screen(event))["gates"]
    assert (north["inside"], south["inside"]) == (1, 0)


async def test_gates_are_shown_in_their_order_with_whom_they_expect(event: Happening) -> None:
    await event.host.put(f"{event.path}/seating-plan", PLAN)
    seats = {seat["seat_number"]: key for key, seat in (await event.map()).items()}
    smiths = await event.party("Jo Smith", "Al Smith", "Bo Smith")
    await smiths.answer("accepted", "accepted", "accepted")
    await smiths.take(seats["A1"], seats["A2"], seats["Z1"])
    for position, body in enumerate(({"name": "West", "zones": ["stalls"]}, {"name": "East"})):
        await event.host.post(f"{event.path}/gates", {**body, "position": position})
    await event.scan(attendee_id=smiths.guests[0], gate="west")
    await event.scan(attendee_id=smiths.guests[1], gate="Kitchen")

    shown = await screen(event)

    assert [(gate["gate"].lower(), gate["expected"], gate["inside"]) for gate in shown["gates"]] == [
        ("west", 2, 1), ("east", None, 0), ("kitchen", None, 1),
    ]  # fmt: skip


async def test_a_gate_written_otherwise_is_the_same_and_who_was_taken_off_is_nowhere(
    event: Happening,
) -> None:
    smiths = await event.party("Jo Smith", "Al Smith", "Bo Smith", "Di Smith")
    await event.host.post(f"{event.path}/gates", {"name": "North"})
    for guest, gate in zip(smiths.guests, ("North", "north", "NORTH", ""), strict=True):
        await event.scan(attendee_id=guest, gate=gate)
    await event.host.delete(f"{smiths.path}/guests/{smiths.guests[0]}")

    shown = await screen(event)

    assert [(gate["gate"], gate["inside"]) for gate in shown["gates"]] == [("North", 2), (None, 1)]
    assert (shown["inside"], len(shown["last"])) == (3, 3)
    assert sum(step["people"] for step in shown["steps"]) == 3


async def test_last_scans_come_newest_first_and_clashes_are_counted(event: Happening) -> None:
    jo, al = (await event.party("Jo Smith", "Al Smith")).guests
    await event.scan(attendee_id=jo, gate="North")
    await event.scan(attendee_id=al)
    await event.host.post(
        f"{event.path}/checkins",
        {"scans": [{"nonce": "late", "attendee_id": jo, "at": "2026-01-01T10:00:00Z"}]},
    )

    shown = await screen(event)

    assert [(one["name"], one["gate"]) for one in shown["last"]] == [
        ("Al Smith", None), ("Jo Smith", "North"), ("Jo Smith", None),
    ]  # fmt: skip
    assert shown["conflicts"] == 1


async def test_figures_of_gates_and_zones_agree_whatever_happens(event: Happening) -> None:
    """Anything the door can do in any order: the sums stay those of the list of people."""
    chance = random.Random(4)
    people = [key for party in await event.parties([3] * 8) for key in party.guests]
    nonces: list[str] = []
    for number in range(120):
        nonce = f"n{number}"
        if nonces and chance.random() < 0.15:
            await event.host.ask("POST", f"{event.path}/checkins/{chance.choice(nonces)}/undo")
            continue
        done = await event.scan(
            attendee_id=chance.choice(people), nonce=nonce, gate=chance.choice(["A", "B", None]),
            direction=chance.choice(["in", "in", "out"]),
        )  # fmt: skip
        if done["result"] == "ok":
            nonces.append(nonce)

    shown, stats = await screen(event), await event.host.get(f"{event.path}/stats")

    assert sum(gate["inside"] for gate in shown["gates"]) == shown["inside"] == stats["checked_in"]
    assert sum(gate["arrived"] for gate in shown["gates"]) == shown["arrived"]
    assert sum(step["people"] for step in shown["steps"]) == shown["arrived"]
    assert len(shown["last"]) == 20


async def test_steps_have_no_holes_and_end_now() -> None:
    now = datetime(2026, 5, 1, 18, 12, 40, tzinfo=UTC)
    ten = datetime(2026, 5, 1, 18, 10, tzinfo=UTC)

    steps = filled({ten: 7, ten - timedelta(minutes=10): 2, ten - timedelta(hours=3): 9}, now)

    assert [people for _, people in steps] == [0] * 21 + [2, 0, 7]
    assert steps[-1][0] == ten


async def test_strangers_see_nothing(event: Happening, world: World) -> None:
    stranger = await world.organizer("Eve Doe")
    await stranger.refused(404, "GET", f"{event.path}/entrance")
