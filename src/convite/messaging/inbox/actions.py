"""Writes of an event's inbox: a message arrives, is read, is answered."""

from collections.abc import Awaitable
from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from convite.core.clock import now
from convite.core.db import ReadTx, Tx, load
from convite.core.ids import new_id
from convite.core.log import Actor, record
from convite.core.machine import move_if_allowed
from convite.core.pages import storable
from convite.core.problems import Conflict, NotFound
from convite.core.queue import LoggedFact
from convite.doors.invitations.models import Invitation
from convite.doors.invitations.queries import invitation_by_id
from convite.events.event.models import Event
from convite.messaging.conversations.actions import (
    Correspondent,
    conversation_by_id,
    conversation_with,
    count_as_read,
    mark_all_read,
    note,
)
from convite.messaging.conversations.queries import last_from_them
from convite.messaging.delivery.actions import Draft, row_of
from convite.messaging.delivery.models import Message
from convite.messaging.delivery.queries import host_name
from convite.messaging.delivery.rules import RenderedText, language_of, title_in
from convite.messaging.inbox.facts import MessageAnswered, MessageRead, MessageReceived
from convite.messaging.inbox.queries import window_of, wrote_lately
from convite.messaging.inbox.rules import SAME_WAY, reply_text
from convite.messaging.inbox.schemas import ReplyWay
from convite.people.guests.models import Guest
from convite.room.attendees.queries import party_of

NOT_WRITTEN = Conflict(
    "They haven't written to you this way. Reply another way.", name="not-written"
)
#: Longest text that is kept of what somebody writes: four times WhatsApp's own limit.
MAX_TEXT = 16_384


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """What somebody has written to the host of an event, by whatever channel."""

    organization_id: UUID
    event_id: UUID
    #: Who wrote, and their party at the event, as far as they are known.
    guest_id: UUID | None
    invitation_id: UUID | None
    #: One of `MessageChannel`.
    channel: str
    #: Where it came from: a mail address or number; empty if there is none.
    address: str
    text: str
    #: When they wrote it.
    at: datetime
    #: Unique among all messages; what comes with a known key changes nothing.
    dedup_key: str
    subject: str = ""
    #: Of mails, the new words alone; `text` is the whole.
    body: str | None = None
    #: When it was dealt with, if nobody has to read it: a button's answer stands on the guest list.
    read_at: datetime | None = None
    locale: str = "en"
    #: The provider's ids of the person and the message.
    person_id: str | None = None
    provider_id: str | None = None
    #: The message of ours that they reply to.
    in_reply_to: UUID | None = None


async def arrive(tx: Tx, actor: Actor, arrival: Arrival) -> Message | None:
    """Puts what somebody wrote in the event's inbox, in their conversation, and has the team notified.

    Returns the message, or None if it is there already. Everything that guests write comes through here.
    """
    known = select(Message.id).where(Message.dedup_key == arrival.dedup_key)
    if (await tx.execute(known)).first() is not None:
        return None
    who = Correspondent(
        organization_id=arrival.organization_id,
        event_id=arrival.event_id,
        invitation_id=arrival.invitation_id,
        guest_id=arrival.guest_id,
        address=arrival.address,
    )
    text = storable(arrival.text)[:MAX_TEXT]
    conversation_id = await conversation_with(tx, who, arrival.channel, arrival.at)
    row = {
        **{one.name: getattr(arrival, one.name) for one in fields(arrival) if one.name != "at"},
        "id": new_id(),
        "conversation_id": conversation_id,
        "direction": "in",
        "subject": storable(arrival.subject)[:MAX_TEXT],
        "text": text,
        "body": None if arrival.body is None else storable(arrival.body)[:MAX_TEXT],
        "status": "read" if arrival.read_at else "delivered",
        "created_at": arrival.at,
    }
    made = await tx.execute(insert(Message).values(row).on_conflict_do_nothing().returning(Message))
    message: Message | None = made.scalar_one_or_none()
    if message is None:
        return None
    await note(tx, message)
    if message.read_at is None:
        await record(tx, actor, MessageReceived.of(message))
    return message


