"""Queries of broadcasts and their audiences."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, select, text

from convite.core.db import ReadTx, Tx
from convite.core.paging import Page, PageQuery, page
from convite.doors.invitations.models import Invitation
from convite.doors.lists.queries import matching_ids
from convite.messaging.broadcasts.models import Broadcast, BroadcastRecipient
from convite.messaging.broadcasts.schemas import (
    MAX_AUDIENCE,
    Audience,
    BroadcastOut,
    LeftOutGuest,
    RecipientOut,
)
from convite.messaging.delivery.models import Message
from convite.messaging.wording.queries import Recipient, address_of
from convite.people.guests.models import Guest
from convite.people.guests.rules import full_name
from convite.room.attendees.models import Attendee

#: Most people whom a preview names as left out.
MAX_NAMED = 50

# Due broadcasts of any organization. Served by broadcasts_open.
DUE = """
SELECT b.id, b.organization_id FROM broadcasts b JOIN events e ON e.id = b.event_id
WHERE (b.status = 'sending' OR b.status = 'scheduled' AND b.scheduled_for <= now())
  AND e.status <> 'canceled' AND e.deleted_at IS NULL
ORDER BY b.id LIMIT 100
"""

# Of those named, who is on the list, and why some get none.
AUDIENCE = """
SELECT a.id, CASE
    WHEN nullif(CASE :channel WHEN 'email' THEN g.email ELSE g.phone END, '') IS NULL THEN 'no_address'
    WHEN coalesce((g.opt_outs ->> :channel)::boolean, false) THEN 'opted_out' END AS left_out
FROM attendees a JOIN guests g ON g.id = a.guest_id
WHERE a.event_id = :event AND a.id = ANY (:ids) AND a.status <> 'canceled'
"""


async def audience_of(
    tx: ReadTx, event_id: UUID, audience: Audience, channel: str
) -> list[tuple[UUID, str | None]]:
    """Everybody of an audience, each with the reason if they get none; at most `MAX_AUDIENCE` and one."""
    ids: Sequence[UUID] = audience.ids or []
    if audience.filters is not None:
        ids = await matching_ids(tx, event_id, audience.filters, most=MAX_AUDIENCE)
    values = {"channel": channel, "event": event_id, "ids": list(dict.fromkeys(ids))}
    return [(row.id, row.left_out) for row in await tx.execute(text(AUDIENCE), values)]


async def progress_of(tx: ReadTx, ids: Sequence[UUID]) -> dict[UUID, Counter[str]]:
    """The messages of broadcasts by status. Served by `messages_broadcast`."""
    found = await tx.execute(
        select(Message.broadcast_id, Message.status, func.count())
        .where(Message.broadcast_id.in_(ids))
        .group_by(Message.broadcast_id, Message.status)
    )
    progress: dict[UUID, Counter[str]] = {key: Counter() for key in ids}
    for key, status, count in found:
        if key is not None:
            progress[key][status] = count
    return progress


NAMES = BroadcastOut.model_fields.keys() - {"messages"}


def broadcast_out(row: Broadcast, messages: Mapping[str, int]) -> BroadcastOut:
    """A broadcast with its messages by status."""
    values = {name: getattr(row, name) for name in NAMES}
    return BroadcastOut(**values, messages=dict(messages))


async def broadcasts_of(tx: ReadTx, event_id: UUID, query: PageQuery) -> Page[BroadcastOut]:
    """The event's broadcasts, newest first."""
    statement = select(Broadcast).where(Broadcast.event_id == event_id)
    by = [Broadcast.created_at, Broadcast.id]
    found = await page(
        tx, statement, query, by, lambda row: broadcast_out(row[0], {}), descending=True
    )
    progress = await progress_of(tx, [one.id for one in found.items])
    for one in found.items:
        one.messages.update(progress[one.id])  # type: ignore[arg-type]
    return found


async def one_broadcast(tx: ReadTx, row: Broadcast) -> BroadcastOut:
    """A broadcast with its messages by status."""
    return broadcast_out(row, (await progress_of(tx, [row.id]))[row.id])


def people() -> Any:
    """Selects people of an event's list with guest and invitation."""
    return (
        select(Attendee.id, Guest, Invitation)
        .join(Guest, Guest.id == Attendee.guest_id)
        .outerjoin(Invitation, Invitation.id == Attendee.invitation_id)
    )


