"""Writes of presence: scans taken back."""

from typing import Any

from convite.core.clock import now
from convite.core.db import Tx, raw
from convite.core.ids import new_id
from convite.core.log import Actor, record
from convite.core.problems import NotFound
from convite.events.event.models import Event
from convite.room.checkin.facts import GuestCheckedIn, GuestCheckedOut
from convite.room.presence.queries import LAST_SCAN, SCANS_OF


async def undo(tx: Tx, actor: Actor, event: Event, nonce: str) -> int:
    """Takes a scan back: people stand as their other scans say. Returns how many.

    Raises:
        NotFound: there is no such scan, or it was taken back already.
    """
    connection = await raw(tx)
    rows = await connection.fetch(SCANS_OF, event.id, nonce)
    if not rows:
        raise NotFound("There is no such scan, or it was taken back already.")
    for row in rows:
        await connection.execute(LOCK_ATTENDEE, row["attendee_id"])
        await connection.execute(
            REVERSE, new_id(), row["organization_id"], event.id, row["attendee_id"],
            f"undo:{nonce}", "out" if row["direction"] == "in" else "in", actor.kind, actor.id,
            row["id"],
        )  # fmt: skip
        last = await connection.fetchrow(LAST_SCAN, row["attendee_id"])
        version = await connection.fetchval(
            RESET,
            row["attendee_id"],
            last["direction"] if last else None,
            last["at"] if last else None,
        )
        await record(tx, actor, reversal(event, row, last, version))
    return len(rows)


LOCK_ATTENDEE = "SELECT 1 FROM attendees WHERE id = $1 FOR NO KEY UPDATE"
REVERSE = """
INSERT INTO checkins (id, organization_id, event_id, attendee_id, nonce, direction, method, by_kind,
  by_id, result, undoes)
VALUES ($1, $2, $3, $4, $5, $6, 'manual', $7, $8, 'undo', $9)
"""
RESET = """
UPDATE attendees SET version = version + 1, updated_at = now(), attendance = CASE $2::text
    WHEN 'in' THEN 'checked_in' WHEN 'out' THEN 'left' ELSE 'not_checked_in' END,
  checked_in_at = CASE WHEN $2::text = 'in' THEN $3::timestamptz
    WHEN $2::text = 'out' THEN checked_in_at END,
  checked_out_at = CASE WHEN $2::text = 'out' THEN $3::timestamptz END
WHERE id = $1 RETURNING version
"""


def reversal(event: Event, row: Any, last: Any, version: int) -> GuestCheckedIn | GuestCheckedOut:
    """The fact of a scan taken back: in again, or out (having been in), or never been in."""
    common = {
        "organization_id": event.organization_id,
        "object_id": row["attendee_id"],
        "event_id": event.id,
        "attendee_id": row["attendee_id"],
        "guest_id": row["guest_id"],
        "invitation_id": row["invitation_id"],
        "name": row["name"],
        "guest_name": row["name"],
        "seat_number": row["seat_number"],
        "version": version,
    }
    if last and last["direction"] == "in":
        return GuestCheckedIn(**common, checkin_time=last["at"])
    attendance = "left" if last else "not_checked_in"
    return GuestCheckedOut(**common, checkout_time=now(), attendance=attendance)
