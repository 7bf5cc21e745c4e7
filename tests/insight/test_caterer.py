"""The caterer's sheet: meals and allergies by table."""

from typing import Any
from uuid import UUID

import pytest

from convite.core.database import open_database
from convite.core.db import Principal, load
from convite.core.problems import Conflict
from convite.events.event.models import Event
from convite.insight.catering import queries
from tests.world import Happening, Person, World


async def dinner(world: World) -> tuple[Happening, str]:
    event = await (await world.organizer()).event()
    ask = f"{event.path}/questions"
    meal = {"label": "Meal", "kind": "meal", "options": ["Fish", "Vegan"]}
    fish = (await event.host.post(ask, meal))["id"]
    nuts = (await event.host.post(ask, {"label": "Allergies", "for_caterer": True}))["id"]
    await event.host.post(ask, {"label": "Song"})
    party = await event.party("Ana Ruiz", "Ben Ruiz", "Eva Ruiz", "Max Ruiz")
    said: list[dict[str, Any]] = [{fish: "Fish", nuts: "Nuts"}, {fish: "Vegan"}, {}, {fish: "Fish"}]
    statuses = ["accepted", "accepted", "accepted", "declined"]
    guests = [
        {"id": key, "status": status, "answers": answers}
        for key, status, answers in zip(party.guests, statuses, said, strict=True)
    ]
    await party.bearer.put(party.rsvp, {"guests": guests})
    return event, f"{event.path}/caterer-sheet"


async def test_meals_add_up_and_who_declined_is_not_fed(world: World) -> None:
    event, path = await dinner(world)

    sheet = await event.host.get(path)

    assert sheet["people"] == 3
    counts = [(one["answer"], one["count"]) for one in sheet["meals"]]
    assert counts == [("Fish", 1), ("Vegan", 1), ("", 1)]
    (alone,) = sheet["tables"]
    assert (alone["table"], alone["people"]) == (None, 3)
    notes = [(one["name"], one["label"], one["answer"]) for one in alone["notes"]]
    assert notes == [("Ana Ruiz", "Allergies", "Nuts")]


async def test_sheet_is_not_shown_to_another_organization(world: World) -> None:
    _, path = await dinner(world)
    await (await world.organizer()).refused(404, "GET", path)


async def test_plus_ones_are_fed_and_asked_their_own_questions(world: World) -> None:
    event = await (await world.organizer()).event()
    ask = f"{event.path}/questions"
    meal = {"label": "Meal", "kind": "meal", "options": ["Fish", "Vegan"]}
    fish = (await event.host.post(ask, meal))["id"]
    menu = {"label": "Menu", "kind": "meal", "options": ["Meat", "Soup"], "scope": "plus_one"}
    meat = (await event.host.post(ask, menu))["id"]
    diet = {"label": "Allergies", "scope": "plus_one", "for_caterer": True}
    nuts = (await event.host.post(ask, diet))["id"]
    party = await event.party("Ana Ruiz", max_guests=2)
    ana = {"id": party.guests[0], "status": "accepted", "answers": {fish: "Fish"}}
    max_ = {"first_name": "Max", "answers": {meat: "Meat", nuts: "Nuts"}}
    await party.bearer.put(party.rsvp, {"guests": [ana], "plus_ones": [max_]})

    sheet = await event.host.get(f"{event.path}/caterer-sheet")

    counts = [(one["label"], one["answer"], one["count"]) for one in sheet["meals"]]
    assert (sheet["people"], counts) == (2, [("Meal", "Fish", 1), ("Menu", "Meat", 1)])
    [note] = sheet["tables"][0]["notes"]
    assert (note["name"], note["answer"]) == ("Max", "Nuts")


