"""HTTP routes of WhatsApp messages that programs send."""

from typing import Annotated

from fastapi import APIRouter, Depends

from convite.core.idempotency import KeyedRoute
from convite.core.request import Write
from convite.events.event.policy import EventAccess, event_access
from convite.messaging.whatsapp import actions
from convite.messaging.whatsapp.schemas import (
    QueuedBroadcast,
    QueuedMessage,
    WhatsAppBroadcast,
    WhatsAppMessage,
)

router = APIRouter(
    prefix="/api/events/{event_id}/whatsapp", tags=["Messages"], route_class=KeyedRoute
)

Send = Annotated[EventAccess, Depends(event_access("send_messages"))]


@router.post("", status_code=202)
async def send_whatsapp(body: WhatsAppMessage, access: Send, tx: Write) -> QueuedMessage:
    """Writes to one guest: in one's own words within 24 hours of theirs, else by a template."""
    message = await actions.send_one(tx, access.actor, access.event, body)
    return QueuedMessage.model_validate(message)


@router.post("/broadcast", status_code=202)
async def send_whatsapp_broadcast(
    body: WhatsAppBroadcast, access: Send, tx: Write
) -> QueuedBroadcast:
    """Writes to all guests whom the filters match; the answer names whom it leaves out, and why."""
    row, left_out = await actions.send_many(tx, access.actor, access.event, body)
    return QueuedBroadcast(broadcast_id=row.id, recipients=row.recipients, left_out=left_out)
