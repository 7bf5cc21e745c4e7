"""The doors of an event's parts: who came to the ceremony may come to the dinner, once."""

from typing import Any

import pytest

from tests.world import Happening, World


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer()).event()


async def add_part(event: Happening, title: str) -> str:
    body = {"title": title, "starts_at": "2030-05-01T20:00:00Z"}
    made: str = (await event.host.post(f"{event.path}/parts", body))["id"]
    return made


async def upload(event: Happening, *scans: dict[str, Any]) -> list[str]:
    """The results of queued scans."""
    answer = await event.host.post(f"{event.path}/checkins", {"scans": scans})
    return [one["result"] for one in answer["results"]]


async def row_of(event: Happening) -> Any:
    [row] = (await event.host.get(f"{event.path}/attendees"))["items"]
    return row


async def test_dinner_follows_the_ceremony(event: Happening) -> None:
    ceremony, dinner = await add_part(event, "Ceremony"), await add_part(event, "Dinner")
    jo = (await event.party("Jo Smith")).guests[0]

    first = await event.scan(attendee_id=jo, part_id=ceremony)
    later = [
        (await event.scan(attendee_id=jo, part_id=part))["result"]
        for part in (dinner, dinner, ceremony)
    ]

    assert (first["result"], later) == ("ok", ["ok", "already_in", "already_in"])
    row = await row_of(event)
    assert (row["attendance"], row["checked_in_at"]) == ("checked_in", first["checkin_time"])
    assert (await event.host.get(f"{event.path}/stats"))["checked_in"] == 1


async def test_second_day_of_a_conference_is_a_door_of_its_own(event: Happening) -> None:
    first, second = await add_part(event, "Friday"), await add_part(event, "Saturday")
    jo = (await event.party("Jo Smith")).guests[0]
    steps = [
        ("in", first), ("out", first), ("in", first),
        ("in", second), ("out", second), ("out", second), ("in", second),
    ]  # fmt: skip

    results = [
        (await event.scan(attendee_id=jo, part_id=part, direction=way))["result"]
        for way, part in steps
    ]

    assert results == ["ok", "ok", "ok", "ok", "ok", "already_out", "ok"]


async def test_whoever_leaves_by_the_door_of_the_event_has_left_the_dinner(
    event: Happening,
) -> None:
    dinner = await add_part(event, "Dinner")
    jo = (await event.party("Jo Smith")).guests[0]

    results = [
        (await event.scan(attendee_id=jo, **scan))["result"]
        for scan in (
            {"part_id": dinner}, {"direction": "out"}, {"part_id": dinner, "direction": "out"},
            {"part_id": dinner}, {},
        )
    ]  # fmt: skip

    assert results == ["ok", "ok", "already_out", "ok", "already_in"]


async def test_queued_scans_conflict_at_the_same_door_only(event: Happening) -> None:
    ceremony, dinner = await add_part(event, "Ceremony"), await add_part(event, "Dinner")
    jo = (await event.party("Jo Smith")).guests[0]
    scans = [
        {"nonce": str(n), "attendee_id": jo, "part_id": part, "at": f"2026-01-01T10:0{n}:00Z"}
        for n, part in enumerate((ceremony, dinner, dinner))
    ]

    assert await upload(event, scans[2], scans[0]) == ["ok", "ok"]
    assert await upload(event, scans[1]) == ["ok"]

    [conflict] = (await event.host.get(f"{event.path}/checkins/conflicts"))["items"]
    assert (conflict["kind"], conflict["second"]["at"][:16]) == ("twice", "2026-01-01T10:02")
    assert await upload(event, *scans) == ["ok", "ok", "already_in"]
    assert (await row_of(event))["checked_in_at"].startswith("2026-01-01T10:00")
    assert (await event.scan(attendee_id=jo, part_id=dinner))["result"] == "already_in"


async def test_undone_arrival_at_the_dinner_leaves_the_ceremony(event: Happening) -> None:
    ceremony, dinner = await add_part(event, "Ceremony"), await add_part(event, "Dinner")
    jo = (await event.party("Jo Smith")).guests[0]
    await event.scan(attendee_id=jo, part_id=ceremony)
    await event.scan(attendee_id=jo, part_id=dinner, nonce="dinner")

    await event.host.post(f"{event.path}/checkins/dinner/undo")

    assert (await row_of(event))["attendance"] == "checked_in"
    results = [
        (await event.scan(attendee_id=jo, part_id=part))["result"] for part in (ceremony, dinner)
    ]
    assert results == ["already_in", "ok"]


async def test_devices_know_the_doors_that_somebody_came_through(event: Happening) -> None:
    ceremony, dinner = await add_part(event, "Ceremony"), await add_part(event, "Dinner")
    jo = (await event.party("Jo Smith")).guests[0]
    path = f"{event.path}/checkins/roster"
    before = await event.host.get(path)

    async def doors() -> Any:
        changes = await event.host.get(path, since=before["position"])
        return [one.get("doors") for one in changes["people"]]

    await event.scan(attendee_id=jo, part_id=ceremony)
    await event.scan(attendee_id=jo, part_id=dinner, nonce="dinner")
    assert await doors() == [{ceremony: "in", dinner: "in"}]

    await event.host.post(f"{event.path}/checkins/dinner/undo")
    assert await doors() == [{ceremony: "in"}]

    await event.scan(attendee_id=jo, direction="out")
    assert await doors() == [{ceremony: "out"}]


async def test_people_who_came_are_counted_by_part(event: Happening) -> None:
    ceremony, dinner = await add_part(event, "Ceremony"), await add_part(event, "Dinner")
    party = await event.party("Jo Smith", "Al Smith", "Cy Smith")
    await party.answer("accepted", "accepted", "accepted")
    jo, al, cy = party.guests
    for person in (jo, al, cy):
        await event.scan(attendee_id=person, part_id=ceremony)
    for person in (jo, al):
        await event.scan(attendee_id=person, part_id=dinner, nonce=f"dinner {person}")
    await event.scan(attendee_id=jo, part_id=ceremony, direction="out")
    await event.host.post(f"{event.path}/checkins/dinner {al}/undo")

    by_part = (await event.host.get(f"{event.path}/stats"))["by_part"]
    shown = (await event.host.get(f"{event.path}/entrance"))["parts"]

    found = [
        [
            one["first_name"]
            for one in (await event.host.get(f"{event.path}/guests", came=part))["items"]
        ]
        for part in (ceremony, dinner)
    ]
    assert found == [["Al", "Cy", "Jo"], ["Jo"]]
    assert [(part["title"], part["invited"], part["came"]) for part in by_part] == [
        ("Ceremony", 3, 3), ("Dinner", 3, 1),
    ]  # fmt: skip
    assert [
        (part["title"], part["expected"], part["arrived"], part["inside"]) for part in shown
    ] == [("Ceremony", 3, 3, 2), ("Dinner", 3, 1, 1)]


async def test_forced_scan_at_an_unknown_part_is_one_of_the_event(
    event: Happening, world: World
) -> None:
    elsewhere = await add_part(await event.host.event(), "Elsewhere")
    jo = (await event.party("Jo Smith")).guests[0]

    forced = await event.scan(attendee_id=jo, part_id=elsewhere, force=True, reason="The host")

    assert forced["result"] == "ok"
    kept = "SELECT part_id FROM checkins WHERE event_id = $1"
    assert await world.one(kept, event.id) is None
