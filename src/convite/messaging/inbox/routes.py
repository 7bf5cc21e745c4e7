"""HTTP routes of an event's messages."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from convite.core.idempotency import KeyedRoute
from convite.core.paging import Paging
from convite.core.request import Read, Write
from convite.events.event.policy import EventAccess, event_access, object_access
from convite.messaging.delivery.models import Direction
from convite.messaging.inbox import actions
from convite.messaging.inbox.queries import (
    MessageFilters,
    count_unread,
    messages_page,
    one_message,
)
from convite.messaging.inbox.schemas import MessageOut, MessageReply, MessagesPage

router = APIRouter(prefix="/api", tags=["Messages"], route_class=KeyedRoute)

See = Annotated[EventAccess, Depends(event_access("see_contacts"))]
Send = Annotated[EventAccess, Depends(object_access("message", "message_id", "send_messages"))]


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
) -> MessagesPage:
    """Messages to and from the event's guests, newest first; `direction=in` is the inbox."""
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
    """Replies to a guest's message by mail, and marks it as read."""
    message = await actions.incoming(tx, message_id)
    reply_id = await actions.answer(tx, access.actor, access.event, message, body.text)
    return await one_message(tx, reply_id, sees_links=sees_links(access))
