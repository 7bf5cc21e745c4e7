"""Writes of an event's inbox: a message arrives, is read, is answered."""

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from convite.core.clock import now
from convite.core.db import Tx, load
from convite.core.ids import new_id
from convite.core.log import Actor, record
from convite.core.machine import move_if_allowed
from convite.core.problems import Conflict, NotFound
from convite.core.queue import LoggedFact
from convite.doors.invitations.models import Invitation
from convite.doors.invitations.queries import invitation_by_id
from convite.events.event.models import Event
from convite.messaging.delivery.actions import Draft, row_of
from convite.messaging.delivery.models import Message
from convite.messaging.delivery.queries import host_name
from convite.messaging.delivery.rules import RenderedText, language_of, title_in
from convite.messaging.inbox.facts import MessageAnswered, MessageRead, MessageReceived
from convite.messaging.inbox.queries import wrote_lately
from convite.messaging.inbox.rules import reply_text
from convite.people.guests.models import Guest
from convite.room.attendees.queries import party_of


async def receive(tx: Tx, fact: LoggedFact) -> None:
    """Puts what a party wrote in its event's inbox; the same fact a second time changes nothing.

    Nothing arrives of what has been erased meanwhile.
    """
    invitation = await invitation_by_id(tx, fact.object_id)
    text = fact.data.get("text")
    if invitation is None or not text:
        return
    people = [one.guest for one in await party_of(tx, invitation.id)]
    writer = next((guest for guest in people if guest.email), people[0] if people else None)
    row = {
        "id": new_id(),
        "organization_id": invitation.organization_id,
        "event_id": invitation.event_id,
        "guest_id": writer.id if writer else None,
        "invitation_id": invitation.id,
        "direction": "in",
        "channel": "page",
        "address": (writer.email if writer else None) or "",
        "locale": (writer.locale if writer else None) or invitation.locale or "en",
        "subject": "",
        "text": text,
        "dedup_key": f"wrote.{fact.id}",
        "status": "delivered",
        "created_at": fact.at or now(),
    }
    made = await tx.execute(insert(Message).values(row).on_conflict_do_nothing().returning(Message))
    message = made.scalar_one_or_none()
    if message is not None:
        await record(tx, fact.actor, MessageReceived.of(message))


async def mark_read(tx: Tx, actor: Actor, message: Message) -> None:
    """Marks a guest's message as read; a read one stays as it is."""
    if message.read_at is None:
        message.read_at = now()
        await move_if_allowed(tx, actor, message, "read", MessageRead)


async def incoming(tx: Tx, message_id: UUID) -> Message:
    """A guest's message, locked for a change.

    Raises:
        NotFound: there is none with this id; a message to a guest is none.
    """
    message = await load(tx, Message, message_id, lock=True)
    if message is None or message.direction != "in":
        raise NotFound
    return message


async def answer(tx: Tx, actor: Actor, event: Event, message: Message, words: str) -> UUID:
    """Queues a reply to a guest's message, and marks the message as read; returns its id.

    What came by WhatsApp or SMS is answered the same way, what was written on the page by mail.

    Raises:
        Conflict: nobody of the party can be reached that way, they have opted out of it, whoever wrote was
            deleted, or WhatsApp's 24 hours for an answer are over.
    """
    if message.channel in ("whatsapp", "sms"):
        draft = await same_way(tx, event, message, words)
    else:
        draft = await by_mail(tx, event, message, words)
    key = new_id()
    row = row_of(event, draft) | {"id": key, "dedup_key": f"reply.{key}"}
    row |= {"invitation_id": message.invitation_id, "in_reply_to": message.id, "body": words}
    if draft.channel != "email":
        row["address"] = message.address or message.person_id
    await tx.execute(insert(Message).values(row))
    await mark_read(tx, actor, message)
    await record(tx, actor, MessageAnswered.of(message))
    return key


async def same_way(tx: Tx, event: Event, message: Message, words: str) -> Draft:
    """A reply by WhatsApp or SMS to whoever wrote.

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
        unwanted = Conflict(
            "They don't want such messages any more. Contact them another way.", name="opted-out"
        )
        raise unwanted.with_text("channel")
    if message.channel == "whatsapp" and not await wrote_lately(tx, message):
        raise Conflict(
            "More than 24 hours have passed since they last wrote, and WhatsApp lets nobody answer"
            " after that. Contact them another way.",
            name="window-closed",
        )
    text = RenderedText(subject="", text=words)
    locale, _ = language_of(guest, None, event)
    return Draft(guest=guest, locale=locale, words=text, key="", channel=message.channel)


async def by_mail(tx: Tx, event: Event, message: Message, words: str) -> Draft:
    """A reply by mail, with what was written.

    Raises:
        Conflict: as `answer`.
    """
    invitation = (
        await invitation_by_id(tx, message.invitation_id) if message.invitation_id else None
    )
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


async def recipient_of(tx: Tx, message: Message, invitation: Invitation | None) -> Guest:
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
