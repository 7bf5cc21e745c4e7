"""Writes of conversations: kept in step with their messages, assigned, moved with merged guests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from convite.core.clock import now
from convite.core.db import ReadTx, Tx, load, locked
from convite.core.ids import new_id
from convite.core.log import Actor, record
from convite.core.machine import move_many
from convite.core.problems import FieldText, NotFound, invalid
from convite.events.team.queries import readers_of
from convite.messaging.conversations.facts import ConversationAssigned, ConversationRead
from convite.messaging.conversations.models import Conversation
from convite.messaging.conversations.rules import preview_of
from convite.messaging.delivery.models import Message
from convite.people.guests.models import Guest

NO_READER = FieldText(
    name="conversation.no-reader",
    english="This person isn't in the team, or may not read what guests write.",
)


@dataclass(frozen=True, kw_only=True)
class Correspondent:
    """Whom a conversation is with: a party, else a guest, else an address."""

    organization_id: UUID
    event_id: UUID
    invitation_id: UUID | None
    guest_id: UUID | None
    address: str

    @property
    def conditions(self) -> tuple[Any, ...]:
        """The conditions that find their conversation."""
        if self.invitation_id is not None:
            return (Conversation.invitation_id == self.invitation_id,)
        alone = Conversation.event_id == self.event_id, Conversation.invitation_id.is_(None)
        if self.guest_id is not None:
            return (*alone, Conversation.guest_id == self.guest_id)
        known = Conversation.guest_id.is_(None), Conversation.address == self.address
        return (*alone, *known)


async def conversation_with(tx: Tx, who: Correspondent, channel: str, at: datetime) -> UUID:
    """Their conversation, created if there is none; if two create it at once, the second gets the first's.

    A guest who had no party before takes the conversation along into it.
    """
    find = select(Conversation.id).where(*who.conditions)
    found = (await tx.execute(find)).scalar_one_or_none()
    if found is None and who.invitation_id is not None and who.guest_id is not None:
        found = await take_along(tx, who)
    if found is not None:
        return UUID(str(found))
    is_known = who.invitation_id is not None or who.guest_id is not None
    row = {
        "id": new_id(),
        "organization_id": who.organization_id,
        "event_id": who.event_id,
        "invitation_id": who.invitation_id,
        "guest_id": who.guest_id,
        "address": None if is_known else who.address,
        "last_at": at,
        "last_channel": channel,
    }
    await tx.execute(insert(Conversation).values(row).on_conflict_do_nothing())
    return UUID(str((await tx.execute(find)).scalar_one()))


async def take_along(tx: Tx, who: Correspondent) -> UUID | None:
    """Makes a guest's own conversation that of their party; None if they have none."""
    moved = await tx.execute(
        update(Conversation)
        .where(
            Conversation.event_id == who.event_id,
            Conversation.guest_id == who.guest_id,
            Conversation.invitation_id.is_(None),
        )
        .values(invitation_id=who.invitation_id)
        .returning(Conversation.id)
    )
    key: UUID | None = moved.scalar_one_or_none()
    return key


# The last message is the newest by its own time: one that a provider reports late doesn't replace a newer
# one. Only incoming messages change who wrote last.
NOTE = """
UPDATE conversations SET
  unread = unread + CASE WHEN $3 = 'in' AND NOT $7 THEN 1 ELSE 0 END,
  guest_id = CASE WHEN $3 = 'in' AND $2 >= last_at THEN coalesce($6, guest_id) ELSE guest_id END,
  last_direction = CASE WHEN $2 >= last_at THEN $3 ELSE last_direction END,
  last_channel = CASE WHEN $2 >= last_at THEN $4 ELSE last_channel END,
  last_text = CASE WHEN $2 >= last_at THEN $5 ELSE last_text END,
  last_at = greatest(last_at, $2), updated_at = now()
WHERE id = $1
"""


async def note(tx: Tx, message: Message) -> None:
    """Notes a new message: its conversation moves up, and has one more unread if it is a guest's."""
    if message.conversation_id is not None:
        said = preview_of(message.body or message.text)
        values = (message.created_at, message.direction, message.channel, said, message.guest_id)
        is_read = message.read_at is not None
        await tx.driver.execute(NOTE, message.conversation_id, *values, is_read)


async def count_as_read(tx: Tx, conversation_id: UUID | None, number: int = 1) -> None:
    """Lowers the number of its unread messages."""
    less = "UPDATE conversations SET unread = greatest(unread - $2, 0) WHERE id = $1"
    if conversation_id is not None:
        await tx.driver.execute(less, conversation_id, number)


async def conversation_by_id(
    tx: ReadTx, conversation_id: UUID, *, lock: bool = False
) -> Conversation:
    """A conversation.

    Raises:
        NotFound: there is none with this id.
    """
    row = await load(tx, Conversation, conversation_id, lock=lock)
    if row is None:
        raise NotFound
    return row


async def conversation_of_event(tx: ReadTx, event_id: UUID, conversation_id: UUID) -> Conversation:
    """One of the event's conversations.

    Raises:
        NotFound: it has none with this id.
    """
    row = await conversation_by_id(tx, conversation_id)
    if row.event_id != event_id:
        raise NotFound
    return row


