"""Queries of WhatsApp messages that programs send."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from convite.core.db import ReadTx
from convite.messaging.broadcasts.models import Broadcast, BroadcastRecipient
from convite.messaging.broadcasts.queries import as_recipient, people
from convite.messaging.whatsapp.schemas import SkippedGuest
from convite.messaging.wording.queries import Recipient
from convite.people.guests.models import Guest
from convite.room.attendees.models import Attendee

#: Most guests that an answer names as left out.
MAX_NAMED = 10_000


async def guest_on_list(tx: ReadTx, event_id: UUID, guest_id: UUID) -> Recipient | None:
    """Somebody on the event's list, by the guest's id."""
    chosen = people().where(
        Attendee.event_id == event_id,
        Attendee.guest_id == guest_id,
        Attendee.status != "canceled",
        Guest.deleted_at.is_(None),
    )
    row = (await tx.execute(chosen.limit(1))).first()
    return as_recipient(row) if row else None


async def attendees_of(tx: ReadTx, event_id: UUID, guest_ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """Guests who are on the event's list, each with their attendee's id."""
    found = await tx.execute(
        select(Attendee.guest_id, Attendee.id).where(
            Attendee.event_id == event_id,
            Attendee.guest_id.in_(guest_ids),
            Attendee.status != "canceled",
        )
    )
    return {row.guest_id: row.id for row in found}


async def left_out_of(tx: ReadTx, broadcast: Broadcast) -> list[SkippedGuest]:
    """Whom a broadcast leaves out, and why."""
    own = BroadcastRecipient
    found = await tx.execute(
        select(Attendee.guest_id, own.left_out)
        .join(Attendee, Attendee.id == own.attendee_id)
        .where(own.broadcast_id == broadcast.id, own.left_out.is_not(None))
        .order_by(Attendee.id)
        .limit(MAX_NAMED)
    )
    return [SkippedGuest(guest_id=guest_id, reason=reason) for guest_id, reason in found]
