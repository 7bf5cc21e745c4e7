"""The parts of an event: ceremony, dinner, brunch."""

from typing import Any

import pytest

from tests.world import Happening, World

DINNER = {"title": "Dinner", "starts_at": "2030-05-01T20:00:00+02:00", "venue_text": "The barn"}


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer()).event()


async def test_parts_are_listed_in_their_order(event: Happening) -> None:
    for title, position in (("Brunch", 2), ("Ceremony", 0), ("Dinner", 1)):
        await event.host.post(
            f"{event.path}/parts", {**DINNER, "title": title, "position": position}
        )

    listed = await event.host.get(f"{event.path}/parts")

    assert [part["title"] for part in listed["items"]] == ["Ceremony", "Dinner", "Brunch"]
    assert (await event.row())["has_parts"] is True


async def test_part_is_changed_and_removed(event: Happening) -> None:
    part = await event.host.post(f"{event.path}/parts", DINNER)
    path = f"{event.path}/parts/{part['id']}"

    changed = await event.host.patch(path, {"capacity": 40, "version": 1})
    stale = await event.host.refused(409, "PATCH", path, {"capacity": 50, "version": 1})
    await event.host.delete(path)

    assert (changed["capacity"], changed["version"], changed["venue_text"]) == (40, 2, "The barn")
    assert stale["current"]["capacity"] == 40
    assert (await event.host.get(f"{event.path}/parts"))["items"] == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"),
        ({"starts_at": "2030-05-01T20:00:00"}, "starts_at"),
        ({"starts_at": None}, "starts_at"),
        ({"capacity": 0}, "capacity"),
        ({"for_all": None}, "for_all"),
    ],
)
async def test_bad_value_is_named(event: Happening, wrong: dict[str, Any], field: str) -> None:
    part = await event.host.post(f"{event.path}/parts", DINNER)

    refused = await event.host.refused(422, "PATCH", f"{event.path}/parts/{part['id']}", wrong)

    assert refused["errors"][0]["pointer"] == f"/{field}"


async def test_part_cannot_end_before_it_starts(event: Happening) -> None:
    refused = await event.host.refused(
        422, "POST", f"{event.path}/parts", {**DINNER, "ends_at": "2030-05-01T19:00:00+02:00"}
    )

    assert refused["detail"] == "The part ends before it starts."


async def test_capacity_below_who_comes_is_refused(event: Happening) -> None:
    part = await event.host.post(f"{event.path}/parts", DINNER)
    await (await event.party("Jo A", "Al B")).answer("accepted", "accepted")

    refused = await event.host.refused(
        409, "PATCH", f"{event.path}/parts/{part['id']}", {"capacity": 1}
    )

    assert "already coming to this part" in refused["detail"]


async def test_copied_event_has_the_parts_at_its_new_date(event: Happening) -> None:
    """By local time, over the change of clocks: dinner is at 20:00 in winter, too."""
    await event.host.post(f"{event.path}/parts", {**DINNER, "capacity": 40, "for_all": False})

    copy = await event.host.post(
        f"{event.path}/duplicate", {"starts_at": "2030-12-01T18:00:00+01:00"}
    )

    [part] = (await event.host.get(f"/api/events/{copy['id']}/parts"))["items"]
    assert part["starts_at"] == "2030-12-01T19:00:00Z"
    assert (part["capacity"], part["for_all"], part["taken"]) == (40, False, 0)


async def test_event_ends_no_earlier_than_its_last_part(event: Happening) -> None:
    await event.host.put(event.path, {"ends_at": "2030-05-02T01:00:00+02:00"})
    brunch = {**DINNER, "title": "Brunch", "starts_at": "2030-05-02T11:00:00+02:00"}

    part = await event.host.post(
        f"{event.path}/parts", {**brunch, "ends_at": "2030-05-02T14:00:00+02:00"}
    )
    with_brunch = (await event.row())["ends_at"]
    shorter = {"ends_at": "2030-05-02T13:00:00+02:00"}
    await event.host.patch(f"{event.path}/parts/{part['id']}", shorter)

    assert with_brunch == "2030-05-02T12:00:00Z"
    assert (await event.row())["ends_at"] == with_brunch
