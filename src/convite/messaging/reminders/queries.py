"""Queries of reminders and their audiences."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, func, select

from convite.core.db import ReadTx
from convite.doors.invitations.models import Invitation
from convite.messaging.reminders.models import Reminder
from convite.messaging.wording.queries import Recipient
from convite.people.guests.models import Guest
from convite.room.attendees.models import Attendee

#: At most so many reminders per event.
MAX_REMINDERS = 50
#: Which statuses an audience has.
STATUSES = {
    "unanswered": ("pending",),
    "coming": ("going",),
    "everyone": ("pending", "going", "waitlisted"),
}

# Due reminders of any organization, and whether their event has begun. Served by reminders_open.
DUE = """
SELECT r.id, r.organization_id, e.starts_at <= now() AS has_begun
FROM reminders r JOIN events e ON e.id = r.event_id
WHERE r.status IN ('scheduled', 'sending') AND e.status = 'published' AND e.deleted_at IS NULL
  AND NOT (r.audience = 'unanswered' AND coalesce(e.settings ->> 'save_the_date', '') = 'true')
  AND e.taken_down_at IS NULL
  AND coalesce(r.send_at, e.starts_at - make_interval(mins => r.offset_minutes)) <= now()
ORDER BY r.id LIMIT 100
"""


def due_at(reminder: Reminder, starts_at: datetime | None) -> datetime | None:
    """When it is sent; None while the event has no date."""
    if reminder.send_at is not None or reminder.offset_minutes is None:
        return reminder.send_at
    return starts_at - timedelta(minutes=reminder.offset_minutes) if starts_at else None


async def reminders_of(tx: ReadTx, event_id: UUID) -> Sequence[Reminder]:
    """The event's reminders, oldest first."""
    found = await tx.execute(
        select(Reminder)
        .where(Reminder.event_id == event_id)
        .order_by(Reminder.created_at, Reminder.id)
        .limit(MAX_REMINDERS)
    )
    return found.scalars().all()


def audience_of(event_id: UUID, audience: str, channel: str) -> Select[UUID, Guest, Invitation]:
    """Attendees of an audience who have an address on the channel."""
    address = Guest.email if channel == "email" else Guest.phone
    return (
        select(Attendee.id, Guest, Invitation)
        .join(Guest, Guest.id == Attendee.guest_id)
        .outerjoin(Invitation, Invitation.id == Attendee.invitation_id)
        .where(
            Attendee.event_id == event_id,
            Attendee.status.in_(STATUSES[audience]),
            Invitation.canceled_at.is_(None),
            address.is_not(None),
        )
    )


async def next_recipients(
    tx: ReadTx, reminder: Reminder, most: int, *, guest_id: UUID | None = None
) -> list[Recipient]:
    """The next people of a reminder, in order of id; or one of them, for a preview."""
    statement = audience_of(reminder.event_id, reminder.audience, reminder.channel)
    if guest_id is not None:
        statement = statement.where((Guest.id == guest_id) | (Attendee.id == guest_id))
    if reminder.reached_id is not None:
        statement = statement.where(Attendee.id > reminder.reached_id)
    found = await tx.execute(statement.order_by(Attendee.id).limit(most))
    return [Recipient(attendee_id=row[0], guest=row[1], invitation=row[2]) for row in found]


async def counts(tx: ReadTx, event_id: UUID, audience: str, channel: str) -> tuple[int, int]:
    """How many people of an audience have an address that takes messages, and how many don't."""
    can = audience_of(event_id, audience, channel).with_only_columns(func.count())
    if channel == "email":
        blocked = func.lower(Guest.blocked_email["address"].astext)
        can = can.where(blocked.is_distinct_from(func.lower(Guest.email)))
    reachable = (await tx.execute(can)).scalar_one()
    every = await tx.execute(
        select(func.count()).where(
            Attendee.event_id == event_id, Attendee.status.in_(STATUSES[audience])
        )
    )
    return reachable, max(0, every.scalar_one() - reachable)
