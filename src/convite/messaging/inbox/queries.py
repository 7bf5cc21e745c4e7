"""Queries of an event's messages."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from convite.core.clock import now
from convite.core.db import ReadTx
from convite.core.paging import Page, PageQuery, page
from convite.doors.invitations.models import Invitation
from convite.messaging.conversations.models import Conversation
from convite.messaging.conversations.queries import people_in
from convite.messaging.conversations.rules import without_codes
from convite.messaging.delivery.models import Direction, Message
from convite.messaging.inbox.schemas import MessageError, MessageOut
from convite.messaging.media.queries import files_of
from convite.people.guests.models import Guest
from convite.people.guests.rules import full_name

#: How long after somebody wrote by WhatsApp they may be answered in one's own words.
WINDOW = timedelta(hours=24)
ANSWER = aliased(Message)


@dataclass(frozen=True, kw_only=True)
class MessageFilters:
    """Which messages of an event are listed."""

    direction: Direction | None = None
    #: True: only guests' messages that nobody has read; False: only those that somebody has.
    unread: bool | None = None
    #: Only those that couldn't be delivered, or only the others.
    failed: bool | None = None
    invitation_id: UUID | None = None


def messages() -> Select[Message, str, str, str, datetime]:
    """Selects messages with the names of their guest and party, and when they were answered."""
    answered_at = (
        select(func.max(ANSWER.created_at))
        .where(ANSWER.in_reply_to == Message.id)
        .scalar_subquery()
    )
    return (
        select(Message, Guest.first_name, Guest.last_name, Invitation.label, answered_at)
        .outerjoin(Guest, Guest.id == Message.guest_id)
        .outerjoin(Invitation, Invitation.id == Message.invitation_id)
    )


def message_out(*, sees_links: bool) -> Callable[[Any], MessageOut]:
    """How a row of `messages` is shown; links in what is sent or quoted are for editors."""

    def shape(row: Any) -> MessageOut:
        message, first_name, last_name, label, answered_at = row[:5]
        is_own = message.direction == "in" or sees_links
        text = message.body or (message.text if is_own else None)
        values = {name: getattr(message, name) for name in MessageOut.model_fields.keys() & COLUMNS}
        return MessageOut(
            **values,
            name=None if first_name is None else full_name(first_name, last_name),
            party=label,
            error=MessageError(code="failed", text=message.error) if message.error else None,
            text=text if sees_links or text is None else without_codes(text),
            at=message.created_at,
            answered_at=answered_at,
        )

    return shape


COLUMNS = frozenset(Message.__table__.columns.keys()) - {"text", "error"}


async def messages_page(
    tx: ReadTx, event_id: UUID, query: PageQuery, filters: MessageFilters, *, sees_links: bool
) -> Page[MessageOut]:
    """Messages to and from an event's guests, newest first."""
    statement = messages().where(Message.event_id == event_id)
    if filters.direction is not None:
        statement = statement.where(Message.direction == filters.direction)
    if filters.unread is not None:
        is_unread = Message.read_at.is_(None)
        statement = statement.where(
            Message.direction == "in", is_unread if filters.unread else ~is_unread
        )
    if filters.failed is not None:
        is_failed = Message.status == "failed"
        statement = statement.where(is_failed if filters.failed else ~is_failed)
    if filters.invitation_id is not None:
        statement = statement.where(Message.invitation_id == filters.invitation_id)
    by = [Message.created_at, Message.id]
    shape = message_out(sees_links=sees_links)
    return await with_files(tx, await page(tx, statement, query, by, shape, descending=True))


async def with_files(tx: ReadTx, found: Page[MessageOut]) -> Page[MessageOut]:
    """Messages with the files that came with them by WhatsApp."""
    theirs = [one for one in found.items if one.direction == "in" and one.channel == "whatsapp"]
    files = await files_of(tx, [one.id for one in theirs])
    for one in theirs:
        one.files = files.get(one.id, [])
    return found


async def count_unread(tx: ReadTx, event_id: UUID) -> int:
    """How many messages of an event's guests nobody has read. Served by `messages_unread`."""
    statement = select(func.count()).where(
        Message.event_id == event_id, Message.direction == "in", Message.read_at.is_(None)
    )
    return (await tx.execute(statement)).scalar_one()


async def wrote_lately(tx: ReadTx, message: Message) -> bool:
    """Whether whoever wrote a WhatsApp message did so, or again, within its window for answers."""
    until = await window_of(tx, message)
    return until is not None and until > now()


async def window_of(tx: ReadTx, message: Message) -> datetime | None:
    """Until when whoever wrote a WhatsApp message may be answered.

    The window counts from the writer's time stamp. Served by `messages_person` and `messages_address`.
    """
    same = Message.person_id == message.person_id
    if not message.person_id:
        same = Message.address == message.address
    statement = select(func.max(Message.created_at)).where(
        same, Message.channel == "whatsapp", Message.direction == "in"
    )
    last: datetime | None = (await tx.execute(statement)).scalar_one_or_none()
    return last + WINDOW if last else None


async def thread_page(
    tx: ReadTx, conversation: Conversation, query: PageQuery, *, sees_links: bool
) -> Page[MessageOut]:
    """What a party wrote, the replies, and all else that was sent to its people, newest first.

    Served by `messages_of_conversation` and `messages_of_guest`.
    """
    own = select(Message.id).where(Message.conversation_id == conversation.id)
    sent = select(Message.id).where(
        Message.guest_id.in_(await people_in(tx, conversation)),
        Message.event_id == conversation.event_id,
        Message.direction == "out",
    )
    statement = messages().where(Message.id.in_(own.union(sent)))
    by = [Message.created_at, Message.id]
    shape = message_out(sees_links=sees_links)
    return await with_files(tx, await page(tx, statement, query, by, shape, descending=True))


async def one_message(tx: ReadTx, message_id: UUID, *, sees_links: bool) -> MessageOut:
    """A message as members see it."""
    found = await tx.execute(messages().where(Message.id == message_id))
    return message_out(sees_links=sees_links)(found.one())
