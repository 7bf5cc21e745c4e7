"""HTTP routes of an event's messages."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from convite.core.idempotency import KeyedRoute
from convite.core.paging import Paging
from convite.core.request import Read, Write
from convite.events.event.policy import EventAccess, event_access, object_access
from convite.messaging.conversations.actions import (
    assign,
    conversation_by_id,
    conversation_of_event,
    mark_all_read,
)
from convite.messaging.conversations.queries import (
    ConversationFilters,
    assignees_of,
    conversations_page,
    one_conversation,
)
from convite.messaging.conversations.queries import count_unread as unread_in_all
from convite.messaging.conversations.schemas import (
    Assignees,
    ConversationAssign,
    ConversationsPage,
)
from convite.messaging.delivery.models import Direction
from convite.messaging.inbox import actions
from convite.messaging.inbox.queries import (
    MessageFilters,
    count_unread,
    messages_page,
    one_message,
    thread_page,
)
from convite.messaging.inbox.schemas import (
    ConversationDetail,
    ConversationReply,
    MessageOut,
    MessageReply,
    MessagesPage,
)

router = APIRouter(prefix="/api", tags=["Messages"], route_class=KeyedRoute)

See = Annotated[EventAccess, Depends(event_access("see_contacts"))]
Send = Annotated[EventAccess, Depends(object_access("message", "message_id", "send_messages"))]
SeeOne = Annotated[
    EventAccess, Depends(object_access("conversation", "conversation_id", "see_contacts"))
]
Answer = Annotated[
    EventAccess, Depends(object_access("conversation", "conversation_id", "send_messages"))
]
#: Conversations of the caller, or of nobody in particular.
Assigned = Literal["me", "nobody"]


def sees_links(access: EventAccess) -> bool:
    """Whether the caller may see invitations' links, which messages to guests carry."""
    return access.can("edit_invitations")


@router.get("/events/{event_id}/messages")
async def messages(
    access: See,
    tx: Read,
    query: Paging,
    direction: Direction | None = None,
    unread: bool | None = None,
    failed: bool | None = None,
    invitation_id: UUID | None = None,
    conversation_id: UUID | None = None,
) -> MessagesPage:
    """Messages to and from the event's guests, newest first; `direction=in` is the inbox.

    With `conversation_id`, what is in one conversation, and all else that was sent to its people.
    """
    if conversation_id is not None:
        one = await conversation_of_event(tx, access.event.id, conversation_id)
        thread = await thread_page(tx, one, query, sees_links=sees_links(access))
        return MessagesPage(**thread.__dict__, unread=one.unread)
    filters = MessageFilters(
        direction=direction, unread=unread, failed=failed, invitation_id=invitation_id
    )
    event_id = access.event.id
    found = await messages_page(tx, event_id, query, filters, sees_links=sees_links(access))
    return MessagesPage(**found.__dict__, unread=await count_unread(tx, event_id))


@router.post("/messages/{message_id}/read")
async def read(message_id: UUID, access: Send, tx: Write) -> MessageOut:
    """Marks a guest's message as read, for everybody who runs the event."""
    message = await actions.incoming(tx, message_id)
    await actions.mark_read(tx, access.actor, message)
    return await one_message(tx, message.id, sees_links=sees_links(access))


@router.post("/messages/{message_id}/reply", status_code=201)
async def reply(message_id: UUID, body: MessageReply, access: Send, tx: Write) -> MessageOut:
    """Replies to a guest's message the way it came, and marks it as read."""
    message = await actions.incoming(tx, message_id)
    reply_id = await actions.answer(tx, access.actor, access.event, message, body.text)
    return await one_message(tx, reply_id, sees_links=sees_links(access))


@router.get("/events/{event_id}/conversations")
async def conversations(
    access: See,
    tx: Read,
    query: Paging,
    unread: bool | None = None,
    assigned: Assigned | UUID | None = None,
    search: Annotated[str | None, Query(max_length=200)] = None,
) -> ConversationsPage:
    """Conversations with the event's guests, the last one that somebody wrote in first.

    `assigned` is `me`, `nobody` or an account; `search` looks for names of parties and guests.
    """
    filters = ConversationFilters(
        unread=unread,
        assigned_to=access.user_id if assigned == "me" else named_account(assigned),
        is_free=assigned == "nobody",
        text=search,
    )
    event_id = access.event.id
    found = await conversations_page(tx, event_id, query, filters)
    return ConversationsPage(**found.__dict__, unread=await unread_in_all(tx, event_id))


@router.get("/events/{event_id}/conversations/assignees")
async def assignees(access: See, tx: Read) -> Assignees:
    """Who may be given the event's conversations."""
    event = access.event
    return Assignees(items=await assignees_of(tx, event.id, event.organization_id))


@router.get("/conversations/{conversation_id}")
async def conversation(conversation_id: UUID, access: SeeOne, tx: Read) -> ConversationDetail:
    """A conversation, and by which channels it can be answered."""
    return await detail(tx, conversation_id)


@router.post("/conversations/{conversation_id}/read")
async def read_conversation(conversation_id: UUID, access: Answer, tx: Write) -> ConversationDetail:
    """Marks everything that they wrote as read, for everybody who runs the event."""
    await mark_all_read(tx, access.actor, await conversation_by_id(tx, conversation_id))
    return await detail(tx, conversation_id)


@router.post("/conversations/{conversation_id}/assign")
async def assign_conversation(
    conversation_id: UUID, body: ConversationAssign, access: Answer, tx: Write
) -> ConversationDetail:
    """Gives a conversation to somebody of the team who may read it, or to nobody in particular."""
    row = await conversation_by_id(tx, conversation_id, lock=True)
    await assign(tx, access.actor, row, body.user_id)
    return await detail(tx, conversation_id)


@router.post("/conversations/{conversation_id}/reply", status_code=201)
async def reply_in_conversation(
    conversation_id: UUID, body: ConversationReply, access: Answer, tx: Write
) -> MessageOut:
    """Replies by the channel of their last message, or another, and marks everything as read."""
    reply_id = await actions.reply(
        tx, access.actor, access.event, conversation_id, body.text, body.channel
    )
    return await one_message(tx, reply_id, sees_links=sees_links(access))


async def detail(tx: Read, conversation_id: UUID) -> ConversationDetail:
    """A conversation as one of the team sees it."""
    shown = await one_conversation(tx, conversation_id)
    ways = await actions.ways_to_reply(tx, conversation_id)
    return ConversationDetail(**shown.model_dump(), ways=ways)


def named_account(assigned: Assigned | UUID | None) -> UUID | None:
    """The account whose conversations are asked for."""
    return assigned if isinstance(assigned, UUID) else None