def as_recipient(row: Any) -> Recipient:
    """A row of `people`."""
    return Recipient(attendee_id=row[0], guest=row[1], invitation=row[2])


async def open_broadcast(tx: Tx, broadcast_id: UUID) -> Broadcast | None:
    """A broadcast that is due or being sent, locked; None if another worker has it."""
    found = await tx.execute(
        select(Broadcast)
        .where(Broadcast.id == broadcast_id, Broadcast.status.in_(("scheduled", "sending")))
        .with_for_update(skip_locked=True)
    )
    return found.scalar_one_or_none()


async def next_recipients(tx: ReadTx, broadcast: Broadcast, most: int) -> list[Recipient]:
    """The next people who get it, in order of id: not those who were removed since."""
    own = BroadcastRecipient.attendee_id == Attendee.id
    statement = (
        people()
        .join(BroadcastRecipient, own)
        .where(
            BroadcastRecipient.broadcast_id == broadcast.id,
            BroadcastRecipient.left_out.is_(None),
            Attendee.status != "canceled",
        )
    )
    if broadcast.reached_id is not None:
        statement = statement.where(BroadcastRecipient.attendee_id > broadcast.reached_id)
    found = await tx.execute(statement.order_by(BroadcastRecipient.attendee_id).limit(most))
    return [as_recipient(row) for row in found]


async def left_out_guests(
    tx: ReadTx, event_id: UUID, reasons: Mapping[UUID, str | None]
) -> list[LeftOutGuest]:
    """The first by name of those who get no message, with the reason."""
    found = await tx.execute(
        select(Attendee.id, Guest.first_name, Guest.last_name)
        .join(Guest, Guest.id == Attendee.guest_id)
        .where(
            Attendee.event_id == event_id, Attendee.id.in_([k for k, why in reasons.items() if why])
        )
        .order_by(Attendee.sort_key, Attendee.id)
        .limit(MAX_NAMED)
    )
    return [
        LeftOutGuest(attendee_id=key, name=full_name(first, last), reason=reasons[key])
        for key, first, last in found
    ]


async def one_recipient(
    tx: ReadTx, event_id: UUID, ids: Sequence[UUID], guest_id: UUID | None, place: int
) -> Recipient | None:
    """One of these attendees, for a preview: the wanted one, else the one at that place by name."""
    statement = (
        people()
        .where(Attendee.event_id == event_id, Attendee.id.in_(ids))
        .order_by(Attendee.sort_key, Attendee.id)
        .limit(1)
    )
    if guest_id is not None:
        statement = statement.where((Guest.id == guest_id) | (Attendee.id == guest_id))
    elif place:
        statement = statement.offset(place)
    row = (await tx.execute(statement)).first()
    return as_recipient(row) if row else None


async def recipients_page(
    tx: ReadTx, broadcast: Broadcast, query: PageQuery, *, left_out: bool | None, status: str | None
) -> Page[RecipientOut]:
    """A broadcast's audience by name, each with their message."""
    own = and_(Message.broadcast_id == broadcast.id, Message.guest_id == Guest.id)
    statement = (
        select(Attendee.id, Guest, BroadcastRecipient.left_out, Message)
        .join(BroadcastRecipient, BroadcastRecipient.attendee_id == Attendee.id)
        .join(Guest, Guest.id == Attendee.guest_id)
        .outerjoin(Message, own)
        .where(BroadcastRecipient.broadcast_id == broadcast.id)
    )
    if left_out is not None:
        is_left_out = BroadcastRecipient.left_out.is_not(None)
        statement = statement.where(is_left_out if left_out else ~is_left_out)
    if status is not None:
        statement = statement.where(Message.status == status)
    by = [Attendee.sort_key, Attendee.id]

    def shape(row: Any) -> RecipientOut:
        key, guest, reason, message = row[:4]
        return RecipientOut(
            attendee_id=key,
            guest_id=guest.id,
            name=full_name(guest.first_name, guest.last_name),
            address=message.address if message else address_of(guest, broadcast.channel) or None,
            left_out=reason,
            status=message.status if message else None,
            error=message.error if message else None,
            sent_at=message.sent_at if message else None,
        )

    return await page(tx, statement, query, by, shape)
