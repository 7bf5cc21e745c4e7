"""Queries of changes, and of who is told."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import select

from convite.core.db import ReadTx
from convite.doors.invitations.models import Invitation
from convite.messaging.delivery.queries import expected_after
from convite.people.guests.models import Guest
from convite.room.attendees.models import Attendee

#: People who are told in one transaction.
TOLD_AT_ONCE = 200

# Changes since the last that were told, in the order in which they were made: their jobs run at the same
# time, and ids of the log sort by time. Index: activity_log_object_index.
NOTICED = """
SELECT data ->> 'before' FROM activity_log
WHERE object_id = $1 AND action = 'change_noticed' AND at > greatest(now() - interval '1 day', (
  SELECT max((data ->> 'until')::timestamptz) FROM activity_log
  WHERE object_id = $1 AND action = 'change_settled'))
ORDER BY cause_id
"""


async def noticed(tx: ReadTx, event_id: UUID) -> list[dict[str, Any]]:
    """The fields as they were before each change that nobody has been told of."""
    rows = await tx.driver.fetch(NOTICED, event_id)
    return [msgspec.json.decode(row[0]) for row in rows]


@dataclass(frozen=True, kw_only=True)
class Coming:
    """Somebody who is expected at an event, with the invitation of their party."""

    attendee_id: UUID
    guest: Guest
    invitation: Invitation


async def coming_after(tx: ReadTx, event_id: UUID, after: UUID | None) -> list[Coming]:
    """People who come or may come to an event and could have an account, in order of id."""
    statement = (
        select(Attendee.id, Guest, Invitation)
        .join(Guest, Guest.id == Attendee.guest_id)
        .join(Invitation, Invitation.id == Attendee.invitation_id)
        .where(Invitation.canceled_at.is_(None))
    )
    rows = await tx.execute(expected_after(statement, event_id, after, TOLD_AT_ONCE))
    return [Coming(attendee_id=row[0], guest=row[1], invitation=row[2]) for row in rows]
