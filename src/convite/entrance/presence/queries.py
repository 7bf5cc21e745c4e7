"""Queries of scans, undone ones left out, and of conflicts."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from convite.core.db import Connection, ReadTx
from convite.core.paging import Page, PageQuery, page
from convite.entrance.presence.models import CheckinConflict
from convite.entrance.presence.rules import Step
from convite.entrance.presence.schemas import ConflictOut
from convite.people.guests.models import Guest
from convite.plan.seating.models import Seat
from convite.room.attendees.models import Attendee

SCANS_OF = """
SELECT c.id, c.attendee_id, c.direction, c.part_id, a.organization_id
FROM checkins c JOIN attendees a ON a.id = c.attendee_id
WHERE c.event_id = $1 AND c.nonce = $2 AND c.undoes IS NULL AND ($3::uuid IS NULL OR c.by_id = $3)
  AND NOT EXISTS (SELECT 1 FROM checkins u WHERE u.undoes = c.id)
ORDER BY c.attendee_id
"""
# Served by checkins_attendee_index and checkins_undoes_key.
STEPS = """
SELECT c.attendee_id, c.nonce, c.direction, c.at, c.gate, c.device, c.part_id FROM checkins c
WHERE c.attendee_id = ANY ($1) AND c.undoes IS NULL
  AND NOT EXISTS (SELECT 1 FROM checkins u WHERE u.undoes = c.id)
ORDER BY c.attendee_id, c.at, c.created_at, c.id
"""
# People as conflicts name them.
PEOPLE = """
SELECT a.id, a.organization_id, a.guest_id, a.invitation_id, a.status, a.attendance,
  a.checked_in_at, a.checked_out_at, a.version, a.notes,
  trim(g.first_name || ' ' || g.last_name) AS name,
  (SELECT i.label FROM invitations i WHERE i.id = a.invitation_id) AS party,
  (SELECT s.seat_number FROM seats s WHERE s.attendee_id = a.id LIMIT 1) AS seat_number
FROM attendees a JOIN guests g ON g.id = a.guest_id
WHERE a.id = ANY ($2) AND a.event_id = $1
"""


def last_at_parts(whose: str) -> str:
    """SQL for the direction of the last scan at each part's door, of everybody who came to that part.

    `whose` says whose scans `c` are looked at. Served by checkins_part_index or
    checkins_attendee_index.
    """
    counts = "c.undoes IS NULL AND NOT EXISTS (SELECT 1 FROM checkins u WHERE u.undoes = c.id)"
    return f"""
  SELECT DISTINCT ON (came.attendee_id, came.part_id) came.attendee_id, came.part_id, c.direction
  FROM (
    SELECT DISTINCT c.attendee_id, c.part_id FROM checkins c
    WHERE {whose} AND c.part_id IS NOT NULL AND c.direction = 'in' AND {counts}
  ) came
  JOIN checkins c ON c.attendee_id = came.attendee_id AND {counts}
    AND (c.part_id = came.part_id OR (c.part_id IS NULL AND c.direction = 'out'))
  ORDER BY came.attendee_id, came.part_id, c.at DESC, c.created_at DESC, c.id DESC"""  # noqa: S608  (constants only)


async def steps_of(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, list[Step]]:
    """Every scan of these people that counts, in order of time."""
    found: dict[UUID, list[Step]] = {key: [] for key in ids}
    for row in await connection.fetch(STEPS, list(ids)):
        values = dict(row)
        found[values.pop("attendee_id")].append(Step(**values))
    return found


def conflicts() -> Select[CheckinConflict, str, str, str]:
    """Conflicts with the people they are about."""
    return (
        select(CheckinConflict, Guest.first_name, Guest.last_name, Seat.seat_number)
        .outerjoin(Attendee, Attendee.id == CheckinConflict.attendee_id)
        .outerjoin(Guest, Guest.id == Attendee.guest_id)
        .outerjoin(Seat, Seat.attendee_id == Attendee.id)
        .execution_options(populate_existing=True)
    )


def conflict_out(row: Any) -> ConflictOut:
    """A row of `conflicts` as answered."""
    name = " ".join(part for part in (row[1], row[2]) if part)
    values = {
        column.key: getattr(row[0], column.key) for column in CheckinConflict.__table__.columns
    }
    return ConflictOut.model_validate({**values, "name": name, "seat_number": row[3]})


async def conflicts_page(
    tx: ReadTx, event_id: UUID, query: PageQuery, *, settled: bool
) -> Page[ConflictOut]:
    """A page of an event's conflicts, newest first; open ones, or all."""
    statement = conflicts().where(CheckinConflict.event_id == event_id)
    if not settled:
        statement = statement.where(CheckinConflict.resolved_at.is_(None))
    by = [CheckinConflict.created_at, CheckinConflict.id]
    return await page(tx, statement, query, by, conflict_out, descending=True)


async def conflict_by_id(tx: ReadTx, event_id: UUID, key: UUID) -> Any | None:
    """One conflict of the event."""
    statement = conflicts().where(CheckinConflict.event_id == event_id, CheckinConflict.id == key)
    return (await tx.execute(statement)).one_or_none()
