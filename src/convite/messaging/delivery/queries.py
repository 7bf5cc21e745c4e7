"""Queries of messages, and of the data their texts are built from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVarTuple
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.dialects.postgresql import distinct_on

from convite.core.dates import format_date, format_span
from convite.core.db import ReadTx, Tx
from convite.core.paging import Page, PageQuery, page
from convite.core.problems import Conflict
from convite.doors.invitations.models import Invitation
from convite.doors.invitations.queries import invitation_by_id
from convite.doors.replies.rules import deadline_of
from convite.events.event.models import Event
from convite.events.event.queries import event_by_id
from convite.gateways.registry import CHANNELS
from convite.messaging.delivery.models import Message
from convite.messaging.delivery.rules import Occasion, ProgramPart, Reply, title_in
from convite.messaging.delivery.schemas import OutboxItem
from convite.people.guests.models import Guest
from convite.people.identity.models import User
from convite.people.organizations.models import OrganizationMember
from convite.room.attendees.models import Attendee
from convite.room.attendees.queries import Person, party_of
from convite.room.entitlements.queries import PartAnswered

#: People notified by one transaction.
TOLD_AT_ONCE = 500
RowT = TypeVarTuple("RowT")


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """An attendee who gets a message."""

    attendee_id: UUID
    guest: Guest
    #: The language of their invitation.
    locale: str | None


async def outbox_page(tx: ReadTx, query: PageQuery, *, text: str | None) -> Page[OutboxItem]:
    """What would have been sent, newest first."""
    statement = select(Message).where(Message.status == "outbox")
    if text and text.strip():
        needle = text.strip()
        statement = statement.where(
            Message.address.icontains(needle, autoescape=True)
            | Message.subject.icontains(needle, autoescape=True)
            | Message.text.icontains(needle, autoescape=True)
        )
    by = [Message.created_at, Message.id]
    return await page(tx, statement, query, by, outbox_item, descending=True)


def outbox_item(row: Any) -> OutboxItem:
    """A message as the outbox page shows it."""
    message = row[0]
    return OutboxItem(
        id=message.id,
        channel=message.channel,
        to=message.address,
        subject=message.subject,
        text=message.text,
        links=message.links,
        created_at=message.created_at,
    )


def parts_they_come_to(people: Sequence[Person]) -> list[PartAnswered]:
    """The parts that somebody of a party comes to or waits for, in order of time."""
    found = {
        part.part_id: part
        for one in people
        for part in one.parts
        if part.state in ("going", "waitlisted")
    }
    return sorted(found.values(), key=lambda part: part.starts_at)


def replies_in(people: Sequence[Person], locale: str) -> list[Reply]:
    """Everybody's replies, with the parts of the event in a language."""
    return [
        Reply(
            name=one.guest.name,
            status=one.attendee.status,
            seat=one.seat_number,
            parts=tuple((part.in_language(locale).title, part.state) for part in one.parts),
        )
        for one in people
    ]


def program_parts(
    event: Event, locale: str, parts: Sequence[PartAnswered]
) -> tuple[ProgramPart, ...]:
    """Parts of the event, formatted for guests of that language."""
    return tuple(
        ProgramPart(
            title=part.in_language(locale).title,
            when=format_span(part.starts_at, part.ends_at, event.timezone, locale),
            where=part.venue_text,
        )
        for part in parts
    )


def those_who_come(reader: Person, people: Sequence[Person]) -> list[Person]:
    """Whose coming stands in a reader's calendar: their own, and that of those they read mails for."""
    return [
        one
        for one in people
        if one.attendee.status == "going" and (one is reader or not one.guest.email)
    ]


async def calendars_sent(tx: ReadTx, event_id: UUID, guest_ids: Sequence[UUID]) -> dict[UUID, str]:
    """The last calendar file that each guest got. Served by `messages_calendar`."""
    found = await tx.execute(
        select(Message.guest_id, Message.calendar)
        .ext(distinct_on(Message.guest_id))
        .where(
            Message.guest_id.in_(guest_ids),
            Message.event_id == event_id,
            Message.calendar.is_not(None),
        )
        .order_by(Message.guest_id, Message.created_at.desc(), Message.id.desc())
    )
    return {guest_id: calendar for guest_id, calendar in found if guest_id and calendar}


async def host_name(tx: ReadTx, event: Event) -> str:
    """The name of the inviting host."""
    return await user_name(tx, event.host_user_id)


async def user_name(tx: ReadTx, user_id: UUID | None) -> str:
    """The name of an account; empty if there is none."""
    found = await tx.execute(select(User.name).where(User.id == user_id))
    return found.scalar_one_or_none() or ""


