"""Queries of broadcasts and their audiences."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, select, text
from sqlalchemy.orm import aliased

from convite.core.config import settings
from convite.core.db import ReadTx, Tx
from convite.core.paging import Page, PageQuery, page
from convite.doors.invitations.models import Invitation
from convite.doors.lists.queries import matching_ids
from convite.events.event.models import Event
from convite.gateways.channels import SentTemplate
from convite.gateways.sms import has_sender
from convite.messaging.broadcasts.models import Broadcast, BroadcastRecipient
from convite.messaging.broadcasts.rules import subject_of, text_of
from convite.messaging.broadcasts.schemas import (
    MAX_AUDIENCE,
    Audience,
    BroadcastOut,
    BroadcastWords,
    RecipientOut,
)
from convite.messaging.buttons.rules import REPLIES, payload_of
from convite.messaging.delivery.models import Message
from convite.messaging.delivery.rules import Occasion
from convite.messaging.templates.models import MessageTemplate
from convite.messaging.templates.queries import languages_of, template_for
from convite.messaging.templates.rules import nearest, values_of, with_variables
from convite.messaging.wording.actions import Letter
from convite.messaging.wording.queries import Recipient, address_of, values_for
from convite.people.guests.models import Guest
from convite.people.guests.rules import full_name
from convite.room.attendees.models import Attendee

#: Why somebody couldn't be reached, other than by not wanting to be.
UNREACHED = ("no_address", "bounced", "window_closed", "no_sender")

# Due broadcasts of any organization. Served by broadcasts_open.
DUE = """
SELECT b.id, b.organization_id FROM broadcasts b JOIN events e ON e.id = b.event_id
WHERE (b.status = 'sending' OR b.status = 'scheduled' AND b.scheduled_for <= now())
  AND e.status <> 'canceled' AND e.deleted_at IS NULL AND e.taken_down_at IS NULL
ORDER BY b.id LIMIT 100
"""

# Of those named, who is on the list, and why some get none. Whether somebody wrote by WhatsApp lately is
# served by messages_address.
AUDIENCE = """
SELECT a.id, g.phone, CASE
    WHEN nullif(CASE :channel WHEN 'email' THEN g.email ELSE g.phone END, '') IS NULL THEN 'no_address'
    WHEN coalesce((g.opt_outs ->> :channel)::boolean, false) THEN 'opted_out'
    WHEN :channel = 'email' AND lower(g.blocked_email ->> 'address') = lower(g.email) THEN 'bounced'
    WHEN :only_in_window AND NOT EXISTS (
      SELECT 1 FROM messages m WHERE m.address = g.phone AND m.channel = 'whatsapp'
        AND m.channel IN ('whatsapp', 'sms') AND m.direction = 'in'
        AND m.created_at > now() - interval '24 hours') THEN 'window_closed' END AS left_out
