"""Events: made, changed, published, canceled, copied, deleted, restored."""

from asyncio import create_task
from typing import Any

import pytest

from tests.waiting import are_waiting
from tests.world import World

TIME = "2030-05-01T18:00:00+02:00"


async def test_event_starts_as_a_draft_of_its_maker(world: World) -> None:
    ana = await world.organizer(role="guest")

    made = await ana.post(
        "/api/events", {"title": "Ana y León", "starts_at": TIME, "timezone": "Europe/Madrid"}
    )

    assert (made["status"], made["host_user_id"]) == ("draft", ana.id)
    assert made["starts_at"] == "2030-05-01T16:00:00Z"
    assert made["slug"].startswith("ana-y-leon-")
    assert (made["can"]["edit_event"], made["version"]) == (True, 1)
    assert (await ana.get("/api/me"))["role"] == "organizer"
    assert [row["id"] for row in (await ana.get("/api/events"))["items"]] == [made["id"]]


async def test_older_names_are_understood(world: World) -> None:
    ana = await world.organizer()
    body = {
        "name": "Gala", "event_date": "2030-07-01", "start_time": "19:30", "duration": 90,
        "timezone": "Europe/Madrid", "location": "Teatro",
    }  # fmt: skip

    made = await ana.post("/api/events", body)

    assert (made["title"], made["venue_text"]) == ("Gala", "Teatro")
    assert (made["starts_at"], made["ends_at"]) == ("2030-07-01T17:30:00Z", "2030-07-01T19:00:00Z")


async def test_change_touches_only_what_is_sent(world: World) -> None:
    event = await (await world.organizer()).event(capacity=80, description="Long")
    before = await event.row()

    after = await event.host.put(event.path, {"title": "Renamed", "version": before["version"]})

    changed = {key for key in after if after[key] != before[key]}
    assert changed == {"title", "version", "updated_at"}
    problem = await event.host.refused(
        409, "PATCH", event.path, {"title": "Late", "version": before["version"]}
    )
    assert problem["current"]["title"] == "Renamed"


async def test_end_before_start_is_refused(world: World) -> None:
    event = await (await world.organizer()).event()

    problem = await event.host.refused(422, "PUT", event.path, {"ends_at": "2029-01-01T00:00:00Z"})

    assert problem["type"] == "/problems/ends-before-start"


async def test_event_without_a_start_is_not_published(world: World) -> None:
    draft = await (await world.organizer()).event(publish=False, starts_at=None)

    problem = await draft.host.refused(422, "POST", f"{draft.path}/publish")

    assert problem["errors"][0]["pointer"] == "/starts_at"


async def test_published_once(world: World) -> None:
    event = await (await world.organizer()).event()

    problem = await event.host.refused(409, "POST", f"{event.path}/publish")

    assert (problem["type"], problem["current_status"]) == ("/problems/wrong-state", "published")


async def test_canceled_event_takes_nothing_more(world: World) -> None:
    event = await (await world.organizer()).event()
    seat, *_ = await event.seats(2)
    party = await event.party("Jo Smith")

    canceled = await event.host.post(f"{event.path}/cancel", {"reason": "rain"})

    assert (canceled["status"], canceled["cancel_reason"]) == ("canceled", "rain")
    said = {"guests": [{"id": party.guests[0], "status": "accepted"}]}
    problem = await party.bearer.refused(409, "PUT", party.rsvp, said)
    assert problem["current_status"] == "canceled"
    await party.bearer.refused(409, "POST", f"{event.path}/holds", {"seat_ids": [seat]})
    await event.host.refused(409, "POST", f"{event.path}/invitations", {"max_guests": 1})
    await event.host.refused(409, "PUT", event.path, {"title": "Late"})
    await event.host.refused(409, "POST", f"{event.path}/cancel")
    shown = await party.bearer.get(party.rsvp)
    assert (shown["is_open"], shown["event"]["cancel_reason"]) == (False, "rain")


async def test_deleted_event_is_gone_with_all_that_hangs_from_it(world: World) -> None:
    event = await (await world.organizer()).event()
    seat, *_ = await event.seats(2)
    party = await event.party("Jo Smith")

    await event.host.delete(event.path)

    for path in (event.path, f"{event.path}/guests", party.path, f"/api/seats/{seat}"):
        await event.host.refused(404, "GET", path)
    await party.bearer.refused(410, "GET", party.rsvp)
    assert (await event.host.get("/api/events"))["items"] == []
    restored = await event.host.post(f"{event.path}/restore")
    assert (restored["deleted_at"], (await party.bearer.get(party.rsvp))["is_open"]) == (None, True)


async def test_event_is_not_restored_for_ever(world: World) -> None:
    event = await (await world.organizer()).event()
    await event.host.delete(event.path)
    await world.sql(
        "UPDATE events SET deleted_at = now() - interval '31 days' WHERE id = $1", event.id
    )

    problem = await event.host.refused(409, "POST", f"{event.path}/restore")

    assert problem["type"] == "/problems/too-late"


