"""The list of one's events: today's first, found and filtered, with figures and what needs attention."""

import secrets
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from convite.core.ids import new_id
from tests.world import Happening, Person, World


def at(**away: float) -> str:
    return (datetime.now(UTC) + timedelta(**away)).isoformat()


async def listed(person: Person, **query: object) -> list[str]:
    return [one["title"] for one in (await person.get("/api/events", **query))["items"]]


async def item_of(event: Happening, person: Person | None = None) -> Any:
    items = (await (person or event.host).get("/api/events"))["items"]
    return next(one for one in items if one["id"] == event.id)


async def calendar(world: World) -> Person:
    """An organizer with an event on each kind of day."""
    host = await world.organizer()
    await host.event(title="Last year", starts_at=at(days=-365), ends_at=at(days=-365, hours=3))
    await host.event(title="Next month", starts_at=at(days=30))
    await host.event(title="No date", starts_at=None, publish=False)
    await host.event(title="Tonight", starts_at=at(seconds=30), timezone="UTC")
    await host.event(title="Next week", starts_at=at(days=7))
    await host.event(title="Last week", starts_at=at(days=-7))
    await host.event(title="Festival", starts_at=at(days=-2), ends_at=at(days=2))
    return host


async def test_todays_events_come_first_then_the_next_and_the_latest_past_one(world: World) -> None:
    host = await calendar(world)

    assert await listed(host) == [
        "Festival", "Tonight", "Next week", "Next month", "No date", "Last week", "Last year",
    ]  # fmt: skip
    assert await listed(host, when="upcoming") == [
        "Festival", "Tonight", "Next week", "Next month", "No date",
    ]  # fmt: skip
    assert await listed(host, when="past") == ["Last week", "Last year"]


async def test_pages_by_cursor_and_by_skip_give_every_event_once(world: World) -> None:
    host = await calendar(world)
    whole = await listed(host)

    paged: list[str] = []
    cursor: str | None = None
    while cursor is not None or not paged:
        page = await host.get("/api/events", limit=2, **({"cursor": cursor} if cursor else {}))
        paged += [one["title"] for one in page["items"]]
        cursor = page["next_cursor"]

    assert paged == whole
    assert await listed(host, skip=3, limit=2) == whole[3:5]
    assert (await host.get("/api/events", limit=1, total=True, when="past"))["total"] == 2


async def test_today_is_the_day_of_the_events_own_place(world: World) -> None:
    """At noon UTC it is already tomorrow in Kiritimati, or still the same day; never two days on."""
    host = await world.organizer()
    zone = "Pacific/Kiritimati"
    local = (datetime.now(UTC) + timedelta(hours=14)).replace(hour=23, minute=59, second=0)
    start = local - timedelta(hours=14)
    event = await host.event(title="Night", starts_at=start.isoformat(), timezone=zone)
    later = await host.event(
        title="Day after", starts_at=(start + timedelta(minutes=2)).isoformat(), timezone=zone
    )

    assert (await item_of(event))["when"] == "today"
    assert (await item_of(later))["when"] == "coming"


async def test_archived_events_are_only_among_the_archived_ones(world: World) -> None:
    host = await world.organizer()
    gala, fair = await host.event(title="Gala"), await host.event(title="Fair")
    await host.post(f"{gala.path}/cancel")

    away = await host.patch(gala.path, {"archived": True})
    again = await host.patch(gala.path, {"archived": True})

    assert (away["archived_at"] is not None, again["version"]) == (True, away["version"])
    assert await listed(host) == ["Fair"]
    assert await listed(host, archived=True) == ["Gala"]
    assert (await host.patch(gala.path, {"archived": False}))["archived_at"] is None
    assert sorted(await listed(host)) == ["Fair", "Gala"]
    await host.refused(422, "PATCH", fair.path, {"archived": None})
    copy = await host.post(f"{fair.path}/duplicate")
    assert copy["archived_at"] is None


async def test_editor_and_stranger_do_not_archive(world: World) -> None:
    event = await (await world.organizer()).event()
    editor, stranger = await world.organizer("Ed Itor"), await world.organizer("Str Anger")
    await joined(event, editor, "editor")

    await editor.refused(403, "PATCH", event.path, {"archived": True})
    await stranger.refused(404, "PATCH", event.path, {"archived": True})


async def joined(event: Happening, person: Person, role: str) -> None:
    """Makes a person a member."""
    await event.host.world.sql(
        "INSERT INTO event_members (id, organization_id, event_id, user_id, role, status)"
        " VALUES ($1, $2, $3, $4, $5, 'active')",
        new_id(), event.host.organization_id, event.id, person.id, role,
    )  # fmt: skip