FROM attendees a JOIN guests g ON g.id = a.guest_id
WHERE a.event_id = :event AND a.id = ANY (:ids) AND a.status <> 'canceled'
"""


async def audience_of(
    tx: ReadTx, event_id: UUID, audience: Audience, channel: str, *, by_template: bool
) -> list[tuple[UUID, str | None]]:
    """Everybody of an audience, each with the reason if they get none; at most `MAX_AUDIENCE` and one.

    By WhatsApp, only a template reaches those who haven't written within a day.
    """
    ids: Sequence[UUID] = audience.ids or []
    if audience.filters is not None:
        ids = await matching_ids(tx, event_id, audience.filters, most=MAX_AUDIENCE)
    values = {
        "channel": channel,
        "event": event_id,
        "ids": list(dict.fromkeys(ids)),
        "only_in_window": channel == "whatsapp" and not by_template,
    }
    rows = await tx.execute(text(AUDIENCE), values)
    if channel != "sms":
        return [(row.id, row.left_out) for row in rows]
    return [
        (row.id, row.left_out or (None if has_sender(row.phone) else "no_sender")) for row in rows
    ]


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
            queued_at=message.created_at if message else None,
            sent_at=message.sent_at if message else None,
            delivered_at=message.delivered_at if message else None,
            read_at=message.read_at if message else None,
        )

    return await page(tx, statement, query, by, shape)


async def letters_for(
    tx: Tx, event: Event, words: Broadcast | BroadcastWords, people: Sequence[Recipient]
) -> list[Letter]:
    """A broadcast's message to each of these, in their language.

    A WhatsApp template that has theirs is sent in it.
    """
    occasions: dict[Any, Occasion] = {}
    languages = await template_languages(tx, words)
    letters = []
    for person in people:
        locale, translations, values = await values_for(tx, event, person, occasions)
        letter = Letter(
            person=person,
            locale=locale,
            subject=subject_of(words.subject, words.kind, values, translations),
            text="" if languages else text_of(words.body, words.kind, values, translations),
            link=values["link"],
        )
        if languages:
            template = languages[nearest(locale, languages) or next(iter(languages))]
            letter = by_template(letter, template, words.variables, values)
        letters.append(letter)
    return letters


async def template_languages(
    tx: Tx, words: Broadcast | BroadcastWords
) -> Mapping[str, MessageTemplate]:
    """The languages of the WhatsApp template that a message is sent with, its own first.

    Raises:
        Invalid: the template can't be used.
    """
    if words.channel != "whatsapp" or words.template_id is None:
        return {}
    template = await template_for(tx, words.template_id, words.channel)
    return {template.locale: template, **await languages_of(tx, template)}


def by_template(
    letter: Letter,
    template: MessageTemplate,
    variables: Mapping[str, str],
    known: Mapping[str, str],
) -> Letter:
    """A letter as a template of the provider says it."""
    values = values_of(template.body, variables, known)
    key, who = settings().secret, letter.person.attendee_id
    replies = REPLIES if template.has_buttons else ()
    payloads = [payload_of(key, reply, template.organization_id, who) for reply in replies]
    return replace(
        letter,
        locale=template.locale.split("_")[0],
        text=with_variables(template.body, values),
        template=SentTemplate(
            name=template.provider_name or template.name,
            locale=template.locale,
            values=values,
            payloads=payloads,
        ),
    )


async def not_reached(tx: ReadTx, broadcast: Broadcast) -> list[UUID]:
    """Those whom a broadcast didn't reach though they want its messages: left out, or failed.

    Whoever already gets it by another channel is left out, unless that has failed as well.
    """
    failed = and_(
        Message.broadcast_id == broadcast.id,
        Message.guest_id == Attendee.guest_id,
        Message.status == "failed",
    )
    own, other, later = BroadcastRecipient, aliased(BroadcastRecipient), aliased(Message)
    by_another = (
        select(Broadcast.id)
        .join(other, other.broadcast_id == Broadcast.id)
        .outerjoin(
            later,
            (later.broadcast_id == Broadcast.id) & (later.guest_id == Attendee.guest_id),
        )
        .where(
            Broadcast.retry_of == broadcast.id,
            Broadcast.event_id == broadcast.event_id,
            other.attendee_id == Attendee.id,
            other.left_out.is_(None),
            # sent or on its way; with no message yet, until the broadcast is canceled
            func.coalesce(later.status, Broadcast.status).not_in(("failed", "canceled")),
        )
        .correlate(Attendee)
    )
    found = await tx.execute(
        select(Attendee.id)
        .join(own, own.attendee_id == Attendee.id)
        .outerjoin(Message, failed)
        .where(
            own.broadcast_id == broadcast.id,
            Attendee.status != "canceled",
            Message.id.is_not(None) | own.left_out.in_(UNREACHED),
            ~by_another.exists(),
        )
        .order_by(Attendee.id)
        .limit(MAX_AUDIENCE)
    )
    return list(dict.fromkeys(found.scalars()))