async def test_copy_has_all_that_was_prepared_and_nobody(world: World) -> None:
    event = await (await world.organizer()).event(capacity=50, starts_at=TIME)
    seats = await event.seats(6)
    await event.host.post(f"{event.path}/gates", {"name": "North"})
    for when in ({"offset_minutes": 1440}, {"send_at": "2030-04-29T18:00:00+02:00"}):
        await event.host.post(f"{event.path}/reminders", {"body": "Come!", **when})
    party = await event.party("Jo Smith")
    await party.answer("accepted")
    await party.take(seats[0])
    await event.host.post(f"{event.path}/questions", {"label": "Meal?", "required": True})

    copy = await event.host.post(f"{event.path}/duplicate", {"title": "Next year"})
    path = f"/api/events/{copy['id']}"

    assert copy["title"] == "Next year"
    assert (copy["status"], copy["capacity"], copy["going_count"]) == ("draft", 50, 0)
    assert (await event.host.get(f"{path}/seats/status"))["status"] == "ffffff"
    questions = (await event.host.get(f"{path}/questions"))["items"]
    assert [(one["label"], one["required"]) for one in questions] == [("Meal?", True)]
    assert [gate["name"] for gate in (await event.host.get(f"{path}/gates"))["items"]] == ["North"]
    reminders = (await event.host.get(f"{path}/reminders"))["items"]
    assert [(one["offset_minutes"], one["body"]) for one in reminders] == [
        (1440, "Come!"),
        (2 * 1440, "Come!"),
    ]
    assert (await event.host.get(f"{path}/guests"))["items"] == []


async def test_copy_on_another_date_keeps_its_hours_across_a_clock_change(world: World) -> None:
    event = await (await world.organizer()).event(
        starts_at="2030-05-01T18:00:00+02:00",
        ends_at="2030-05-01T23:30:00+02:00",
        rsvp_deadline="2030-04-01T12:00:00+02:00",
        timezone="Europe/Madrid",
    )

    copy = await event.host.post(
        f"{event.path}/duplicate", {"starts_at": "2030-12-01T18:00:00+01:00"}
    )
    problem = await event.host.refused(
        422, "POST", f"{event.path}/duplicate", {"starts_at": "next spring"}
    )

    dates = [copy[name] for name in ("starts_at", "ends_at", "rsvp_deadline")]
    assert dates == ["2030-12-01T17:00:00Z", "2030-12-01T22:30:00Z", "2030-11-01T11:00:00Z"]
    assert problem["errors"][0]["pointer"] == "/starts_at"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""), ("title", "x" * 201), ("capacity", 0), ("hold_seconds", 5),
        ("visibility", "secret"), ("currency", "XXQ"), ("country", "es"), ("online_url", "no url"),
        ("settings", {"no_such": 1}), ("allowed_genders", ["x"]), ("locale", "fr"),
    ],
)  # fmt: skip
async def test_wrong_details_are_named(world: World, field: str, value: Any) -> None:
    ana = await world.organizer()
    body = {"title": "X", "timezone": "UTC", field: value}

    problem = await ana.refused(422, "POST", "/api/events", body)

    assert problem["errors"][0]["pointer"].startswith(f"/{field}")


async def test_list_is_searched_and_paged(world: World) -> None:
    ana = await world.organizer()
    for number in range(4):
        await ana.event(title=f"Gala {number}", publish=number % 2 == 0)

    first = await ana.get("/api/events", limit=3)
    rest = await ana.get("/api/events", limit=3, cursor=first["next_cursor"])
    drafts = await ana.get("/api/events", status="draft")
    found = await ana.get("/api/events", q="gala 2")

    assert len(first["items"]) + len(rest["items"]) == 4
    assert sorted(row["title"] for row in drafts["items"]) == ["Gala 1", "Gala 3"]
    assert [row["title"] for row in found["items"]] == ["Gala 2"]


@pytest.mark.parametrize("typed", ["lukasz boda", "boda łukasz", "BODA", "ohara", "حفله"])
async def test_title_is_found_across_marks_and_the_order_of_words(world: World, typed: str) -> None:
    ana = await world.organizer()
    await ana.event(title="Gala")
    event = await ana.event(title="Another name")
    version = (await ana.get(event.path))["version"]
    renamed = {"title": "Boda de Łukasz O’Hara · حفلة", "version": version}
    await ana.patch(event.path, renamed)

    found = await ana.get("/api/events", q=typed)

    assert [row["id"] for row in found["items"]] == [event.id]


async def test_event_is_restored_and_deleted_once_however_many_ask_at_once(world: World) -> None:
    host = await world.organizer()
    event = await host.event()

    async def at_once(method: str, path: str) -> list[int]:
        """The statuses of two requests that both wait for the event."""
        async with world.database() as owner:
            async with owner.transaction():
                await owner.execute("SELECT 1 FROM events WHERE id = $1 FOR UPDATE", event.id)
                asked = [create_task(host.through(n).ask(method, path)) for n in (0, 1)]
                await are_waiting(world, 2)
            return sorted([(await one).status_code for one in asked])

    assert await at_once("DELETE", event.path) == [204, 404]
    assert await at_once("POST", f"{event.path}/restore") == [200, 409]