async def occasion_of(
    tx: ReadTx,
    event: Event,
    locale: str,
    invitation: Invitation | None = None,
    parts: Sequence[PartAnswered] = (),
) -> Occasion:
    """The event and the parts of it that matter, formatted for guests of that language."""
    expires_at = invitation.expires_at if invitation else None
    has_deadline = bool(expires_at or event.rsvp_deadline)
    deadline = deadline_of(expires_at, event.rsvp_deadline, None) if has_deadline else None
    return Occasion(
        title=title_in(event, locale),
        host=await host_name(tx, event),
        when=format_date(event.starts_at, event.timezone, locale) if event.starts_at else "",
        where=event.venue_text,
        answer_by=format_date(deadline, event.timezone, locale) if deadline else "",
        parts=program_parts(event, locale, parts),
    )


async def party_and_event(
    tx: ReadTx, invitation_id: UUID
) -> tuple[Invitation, Event, list[Person]] | None:
    """An invitation with its event and people; None if either was deleted."""
    invitation = await invitation_by_id(tx, invitation_id)
    event = await event_by_id(tx, invitation.event_id) if invitation else None
    if invitation is None or event is None:
        return None
    return invitation, event, await party_of(tx, invitation.id)


async def is_proven(tx: ReadTx, organization_id: UUID) -> bool:
    """Whether an owner of the organization has confirmed their e-mail address."""
    own = OrganizationMember
    found = await tx.execute(
        select(User.id)
        .join(own, own.user_id == User.id)
        .where(
            own.organization_id == organization_id,
            own.role == "owner",
            own.status == "active",
            User.email_verified_at.is_not(None),
        )
        .limit(1)
    )
    return found.first() is not None


async def check_proven(tx: ReadTx, organization_id: UUID, channel: str) -> None:
    """What costs money is sent only for organizations whose owner can be reached.

    Raises:
        Conflict: no owner has confirmed their e-mail address.
    """
    if channel == "email" or not CHANNELS[channel].is_configured:
        return
    if not await is_proven(tx, organization_id):
        raise Conflict(
            "An owner of the organization has to confirm their e-mail address before SMS or WhatsApp"
            " messages are sent.",
            name="unproven",
        ).with_text("paid")


def expected_after(
    statement: Select[*RowT], event_id: UUID, after: UUID | None, most: int
) -> Select[*RowT]:
    """Of a statement about attendees: those who come or may come to an event, some at a time."""
    expected = statement.where(
        Attendee.event_id == event_id, Attendee.status.in_(("pending", "going", "waitlisted"))
    )
    if after is not None:
        expected = expected.where(Attendee.id > after)
    return expected.order_by(Attendee.id).limit(most)


async def recipients_of_cancellation(
    tx: ReadTx, event_id: UUID, after: UUID | None
) -> list[Recipient]:
    """Expected attendees of the event who have an address, in order of id."""
    statement = (
        select(Attendee.id, Guest, Invitation.locale)
        .join(Guest, Guest.id == Attendee.guest_id)
        .outerjoin(Invitation, Invitation.id == Attendee.invitation_id)
        .where(Guest.email.is_not(None))
    )
    rows = await tx.execute(expected_after(statement, event_id, after, TOLD_AT_ONCE))
    return [Recipient(attendee_id=row[0], guest=row[1], locale=row[2]) for row in rows]


# Numbers that wrote by WhatsApp within a day. Served by messages_address, whose condition is repeated here.
WROTE = """
SELECT DISTINCT address FROM messages
WHERE address = ANY ($1) AND channel = 'whatsapp' AND channel IN ('whatsapp', 'sms')
  AND direction = 'in' AND created_at > now() - interval '24 hours'
"""


async def ways_without_mail(tx: Tx, guests: Sequence[Guest]) -> dict[UUID, str]:
    """The channel by which guests who can't or don't want to be mailed are told of their own reply.

    WhatsApp if they wrote within a day, else SMS; nothing else than what they take, and nothing at all if
    there is no provider.
    """
    unmailed = [
        one
        for one in guests
        if one.phone and (not one.email or one.opt_outs.get("email") or one.email_fault)
    ]
    if not unmailed:
        return {}
    rows = await tx.driver.fetch(WROTE, [one.phone for one in unmailed])
    wrote = {row["address"] for row in rows}
    found: dict[UUID, str] = {}
    for one in unmailed:
        if one.phone in wrote and not one.opt_outs.get("whatsapp"):
            found[one.id] = "whatsapp"
        elif CHANNELS["sms"].is_configured and not one.opt_outs.get("sms"):
            found[one.id] = "sms"
    return found