async def test_whoever_was_not_asked_for_a_meal_has_not_failed_to_choose_one(world: World) -> None:
    event = await (await world.organizer()).event()
    ask = f"{event.path}/questions"
    eats = (await event.host.post(ask, {"label": "Will you eat?", "kind": "agree"}))["id"]
    when = {"question_id": eats, "answers": ["yes"]}
    meal = {"label": "Meal", "kind": "meal", "options": ["Fish", "Vegan"], "condition": when}
    fish = (await event.host.post(ask, meal))["id"]
    party = await event.party("Ana Ruiz", "Ben Ruiz", "Eva Ruiz")
    said: list[dict[str, Any]] = [{eats: True, fish: "Fish"}, {eats: True}, {}]
    guests = [
        {"id": key, "status": "accepted", "answers": answers}
        for key, answers in zip(party.guests, said, strict=True)
    ]
    await party.bearer.put(party.rsvp, {"guests": guests})

    sheet = await event.host.get(f"{event.path}/caterer-sheet")

    assert [(one["answer"], one["count"]) for one in sheet["meals"]] == [("Fish", 1), ("", 1)]


async def test_sheet_of_a_part_feeds_only_those_who_come_to_it(world: World) -> None:
    event = await (await world.organizer()).event()
    when = {"starts_at": "2030-05-01T20:00:00+02:00"}
    dinner, brunch = [
        (await event.host.post(f"{event.path}/parts", {"title": title, **when}))["id"]
        for title in ("Dinner", "Brunch")
    ]
    party = await event.party("Ana Ruiz", "Ben Ruiz")
    guests = [
        {"id": party.guests[0], "status": "accepted"},
        {
            "id": party.guests[1],
            "parts": [
                {"part_id": dinner, "status": "declined"},
                {"part_id": brunch, "status": "accepted"},
            ],
        },
    ]
    await party.bearer.put(party.rsvp, {"guests": guests})
    path = f"{event.path}/caterer-sheet"

    counts = [
        (await event.host.get(path, **only))["people"]
        for only in ({}, {"part": dinner}, {"part": brunch})
    ]
    unknown = await event.host.refused(422, "GET", f"{path}?part={event.id}")

    assert counts == [2, 1, 2]
    assert "no such part" in unknown["errors"][0]["detail"]


async def test_tables_and_rows_of_one_label_are_kept_apart(world: World) -> None:
    event, path = await dinner(world)
    seats = await event.seats(2)
    await world.sql("UPDATE seats SET table_number = 'A', row = NULL WHERE id = $1", UUID(seats[1]))
    await world.sql(
        "UPDATE seats SET attendee_id = a.id FROM (SELECT id, row_number() OVER (ORDER BY sort_key) n"
        " FROM attendees WHERE event_id = $1 AND status = 'going') a"
        " WHERE seats.id = CASE a.n WHEN 1 THEN $2::uuid WHEN 2 THEN $3::uuid END",
        *(UUID(event.id), UUID(seats[0]), UUID(seats[1])),
    )

    sheet = await event.host.get(path)

    places = [(one["table"], one["is_row"], one["people"]) for one in sheet["tables"]]
    assert places == [("A", False, 1), ("A", True, 1), (None, False, 1)]


async def test_sheet_of_too_many_is_refused_not_cut(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    event, _ = await dinner(world)
    monkeypatch.setattr(queries, "MAX_EATERS", 2)
    tenant = Principal(organization_id=UUID(event.host.organization_id))

    database = await open_database(world.dsns.app)
    try:
        async with database.read(tenant) as tx:
            row = await load(tx, Event, UUID(event.id))
            assert row is not None
            with pytest.raises(Conflict, match="at most 2 people"):
                await queries.read_sheet(tx, row, None)
    finally:
        await database.close()


async def test_sheet_needs_the_right_to_see_answers(world: World) -> None:
    event, path = await dinner(world)
    body = {"name": "Shop", "scopes": ["events:read"]}
    key = (await event.host.post("/api/api-keys", body))["key"]
    program = Person(world, {"authorization": f"Bearer {key}"})

    await program.refused(403, "GET", path)
    await program.refused(403, "POST", f"{event.path}/papers", {"kind": "caterer_sheet"})
