"""A user's events, as pages with figures."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from convite.core.clock import now
from convite.core.db import ReadTx
from convite.core.paging import Page, PageQuery, decode_cursor, page_of
from convite.core.search import needle_of
from convite.events.event.actions import RESTORE_DAYS
from convite.events.event.models import EventStatus
from convite.events.members.policy import rights_of
from convite.insight.eventlist.schemas import Alert, EventItem, Span, When


@dataclass(frozen=True, kw_only=True)
class EventFilters:
    """Which of a user's events are listed."""

    q: str | None = None
    when: Span | None = None
    status: EventStatus | None = None
    organization_id: UUID | None = None
    #: Only those that the user hosts.
    mine: bool = False
    archived: bool = False
    deleted: bool = False


#: The buckets that the list is sorted by: today's events, those to come, those that are over.
WHEN: tuple[When, ...] = ("today", "coming", "past")

# The row policies leave the events that the user is a member of. The day is the event's own: its offset
# from UTC is what its local time differs by, so that no zone is looked up for each row. Undated events
# come last among those to come.
LISTED = f"""
SELECT e.id, e.organization_id, e.host_user_id, e.title, e.slug, e.status, e.starts_at, e.ends_at,
  e.timezone, e.venue_text, e.capacity, e.rsvp_deadline, e.settings, e.created_at, e.archived_at,
  e.deleted_at, e.version, b.bucket, o.place
FROM events e
CROSS JOIN LATERAL (SELECT CASE
  WHEN e.starts_local::date =
      (now() AT TIME ZONE 'UTC' + (e.starts_local - e.starts_at AT TIME ZONE 'UTC'))::date
    OR now() BETWEEN e.starts_at AND e.ends_at THEN 0
  WHEN coalesce(e.ends_at, e.starts_at) < now() THEN 2 ELSE 1 END AS bucket OFFSET 0) b
CROSS JOIN LATERAL (SELECT coalesce(extract(epoch FROM e.starts_at)::float8, 1e12)
  * CASE b.bucket WHEN 2 THEN -1 ELSE 1 END AS place OFFSET 0) o
WHERE (e.deleted_at IS NOT NULL) = $1
  AND ($1 = false OR e.deleted_at > now() - interval '{RESTORE_DAYS} days')
  AND ($1 OR (e.archived_at IS NOT NULL) = $2)
  AND ($3::text IS NULL OR e.status = $3)
  AND ($4::uuid IS NULL OR e.organization_id = $4)
  AND e.search_key LIKE ALL ($5::text[])
  AND ($6::text IS NULL OR (b.bucket = 2) = ($6 = 'past'))
  AND ($7::uuid IS NULL OR e.host_user_id = $7)
"""  # noqa: S608
PAGE = f"""
WITH listed AS MATERIALIZED (
  SELECT * FROM ({LISTED}) found
  WHERE $8::int IS NULL OR (bucket, place, id) > ($8, $9::float8, $10::uuid)
  ORDER BY bucket, place, id LIMIT $11 OFFSET $12
)
SELECT listed.*, f.total, f.accepted, f.waitlisted, f.pending, f.going_count, f.requests_count,
  f.failed, f.unread, f.is_full, f.full_parts, m.role, m.permissions, m.duties, o.role AS organization_role
FROM listed
LEFT JOIN event_figures((SELECT array_agg(id) FROM listed)) f ON f.event_id = listed.id
LEFT JOIN event_members m
  ON m.event_id = listed.id AND m.user_id = $13 AND m.status = 'active'
LEFT JOIN organization_members o
  ON o.organization_id = listed.organization_id AND o.user_id = $13 AND o.status = 'active'
ORDER BY listed.bucket, listed.place, listed.id
"""  # noqa: S608
COUNT = f"SELECT count(*) FROM ({LISTED}) found"  # noqa: S608
#: The width of a row's sort values.
SORTED_BY = (int, float, UUID)
#: The name of the order in cursors.
ORDER = "events"


async def events_page(
    tx: ReadTx, query: PageQuery, filters: EventFilters, *, user_id: UUID
) -> Page[EventItem]:
    """The user's events with their figures: today's, then those to come, then those that are over.

    One statement, and another if the total is asked for. The user is the transaction's.
    """
    _, patterns = needle_of(filters.q or "")
    values = (
        filters.deleted, filters.archived, filters.status, filters.organization_id, patterns,
        filters.when, user_id if filters.mine else None,
    )  # fmt: skip
    after = (
        decode_cursor(query.cursor, ORDER, SORTED_BY) if query.cursor else [None] * len(SORTED_BY)
    )
    await tx.ensure_entered()
    rows = await tx.driver.fetch(PAGE, *values, *after, query.limit + 1, query.skip, user_id)
    total = await tx.driver.fetchval(COUNT, *values) if query.total else None
    found = [(row, row["bucket"], row["place"], row["id"]) for row in rows]
    at = now()
    return page_of(found, query, ORDER, len(SORTED_BY), lambda row: event_item(row[0], at), total)


#: States in which an event's dates still matter.
OPEN = ("draft", "published")


def event_item(row: Any, at: datetime) -> EventItem:
    """An event of the list, at this moment."""
    fields = set(EventItem.model_fields)
    values = {name: value for name, value in row.items() if name in fields and value is not None}
    deadline, total = row["rsvp_deadline"], row["total"] or 0
    is_ahead = deadline is not None and deadline > at and row["status"] in OPEN
    rights = rights_of(
        row["role"], row["permissions"] or [], row["organization_role"], row["duties"] or []
    )
    return EventItem(
        **{**dict.fromkeys(NULLABLE), **values},
        when=WHEN[row["bucket"]],
        total_guests=total,
        confirmation_rate=round(row["accepted"] / total, 4) if total else 0.0,
        next_deadline=deadline if is_ahead else None,
        alerts=alerts_of(row, at),
        can=dict.fromkeys(sorted(rights), True),
    )


#: Fields that may be null, and are then left out of a row's values.
NULLABLE = (
    "starts_at", "ends_at", "capacity", "rsvp_deadline", "archived_at", "deleted_at",
)  # fmt: skip


def alerts_of(row: Any, at: datetime) -> list[Alert]:
    """What in the event needs its team, the most urgent first.

    A full house, full parts and replies that are overdue only matter while the event lies ahead.
    """
    is_open = row["status"] == "published" and WHEN[row["bucket"]] != "past"
    deadline = row["rsvp_deadline"]
    is_late = is_open and deadline is not None and deadline <= at
    found = (
        ("failed_messages", row["failed"]),
        ("unread_messages", row["unread"]),
        ("full", is_open and row["is_full"]),
        ("full_parts", is_open and row["full_parts"]),
        ("waitlisted", is_open and row["waitlisted"]),
        ("replies_overdue", is_late and row["pending"]),
    )
    return [Alert(kind=kind, count=int(count)) for kind, count in found if count]