async def receive(tx: Tx, fact: LoggedFact) -> None:
    """Puts what a party wrote on its page in its event's inbox.

    Nothing arrives of what has been erased meanwhile.
    """
    invitation = await invitation_by_id(tx, fact.object_id)
    text = fact.data.get("text")
    if invitation is None or not text:
        return
    people = [one.guest for one in await party_of(tx, invitation.id)]
    writer = next((guest for guest in people if guest.email), people[0] if people else None)
    arrival = Arrival(
        organization_id=invitation.organization_id,
        event_id=invitation.event_id,
        guest_id=writer.id if writer else None,
        invitation_id=invitation.id,
        channel="page",
        address=(writer.email if writer else None) or "",
        locale=(writer.locale if writer else None) or invitation.locale or "en",
        text=text,
        dedup_key=f"wrote.{fact.id}",
        at=fact.at or now(),
    )
    await arrive(tx, fact.actor, arrival)


async def mark_read(tx: Tx, actor: Actor, message: Message) -> None:
    """Marks a guest's message as read; a read one stays as it is."""
    if message.read_at is None:
        message.read_at = now()
        await move_if_allowed(tx, actor, message, "read", MessageRead)
        await count_as_read(tx, message.conversation_id)


async def incoming(tx: Tx, message_id: UUID) -> Message:
    """A guest's message, locked for a change.

    Raises:
        NotFound: there is none with this id; a message to a guest is none.
    """
    message = await load(tx, Message, message_id, lock=True)
    if message is None or message.direction != "in":
        raise NotFound
    return message


async def answer(
    tx: Tx, actor: Actor, event: Event, message: Message, words: str, channel: str | None = None
) -> UUID:
    """Queues a reply to a guest's message, and marks the message as read; returns its id.

    Unless another channel is asked for, what came by WhatsApp or SMS is answered the same way, and
    everything else by mail.

    Raises:
        Conflict: nobody of the party can be reached that way, they have opted out of it, whoever wrote was
            deleted, or WhatsApp's 24 hours for an answer are over.
    """
    if (channel or message.channel) in SAME_WAY:
        draft = await same_way(tx, event, message, words)
    else:
        draft = await by_mail(tx, event, message, words)
    key, at = new_id(), now()
    row = row_of(event, draft) | {"id": key, "dedup_key": f"reply.{key}", "created_at": at}
    row |= {"invitation_id": message.invitation_id, "in_reply_to": message.id, "body": words}
    row["conversation_id"] = message.conversation_id
    if draft.channel != "email":
        row["address"] = message.address or message.person_id
    made = await tx.execute(insert(Message).values(row).returning(Message))
    await mark_read(tx, actor, message)
    await note(tx, made.scalar_one())
    await record(tx, actor, MessageAnswered.of(message))
    return key


async def reply(
    tx: Tx, actor: Actor, event: Event, conversation_id: UUID, words: str, channel: str | None
) -> UUID:
    """Queues a reply to the last message of a conversation, and marks all of it as read; returns its id.

    With a channel, to the last one that they wrote by it; by mail, anything can be answered.

    Raises:
        Conflict: as `answer`, or they haven't written by this channel.
    """
    conversation = await conversation_by_id(tx, conversation_id)
    found = await last_from_them(
        tx, conversation.id, (channel,) if channel in SAME_WAY and channel else ()
    )
    if found is None:
        raise NOT_WRITTEN
    await mark_all_read(tx, actor, conversation)
    message = await incoming(tx, found.id)
    return await answer(tx, actor, event, message, words, channel)


async def ways_to_reply(tx: ReadTx, conversation_id: UUID) -> list[ReplyWay]:
    """By which channels a conversation can be answered; first the one of their last message.

    Mail is always one of them. Of one that is closed, it says why.
    """
    last = await last_from_them(tx, conversation_id)
    ways: list[ReplyWay] = []
    for channel in SAME_WAY:
        message = await last_from_them(tx, conversation_id, (channel,))
        if message is not None:
            until = await window_of(tx, message) if channel == "whatsapp" else None
            reason = await refusal(person_to_answer(tx, message))
            ways.append(ReplyWay(channel=channel, reason=reason, until=until))
    if last is not None:
        invitation = await party_behind(tx, last)
        reason = await refusal(recipient_of(tx, last, invitation))
        ways.append(ReplyWay(channel="email", reason=reason, until=None))
        first = last.channel if last.channel in SAME_WAY else "email"
        ways.sort(key=lambda way: way.channel != first)
    return ways


