"""The map: the seats one looks at by their ids, and who may read which name on them."""

import uuid

import pytest

from convite.room.holds.actions import expire_holds
from tests.listening import ear
from tests.support import until
from tests.world import Happening, World


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer()).event()


async def test_seats_are_read_by_their_ids_in_the_plans_order(event: Happening) -> None:
    seats = await event.seats(6)
    party = await event.party("Jo Smith")
    await party.take(seats[1])

    found = (await event.host.get(f"{event.path}/seats", id=[seats[4], seats[1]]))["seats"]

    assert [(one["seat_number"], one["status"]) for one in found] == [
        ("A2", "assigned"),
        ("A5", "free"),
    ]
    assert [one["guest"] and one["guest"]["name"] for one in found] == ["Jo Smith", None]


async def test_seats_of_another_event_are_none_of_its_business(
    event: Happening, world: World
) -> None:
    own = await event.seats(2)
    near = await (await world.organizer("Bea Lind")).event()
    strange = await near.seats(2)
    sibling = await event.host.event()
    others = await sibling.seats(2)
    wanted = [*strange, *others, own[0], str(uuid.uuid4())]

    found = (await event.host.get(f"{event.path}/seats", id=wanted))["seats"]

    assert [one["id"] for one in found] == [own[0]]


@pytest.mark.parametrize("ids", [["nonsense"], [str(uuid.uuid4()) for _ in range(101)]])
async def test_what_isnt_a_hundred_ids_is_refused(event: Happening, ids: list[str]) -> None:
    answer = await event.host.ask("GET", f"{event.path}/seats", params={"id": ids})

    assert answer.status_code == 422
    assert answer.json()["errors"]


async def test_a_hundred_ids_are_answered(event: Happening) -> None:
    seats = await event.seats(120)

    found = (await event.host.get(f"{event.path}/seats", id=seats[:100]))["seats"]

    assert [one["id"] for one in found] == seats[:100]


async def test_guest_reads_by_id_no_more_than_before(event: Happening) -> None:
    seats = await event.seats(4)
    first, second = await event.party("Jo Smith"), await event.party("Al Kowal")
    await first.take(seats[0])
    await second.take(seats[1])
    house = {"seat_ids": [seats[2]], "house": "Press"}
    await event.host.put(f"{event.path}/seats/house", house)

    found = (await first.bearer.get(f"{event.path}/seats", id=seats))["seats"]

    assert [one["guest"] and one["guest"]["name"] for one in found] == [
        "Jo Smith",
        None,
        None,
        None,
    ]
    assert [one["status"] for one in found] == ["assigned", "assigned", "blocked", "free"]
    assert "Press" not in str(found)


async def test_house_seat_that_nobody_has_any_more_is_told_as_blocked(
    event: Happening, world: World
) -> None:
    seats = await event.seats(4)
    party, lucky = await event.party("Jo Smith"), await event.party("Al Kowal")
    await lucky.take(seats[2])
    house = {"seat_ids": seats[:3], "house": "Press"}
    await event.host.put(f"{event.path}/seats/house", house)
    keys = [(await event.hold(seat))["key"] for seat in seats[:2]]
    own = (await event.hold(seats[3], who=party.bearer))["key"]
    channel = f"events/{event.id}/seats"

    async with ear(party.bearer, channel) as live:
        await event.host.delete(f"/api/holds/{keys[0]}")
        await world.sql(
            "UPDATE reservations SET expires_at = now() WHERE id = ANY ($1)", [keys[1], own]
        )
        async with world.database("system") as worker:
            await expire_holds(worker)
        await lucky.answer("declined")

        async def has_all() -> bool:
            return sum(one["action"] == "seat_freed" for one in live.heard) == 4

        await until(has_all, limit=10)
        told = {one["seat_id"]: one["status"] for one in live.heard if "status" in one}

    assert told == dict(zip(seats, ["blocked", "blocked", "blocked", "free"], strict=True))
