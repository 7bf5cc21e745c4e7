"""Walk-ins are counted, seated and inside at once; who never came is marked after the end."""

from uuid import UUID

import pytest

from convite.core.database import open_database
from convite.core.db import Principal
from convite.core.log import SYSTEM
from convite.entrance.presence.actions import mark_no_shows
from tests.world import Happening, World


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer()).event(capacity=2)


async def test_walk_in_is_counted_seated_and_inside_once(event: Happening, world: World) -> None:
    await event.seats(2)
    body = {"nonce": "w1", "name": "Wanda Walk", "seat": True, "at": "2026-01-01T10:00:00Z"}

    first = await event.host.post(f"{event.path}/walk-ins", body)
    again = await event.host.post(f"{event.path}/walk-ins", body)

    assert (first["attendance"], first["seat_number"]) == ("checked_in", "A1")
    assert again == first
    [row] = (await event.host.get(f"{event.path}/attendees"))["items"]
    assert (row["door"], row["status"]) == ("walk_in", "going")
    assert (await event.row())["going_count"] == 1
    assert await world.faults() == []


async def test_full_event_takes_no_walk_in(event: Happening) -> None:
    for number in range(2):
        body = {"nonce": f"w{number}", "name": f"Walk {number}"}
        await event.host.post(f"{event.path}/walk-ins", body)

    third = {"nonce": "w3", "name": "One Too Many"}
    problem = await event.host.refused(409, "POST", f"{event.path}/walk-ins", third)

    assert problem["type"] == "/problems/event-full"
    assert len((await event.host.get(f"{event.path}/attendees"))["items"]) == 2


async def test_who_never_came_is_a_no_show_until_a_late_scan(
    event: Happening, world: World
) -> None:
    jo, al = await event.party("Jo Smith"), await event.party("Al Kowal")
    for party in (jo, al):
        await party.answer("accepted")
    database = await open_database(world.dsns.system, pool_size=2, raw_pool_size=2)
    organization = UUID(event.host.organization_id)

    async def mark() -> int:
        async with database.tx(Principal(organization_id=organization)) as tx:
            return await mark_no_shows(tx, SYSTEM, organization, UUID(event.id))

    unused = await mark()
    await event.scan(attendee_id=jo.guests[0])
    marked = await mark()
    stats = await event.host.get(f"{event.path}/stats")
    late = {"nonce": "late", "attendee_id": al.guests[0], "at": "2026-01-01T10:00:00Z"}
    await event.host.post(f"{event.path}/checkins", {"scans": [late]})
    after = await event.host.get(f"{event.path}/stats")
    await database.close()

    assert (unused, marked) == (0, 1)
    assert (stats["no_show"], after["no_show"], after["checked_in"]) == (1, 0, 2)


async def test_walk_in_comes_to_the_part_at_whose_door_they_are(event: Happening) -> None:
    made = {}
    for title, for_all in (("Dinner", True), ("Tasting", False)):
        body = {"title": title, "starts_at": "2030-05-01T20:00:00Z", "for_all": for_all}
        made[title] = (await event.host.post(f"{event.path}/parts", body))["id"]

    for title, part_id in made.items():
        body = {"nonce": title, "name": f"Walk {title}", "part_id": part_id}
        came = await event.host.post(f"{event.path}/walk-ins", body)
        assert came["attendance"] == "checked_in"

    figures = (await event.host.get(f"{event.path}/stats"))["by_part"]
    assert [(part["title"], part["came"]) for part in figures] == [("Dinner", 1), ("Tasting", 0)]
