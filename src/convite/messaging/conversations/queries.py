"""Queries of conversations."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Column,
    Select,
    Text,
    Uuid,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
)

from convite.core.db import ReadTx, load
from convite.core.paging import Page, PageQuery, page
from convite.core.search import needle_of
from convite.doors.invitations.models import Invitation
from convite.events.team.queries import readers_of
from convite.messaging.conversations.models import Conversation
from convite.messaging.conversations.rules import without_codes
from convite.messaging.conversations.schemas import Assignee, ConversationOut
from convite.messaging.delivery.models import Message
from convite.people.guests.models import Guest
from convite.people.guests.rules import full_name
from convite.people.identity.models import User
from convite.room.attendees.models import Attendee


@dataclass(frozen=True, kw_only=True)
class ConversationFilters:
    """Which conversations of an event are listed."""

    unread: bool | None = None
    #: Only those of one account; `is_free` for those that are nobody's.
    assigned_to: UUID | None = None
    is_free: bool = False
    #: Contained in the name of the party or of somebody in it.
    text: str | None = None


def conversations() -> Select[Conversation, str, str, str, str]:
    """Selects conversations with the names of the writer, the party and whoever answers."""
    return (
        select(Conversation, Guest.first_name, Guest.last_name, Invitation.label, User.name)
        .outerjoin(Guest, Guest.id == Conversation.guest_id)
        .outerjoin(Invitation, Invitation.id == Conversation.invitation_id)
        .outerjoin(User, User.id == Conversation.assigned_to)
    )


def conversation_out(row: Any) -> ConversationOut:
    """A conversation as members see it."""
    one, first_name, last_name, label, assignee = row[:5]
    names = ConversationOut.model_fields.keys() - {"name", "party", "assignee", "last_text"}
    return ConversationOut(
        **{name: getattr(one, name) for name in names},
        last_text=without_codes(one.last_text),
        name=None if first_name is None else full_name(first_name, last_name),
        party=label,
        assignee=assignee,
    )


async def conversations_page(
    tx: ReadTx, event_id: UUID, query: PageQuery, filters: ConversationFilters
) -> Page[ConversationOut]:
    """An event's conversations, the last one that somebody wrote in first.

    Served by `conversations_newest`, `conversations_unread` and `conversations_assigned`.
    """
    statement = conversations().where(Conversation.event_id == event_id)
    if filters.unread is not None:
        has_unread = Conversation.unread > 0
        statement = statement.where(has_unread if filters.unread else ~has_unread)
    if filters.assigned_to is not None:
        statement = statement.where(Conversation.assigned_to == filters.assigned_to)
    if filters.is_free:
        statement = statement.where(Conversation.assigned_to.is_(None))
    if filters.text and filters.text.strip():
        statement = named(statement, event_id, filters.text)
    by = [Conversation.last_at, Conversation.id]
    return await page(tx, statement, query, by, conversation_out, descending=True)


def named(
    statement: Select[*tuple[Any, ...]], event_id: UUID, text: str
) -> Select[*tuple[Any, ...]]:
    """Narrows to conversations with a party, or with somebody in one, of this name.

    Guests are found first, through `guests_trigrams_index`, and parties: asked of each conversation, it
    took 110 ms to find one of 8,000.
    """
    grams, patterns = needle_of(text)
    wanted = bindparam(None, patterns, type_=ARRAY(Text))
    of_name = func.found_guests(grams, wanted).table_valued(Column("id", Uuid))
    found = select(of_name.c.id).cte("found").prefix_with("MATERIALIZED")
    parties = select(Attendee.invitation_id).where(
        Attendee.event_id == event_id,
        Attendee.guest_id.in_(select(found.c.id)),
        Attendee.invitation_id.is_not(None),
    )
    # as a guest's key: with a space in front, and once more without spaces
    joined = func.replace(Invitation.sort_key, " ", "")
    label = literal(" ").concat(Invitation.sort_key).concat(" ").concat(joined)
    labeled = select(Invitation.id).where(
        Invitation.event_id == event_id, *(label.like(one) for one in patterns)
    )
    address = literal(" ").concat(Conversation.address)
    return statement.where(
        or_(
            Conversation.guest_id.in_(select(found.c.id)),
            Conversation.invitation_id.in_(parties),
            Conversation.invitation_id.in_(labeled),
            and_(*(address.like(one) for one in patterns)),
        )
    )


async def count_unread(tx: ReadTx, event_id: UUID) -> int:
    """How many messages in an event's conversations nobody has read. Served by `conversations_unread`."""
    total = func.coalesce(func.sum(Conversation.unread), 0)
    statement = select(total).where(Conversation.event_id == event_id, Conversation.unread > 0)
    return int((await tx.execute(statement)).scalar_one())


async def one_conversation(tx: ReadTx, conversation_id: UUID) -> ConversationOut:
    """A conversation as members see it."""
    found = await tx.execute(conversations().where(Conversation.id == conversation_id))
    return conversation_out(found.one())


async def people_in(tx: ReadTx, conversation: Conversation) -> list[UUID]:
    """The guests it is with: everybody who is or was in the party, and whoever wrote."""
    if conversation.invitation_id is None:
        return [conversation.guest_id] if conversation.guest_id else []
    found = await tx.execute(
        select(Attendee.guest_id).where(Attendee.invitation_id == conversation.invitation_id)
    )
    return list({*found.scalars(), *filter(None, (conversation.guest_id,))})


async def last_from_them(
    tx: ReadTx, conversation_id: UUID, channels: Sequence[str] = ()
) -> Message | None:
    """The last message that they wrote, by any channel or one of these.

    Served by `messages_of_conversation`.
    """
    statement = (
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.direction == "in")
        .order_by(Message.created_at.desc(), Message.id.desc())
        .limit(1)
    )
    if channels:
        statement = statement.where(Message.channel.in_(channels))
    found: Message | None = (await tx.execute(statement)).scalar_one_or_none()
    return found


async def assignees_of(tx: ReadTx, event_id: UUID, organization_id: UUID) -> list[Assignee]:
    """Who may be given an event's conversations, by name."""
    readers = await readers_of(tx, event_id, organization_id)
    found = [Assignee(user_id=user.id, name=user.name) for user in readers]
    return sorted(found, key=lambda one: (one.name.casefold(), one.user_id))


async def assigned_to(tx: ReadTx, conversation_id: UUID | None) -> UUID | None:
    """Who answers a conversation."""
    row = await load(tx, Conversation, conversation_id) if conversation_id else None
    return row.assigned_to if row else None


async def read_in(tx: ReadTx, conversation_id: UUID) -> list[UUID]:
    """Which of their messages somebody of the team has read."""
    statement = select(Message.id).where(
        Message.conversation_id == conversation_id,
        Message.direction == "in",
        Message.read_at.is_not(None),
    )
    return list((await tx.execute(statement)).scalars())
