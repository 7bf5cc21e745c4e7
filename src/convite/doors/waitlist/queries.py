"""Queries of waiting lists."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from convite.core.db import ReadTx, Tx, load, locked
from convite.core.paging import Page, PageQuery, page
from convite.doors.waitlist.models import EntryStatus, WaitlistEntry
from convite.doors.waitlist.schemas import WaitlistEntryOut

#: Most entries that are looked at in one turn.
MOST = 500

# Events of which an offer has run out, and those with places for somebody who waits, if they are to be
# offered by themselves: for an entry, or for a guest whose yes came too late. Of those guests one index
# row is read for each event. Served by waitlist_entries_due, capacity_pools_waiting,
# waitlist_entries_line and attendees_waitlisted_index.
DUE = """
WITH RECURSIVE waitlisted AS (
  (SELECT event_id, organization_id FROM attendees WHERE status = 'waitlisted'
   ORDER BY event_id LIMIT 1)
  UNION ALL
  SELECT n.event_id, n.organization_id FROM waitlisted w CROSS JOIN LATERAL (
    SELECT event_id, organization_id FROM attendees
    WHERE status = 'waitlisted' AND event_id > w.event_id ORDER BY event_id LIMIT 1) n)
SELECT organization_id, event_id FROM waitlist_entries
WHERE status = 'offered' AND expires_at <= now()
UNION
SELECT p.organization_id, p.event_id FROM capacity_pools p JOIN events e ON e.id = p.event_id
WHERE p.waiting > 0 AND e.status = 'published' AND e.deleted_at IS NULL AND e.taken_down_at IS NULL
  AND coalesce(e.settings ->> 'waitlist',
    CASE e.approval WHEN 'open' THEN 'automatic' ELSE 'by_hand' END) = 'automatic'
  AND EXISTS (SELECT FROM waitlist_entries w WHERE w.event_id = p.event_id AND w.status = 'waiting'
    AND (p.capacity IS NULL OR w.places <= p.capacity - p.taken - p.held))
UNION
SELECT w.organization_id, w.event_id FROM waitlisted w
JOIN events e ON e.id = w.event_id JOIN capacity_pools p ON p.event_id = w.event_id
WHERE e.status = 'published' AND e.deleted_at IS NULL AND e.taken_down_at IS NULL AND NOT e.has_parts
  AND coalesce(e.ends_at, e.starts_at) > now()
  AND coalesce(e.settings ->> 'waitlist', 'automatic') = 'automatic'
  AND (p.capacity IS NULL OR p.taken + p.held < p.capacity)
LIMIT 500
"""

# Served by attendees_waitlisted_index.
GUESTS = """
SELECT id, invitation_id FROM attendees WHERE event_id = $1 AND status = 'waitlisted'
ORDER BY responded_at, id LIMIT $2
"""


async def waiting_guests(tx: ReadTx, event_id: UUID, most: int) -> dict[UUID, UUID | None]:
    """Guests who have said yes and wait for a place, longest first, each with their invitation."""
    return {
        row["id"]: row["invitation_id"] for row in await tx.driver.fetch(GUESTS, event_id, most)
    }


async def entry_by_id(tx: ReadTx, key: UUID) -> WaitlistEntry | None:
    """An entry, or None."""
    return await load(tx, WaitlistEntry, key)


async def lock_entry(tx: Tx, event_id: UUID, key: UUID) -> tuple[WaitlistEntry, bool] | None:
    """An event's entry, locked after the event's pool, and whether its offer has run out by now."""
    is_over = func.coalesce(WaitlistEntry.expires_at <= func.clock_timestamp(), False)
    statement = select(WaitlistEntry, is_over).where(
        WaitlistEntry.event_id == event_id, WaitlistEntry.id == key
    )
    found = await tx.execute(
        locked(statement, of=WaitlistEntry).execution_options(populate_existing=True)
    )
    row = found.one_or_none()
    return (row[0], row[1]) if row else None


async def expired(tx: Tx, event_id: UUID) -> list[WaitlistEntry]:
    """An event's offers that have run out, locked after its pool."""
    statement = (
        select(WaitlistEntry)
        .where(WaitlistEntry.event_id == event_id, WaitlistEntry.status == "offered")
        .where(WaitlistEntry.expires_at <= func.clock_timestamp())
        .order_by(WaitlistEntry.id)
        .limit(MOST)
    )
    return list((await tx.execute(locked(statement))).scalars())


async def line_of(tx: Tx, event_id: UUID, *, at_most: int | None) -> list[WaitlistEntry]:
    """Who waits at an event, in their order, of parties of `at_most` people; locked after its pool."""
    statement = select(WaitlistEntry).where(
        WaitlistEntry.event_id == event_id, WaitlistEntry.status == "waiting"
    )
    if at_most is not None:
        statement = statement.where(WaitlistEntry.places <= at_most)
    ordered = statement.order_by(WaitlistEntry.position).limit(MOST)
    return list((await tx.execute(locked(ordered))).scalars())


async def next_position(tx: Tx, event_id: UUID) -> int:
    """The end of the line; the event's pool is locked."""
    last = func.coalesce(func.max(WaitlistEntry.position), 0)
    found = await tx.execute(select(last + 1).where(WaitlistEntry.event_id == event_id))
    return int(found.scalar_one())


async def open_entry_of(tx: ReadTx, event_id: UUID, user_id: UUID) -> WaitlistEntry | None:
    """The entry of an account that waits, or has an offer; or None."""
    statement = select(WaitlistEntry).where(
        WaitlistEntry.event_id == event_id,
        WaitlistEntry.user_id == user_id,
        WaitlistEntry.status.in_(("waiting", "offered")),
    )
    found: WaitlistEntry | None = (await tx.execute(statement)).scalar_one_or_none()
    return found


def place_in_line() -> ColumnElement[int]:
    """The place of a waiting entry, from 1; null of any other. Served by `waitlist_entries_line`."""
    before = aliased(WaitlistEntry)
    counted = (
        select(func.count())
        .where(before.event_id == WaitlistEntry.event_id, before.status == "waiting")
        .where(before.position <= WaitlistEntry.position, WaitlistEntry.status == "waiting")
        .correlate(WaitlistEntry)
        .scalar_subquery()
    )
    return func.nullif(counted, 0)


def entry_out(entry: WaitlistEntry, place: int | None, **more: Any) -> WaitlistEntryOut:
    """An entry with its place in the line."""
    names = WaitlistEntryOut.model_fields.keys() - {"position", "url", "attendee_id"}
    values = {name: getattr(entry, name) for name in names}
    return WaitlistEntryOut(**values, position=place, **more)


async def shown(tx: ReadTx, entry: WaitlistEntry, **more: Any) -> WaitlistEntryOut:
    """The same, with the place looked up."""
    found = await tx.execute(select(place_in_line()).where(WaitlistEntry.id == entry.id))
    return entry_out(entry, found.scalar_one(), **more)


async def entries_page(
    tx: ReadTx, event_id: UUID, query: PageQuery, *, statuses: Sequence[EntryStatus]
) -> Page[WaitlistEntryOut]:
    """An event's entries in these states, or in all, in the order of the line."""
    statement = select(WaitlistEntry, place_in_line()).where(WaitlistEntry.event_id == event_id)
    if statuses:
        statement = statement.where(WaitlistEntry.status.in_(statuses))
    by = [WaitlistEntry.position, WaitlistEntry.id]
    return await page(tx, statement, query, by, lambda row: entry_out(row[0], row[1]))