async def test_my_own_events_are_told_from_those_i_help_with(world: World) -> None:
    ana, bo = await world.organizer("Ana"), await world.organizer("Bo")
    gala = await ana.event(title="Gala")
    await bo.event(title="Birthday")
    await joined(gala, bo, "viewer")

    assert sorted(await listed(bo)) == ["Birthday", "Gala"]
    assert await listed(bo, mine=True) == ["Birthday"]
    assert await listed(bo, organization_id=ana.organization_id) == ["Gala"]
    assert "edit_event" not in (await item_of(gala, bo))["can"]
    assert (await item_of(gala))["can"]["delete_event"] is True
    assert await listed(ana) == ["Gala"]


async def test_figures_and_alerts_tell_what_needs_attention(world: World) -> None:
    host = await world.organizer()
    event = await host.event(capacity=1, rsvp_deadline=at(days=3), starts_at=at(days=9))
    quiet = await host.event(title="Quiet")
    smiths = await event.party("Jo Smith", "Al Smith", "Eva Smith")
    await smiths.answer("accepted", "accepted")
    for status, direction in (("failed", "out"), ("failed", "out"), ("delivered", "in")):
        await world.sql(WROTE, new_id(), host.organization_id, event.id, secrets.token_hex(8), status,
                        direction)  # fmt: skip

    found = await item_of(event)

    assert found["alerts"] == [
        {"kind": "failed_messages", "count": 2},
        {"kind": "unread_messages", "count": 1},
        {"kind": "full", "count": 1},
        {"kind": "waitlisted", "count": 1},
    ]
    assert (found["total_guests"], found["going_count"]) == (3, 1)
    assert found["next_deadline"] == found["rsvp_deadline"] is not None
    assert (await item_of(quiet))["alerts"] == []
    await world.sql(
        "UPDATE events SET rsvp_deadline = now() - interval '1 day' WHERE id = $1", event.id
    )
    late = await item_of(event)
    assert (late["alerts"][-1], late["next_deadline"]) == (
        {"kind": "replies_overdue", "count": 1},
        None,
    )


async def test_full_part_is_told_until_it_has_room_or_is_over(world: World) -> None:
    event = await (await world.organizer()).event(starts_at=at(days=9))
    parts = f"{event.path}/parts"
    when = at(days=9)
    dinner = await event.host.post(parts, {"title": "Dinner", "starts_at": when, "capacity": 1})
    await event.host.post(parts, {"title": "Dance", "starts_at": when, "capacity": 5})
    await event.host.post(parts, {"title": "Brunch", "starts_at": when})
    smiths = await event.party("Jo Smith")
    assert (await item_of(event))["alerts"] == []
    await smiths.answer("accepted")

    assert (await item_of(event))["alerts"] == [{"kind": "full_parts", "count": 1}]

    await event.host.patch(f"{parts}/{dinner['id']}", {"capacity": 2})
    assert (await item_of(event))["alerts"] == []
    await event.host.patch(f"{parts}/{dinner['id']}", {"capacity": 1})
    await world.sql(
        "UPDATE events SET starts_at = now() - interval '3 days', ends_at = NULL WHERE id = $1",
        event.id,
    )
    assert (await item_of(event))["alerts"] == []


WROTE = """
INSERT INTO messages (id, organization_id, event_id, channel, address, locale, subject, text, dedup_key,
  status, direction)
VALUES ($1, $2, $3, 'email', '', 'en', '', 'Hello', $4, $5, $6)
"""


async def test_deleted_events_are_listed_for_thirty_days(world: World) -> None:
    host = await world.organizer()
    gala, fair = await host.event(title="Gala"), await host.event(title="Fair")
    await host.delete(gala.path)
    await host.delete(fair.path)
    old = "UPDATE events SET deleted_at = now() - interval '31 days' WHERE id = $1"
    await world.sql(old, fair.id)

    assert await listed(host, deleted=True) == ["Gala"]
    assert await listed(host) == []


MANY = """
WITH made AS (
  INSERT INTO events (id, organization_id, host_user_id, title, search_key, slug, timezone, starts_local,
    starts_at, status, visibility, approval, seat_selection)
  SELECT gen_random_uuid(), $1, $2, 'Event ' || n, ' event ' || n, 'many-' || $3 || n, 'UTC',
    '2030-05-01'::timestamp + n * interval '1 hour',
    '2030-05-01T00:00:00Z'::timestamptz + n * interval '1 hour', 'published', 'private',
    'invite_only', 'none'
  FROM generate_series(1, 500) n RETURNING id
), streamed AS (
  INSERT INTO streams (id, organization_id) SELECT id, $1 FROM made
)
INSERT INTO event_members (id, organization_id, event_id, user_id, role, status)
SELECT gen_random_uuid(), $1, id, $2, 'admin', 'active' FROM made
"""


async def test_five_hundred_events_are_listed_quickly(world: World) -> None:
    host = await world.organizer()
    await world.sql(MANY, host.organization_id, host.id, secrets.token_hex(4))
    await world.sql("ANALYZE events, event_members, streams")
    await listed(host)

    took = []
    for number in range(30):
        start = time.perf_counter()
        await host.get("/api/events", q="event" if number % 2 else "", limit=50)
        took.append(time.perf_counter() - start)

    assert sorted(took)[-2] < 0.08, took