async def refusal(attempt: Awaitable[Guest]) -> str | None:
    """The name of the problem why somebody can't be answered; None if they can."""
    try:
        await attempt
    except Conflict as problem:
        return problem.kind
    return None


async def party_behind(tx: ReadTx, message: Message) -> Invitation | None:
    """The party that a message is from."""
    key = message.invitation_id
    return await invitation_by_id(tx, key) if key else None


async def same_way(tx: ReadTx, event: Event, message: Message, words: str) -> Draft:
    """A reply by WhatsApp or SMS to whoever wrote.

    Raises:
        Conflict: as `answer`.
    """
    guest = await person_to_answer(tx, message)
    text = RenderedText(subject="", text=words)
    locale, _ = language_of(guest, None, event)
    return Draft(guest=guest, locale=locale, words=text, key="", channel=message.channel)


async def person_to_answer(tx: ReadTx, message: Message) -> Guest:
    """Who wrote by WhatsApp or SMS, if they may be answered that way.

    Raises:
        Conflict: as `answer`.
    """
    guest = await load(tx, Guest, message.guest_id) if message.guest_id else None
    if guest is None or guest.deleted_at is not None:
        raise Conflict(
            "Whoever wrote this was deleted from the address book, so there is no address to reply to.",
            name="guest-deleted",
        )
    if guest.opt_outs.get(message.channel):
        raise opted_out()
    if message.channel == "whatsapp" and not await wrote_lately(tx, message):
        raise Conflict(
            "More than 24 hours have passed since they last wrote, and WhatsApp lets nobody answer"
            " after that. Contact them another way.",
            name="window-closed",
        )
    return guest


def opted_out() -> Conflict:
    """Why nobody is written to by a channel that they have opted out of."""
    return Conflict(
        "They don't want such messages any more. Contact them another way.", name="opted-out"
    ).with_text("channel")


async def by_mail(tx: ReadTx, event: Event, message: Message, words: str) -> Draft:
    """A reply by mail, with what was written.

    Raises:
        Conflict: as `answer`.
    """
    invitation = await party_behind(tx, message)
    guest = await recipient_of(tx, message, invitation)
    locale, translations = language_of(guest, invitation.locale if invitation else None, event)
    text = reply_text(
        translations,
        title=title_in(event, locale),
        host=await host_name(tx, event),
        body=words,
        question=message.body or message.text,
        url=invitation.url if invitation else "",
    )
    return Draft(guest=guest, locale=locale, words=text, key="")


async def recipient_of(tx: ReadTx, message: Message, invitation: Invitation | None) -> Guest:
    """Who gets a reply: whoever wrote, else the first of their party with an address.

    Raises:
        Conflict: as `answer`.
    """
    people = [one.guest for one in await party_of(tx, invitation.id)] if invitation else []
    writer = await load(tx, Guest, message.guest_id) if message.guest_id else None
    known = [one for one in (writer, *people) if one is not None and one.deleted_at is None]
    reachable = [guest for guest in known if guest.email]
    if not reachable and writer is not None and writer.deleted_at is not None:
        raise Conflict(
            "Whoever wrote this was deleted from the address book, so there is no address to reply to.",
            name="guest-deleted",
        )
    if not reachable:
        nobody = Conflict(
            "Nobody of this party has an e-mail address. Add one to a guest, or contact them"
            " another way.",
            name="no-address",
        )
        raise nobody.with_text("reply")
    for guest in reachable:
        if not guest.opt_outs.get("email") and guest.email_fault is None:
            return guest
    if any(not guest.opt_outs.get("email") for guest in reachable):
        raise Conflict(
            "An earlier mail to them came back. Correct their e-mail, or try the address again.",
            name="email-bounced",
        )
    raise Conflict("This party doesn't want e-mails. Contact them another way.", name="opted-out")