async def mark_all_read(tx: Tx, actor: Actor, conversation: Conversation) -> None:
    """Marks everything that they wrote as read.

    Locks the messages, in order of id, before the conversation, as a message that is read alone does.
    """
    theirs = select(Message.id).where(
        Message.conversation_id == conversation.id,
        Message.direction == "in",
        Message.read_at.is_(None),
    )
    ids = list((await tx.execute(locked(theirs.order_by(Message.id)))).scalars())
    if not ids:
        return
    mark = update(Message).where(Message.id.in_(ids)).values(read_at=now())
    await tx.execute(mark.execution_options(synchronize_session=False))
    await move_many(tx, Message, ids, "read")
    await count_as_read(tx, conversation.id, len(ids))
    await record(tx, actor, ConversationRead.of(conversation))


async def assign(tx: Tx, actor: Actor, conversation: Conversation, user_id: UUID | None) -> None:
    """Gives a conversation to somebody who may read it, or to nobody in particular.

    Raises:
        Invalid: they may not read it.
    """
    if user_id == conversation.assigned_to:
        return
    if user_id is not None:
        readers = await readers_of(tx, conversation.event_id, conversation.organization_id)
        if user_id not in {user.id for user in readers}:
            raise invalid("user_id", NO_READER)
    before, conversation.assigned_to = conversation.assigned_to, user_id
    await tx.flush()
    changes = {"assigned_to": (before, user_id)}
    await record(tx, actor, ConversationAssigned.of(conversation, changes=changes))


# The figures of conversations whose messages were moved.
RECOUNT = """
UPDATE conversations c SET unread = f.unread, last_at = l.created_at, last_direction = l.direction,
  last_channel = l.channel, updated_at = now(),
  last_text = left(btrim(regexp_replace(coalesce(l.body, l.text), '\\s+', ' ', 'g')), 200)
FROM unnest($1::uuid[]) AS k (id)
CROSS JOIN LATERAL (
  SELECT count(*) FILTER (WHERE m.direction = 'in' AND m.read_at IS NULL) AS unread
  FROM messages m WHERE m.conversation_id = k.id) AS f
CROSS JOIN LATERAL (
  SELECT m.* FROM messages m WHERE m.conversation_id = k.id
  ORDER BY m.created_at DESC, m.id DESC LIMIT 1) AS l
WHERE c.id = k.id
"""

# A removed guest's own conversations where the kept one has one as well.
BOTH = """
SELECT r.id, k.id AS into, r.event_id FROM conversations r
JOIN conversations k ON k.event_id = r.event_id AND k.guest_id = $1 AND k.invitation_id IS NULL
WHERE r.guest_id = $2 AND r.invitation_id IS NULL ORDER BY r.id
"""
JOIN = "UPDATE messages SET conversation_id = $2 WHERE conversation_id = $1 RETURNING id"
REMOVE = "DELETE FROM conversations WHERE id = $1"
HAND_OVER = "UPDATE conversations SET guest_id = $1 WHERE guest_id = $2 RETURNING id"


async def move_conversations(tx: Tx, _: Actor, kept: Guest, removed: Guest) -> dict[str, Any]:
    """Makes conversations of a merged guest those of the one that is kept; two of one event become one."""
    await tx.flush()
    joined = []
    for row in await tx.driver.fetch(BOTH, kept.id, removed.id):
        messages = await tx.driver.fetch(JOIN, row["id"], row["into"])
        await tx.driver.execute(REMOVE, row["id"])
        names = ("id", "into", "event_id")
        moved_ids = [str(one["id"]) for one in messages]
        joined.append({**{name: str(row[name]) for name in names}, "messages": moved_ids})
        await tx.driver.execute(RECOUNT, [row["into"]])
    moved = await tx.driver.fetch(HAND_OVER, kept.id, removed.id)
    return {"moved": [str(row["id"]) for row in moved], "joined": joined}


GIVE_BACK = "UPDATE conversations SET guest_id = $1 WHERE guest_id = $2 AND id = ANY ($3)"
RESTORE = """
INSERT INTO conversations (id, organization_id, event_id, guest_id, last_at, last_channel)
VALUES ($1, $2, $3, $4, now(), 'page') ON CONFLICT DO NOTHING RETURNING id
"""
SPLIT_OFF = "UPDATE messages SET conversation_id = $1 WHERE conversation_id = $2 AND id = ANY ($3)"


async def move_conversations_back(
    tx: Tx, _: Actor, kept: Guest, removed: Guest, moved: dict[str, Any]
) -> None:
    """Gives a guest who was merged their conversations back."""
    await tx.flush()
    await tx.driver.execute(GIVE_BACK, removed.id, kept.id, ids_in(moved["moved"]))
    for one in moved["joined"]:
        old, into, event = UUID(one["id"]), UUID(one["into"]), UUID(one["event_id"])
        if await tx.driver.fetch(RESTORE, old, removed.organization_id, event, removed.id):
            await tx.driver.execute(SPLIT_OFF, old, into, ids_in(one["messages"]))
            await tx.driver.execute(RECOUNT, [old, into])


def ids_in(keys: Sequence[str]) -> list[UUID]:
    """Ids from JSON."""
    return [UUID(key) for key in keys]
