"""Writes that remove what a batch created and that hasn't changed since."""

from dataclasses import replace
from typing import Any

from convite.core.db import Connection, Tx
from convite.core.log import Actor, record
from convite.doors.bulk.facts import BatchUndone, ListChanged
from convite.doors.bulk.rules import Target, UndoCounts

# Rows that the batch created and that haven't been used since: no change, reply, seat or scan.
# Limited per statement, because deleting a whole file at once would exceed the statement timeout.
UNDO_ATTENDEES = """
WITH gone AS (
  DELETE FROM attendees WHERE id IN (
    SELECT a.id FROM attendees a
    WHERE a.import_id = $1 AND a.event_id = $2 AND a.version = 1 AND a.status = 'pending'
      AND a.attendance = 'not_checked_in' AND a.responded_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM seats s WHERE s.attendee_id = a.id)
      AND NOT EXISTS (SELECT 1 FROM checkins c WHERE c.attendee_id = a.id)
      AND NOT EXISTS (SELECT 1 FROM attendees o WHERE o.plus_one_of = a.id)
    LIMIT $3)
  RETURNING 1
)
SELECT count(*) FROM gone
"""
UNDO_INVITATIONS = """
WITH gone AS (
  DELETE FROM invitations WHERE id IN (
    SELECT i.id FROM invitations i
    WHERE i.import_id = $1 AND i.event_id = $2 AND i.version = 1 AND i.sent_at IS NULL
      AND i.opened_at IS NULL AND i.responded_at IS NULL AND i.canceled_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM attendees a WHERE a.invitation_id = i.id)
    LIMIT $3)
  RETURNING 1
)
SELECT count(*) FROM gone
"""
UNDO_GUESTS = """
WITH gone AS (
  UPDATE guests SET deleted_at = now(), updated_at = now() WHERE id IN (
    SELECT g.id FROM guests g
    WHERE g.import_id = $1 AND g.organization_id = $2 AND g.version = 1 AND g.deleted_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM attendees a WHERE a.guest_id = g.id)
    LIMIT $3)
  RETURNING 1
)
SELECT count(*) FROM gone
"""
COUNT_KEPT = "SELECT count(*) FROM attendees WHERE import_id = $1 AND event_id = $2"


#: Most rows removed per statement.
UNDO_SIZE = 5000


async def undo_chunk(connection: Connection, target: Target) -> UndoCounts:
    """Removes up to UNDO_SIZE unchanged rows of a batch; all counts are 0 if none are left."""
    if target.event_id is not None:
        parameters = (target.batch_id, target.event_id, UNDO_SIZE)
        if attendees := await connection.fetchval(UNDO_ATTENDEES, *parameters):
            return UndoCounts(attendees=attendees)
        if invitations := await connection.fetchval(UNDO_INVITATIONS, *parameters):
            return UndoCounts(invitations=invitations)
    guests = await connection.fetchval(
        UNDO_GUESTS, target.batch_id, target.organization_id, UNDO_SIZE
    )
    return UndoCounts(guests=guests)


async def record_undo(tx: Tx, actor: Actor, target: Target, undone: UndoCounts) -> UndoCounts:
    """Records an undo in the log; returns its counts with the number of attendees kept."""
    kept = 0
    if target.event_id is not None:
        kept = await tx.driver.fetchval(COUNT_KEPT, target.batch_id, target.event_id)
    subject: dict[str, Any] = {
        "organization_id": target.organization_id,
        "object_id": target.batch_id,
        "event_id": target.event_id,
        "batch_id": target.batch_id,
    }
    tx.trace.batch_id = target.batch_id
    fact = BatchUndone(
        guests=undone.guests, attendees=undone.attendees, invitations=undone.invitations, **subject
    )
    await record(tx, actor, fact)
    count = undone.attendees or undone.guests
    await record(tx, actor, ListChanged(kind="guests", count=count, **subject))
    return replace(undone, kept=kept)


async def undo_rows(tx: Tx, actor: Actor, target: Target) -> UndoCounts:
    """Removes everything a batch created that hasn't changed since."""
    connection, undone = tx.driver, UndoCounts()
    while (removed := await undo_chunk(connection, target)) != UndoCounts():
        undone += removed
    return await record_undo(tx, actor, target, undone)
