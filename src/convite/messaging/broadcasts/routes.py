"""HTTP routes of broadcasts."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from convite.core.idempotency import KeyedRoute
from convite.core.paging import Page, Paging
from convite.core.request import Read, Write
from convite.core.shapes import check_version
from convite.events.event.policy import EventAccess, event_access
from convite.messaging.broadcasts import actions
from convite.messaging.broadcasts.models import Broadcast
from convite.messaging.broadcasts.queries import broadcasts_of, one_broadcast, recipients_page
from convite.messaging.broadcasts.schemas import (
    BroadcastFields,
    BroadcastOut,
    BroadcastRetryBy,
    BroadcastSend,
    BroadcastUpdate,
    RecipientOut,
)
from convite.messaging.delivery.models import MessageStatus

router = APIRouter(
    prefix="/api/events/{event_id}/broadcasts", tags=["Messages"], route_class=KeyedRoute
)

See = Annotated[EventAccess, Depends(event_access("see_contacts"))]
Send = Annotated[EventAccess, Depends(event_access("send_messages"))]


@router.get("")
async def broadcasts(access: See, tx: Read, query: Paging) -> Page[BroadcastOut]:
    """The event's broadcasts, newest first."""
    return await broadcasts_of(tx, access.event.id, query)


@router.post("", status_code=201)
async def add(body: BroadcastFields, access: Send, tx: Write) -> BroadcastOut:
    """Writes a broadcast as a draft."""
    return await one_broadcast(tx, await actions.add(tx, access.actor, access.event, body))


@router.get("/{broadcast_id}")
async def broadcast(broadcast_id: UUID, access: See, tx: Read) -> BroadcastOut:
    """One broadcast, and how far its messages are."""
    return await one_broadcast(
        tx, await actions.broadcast_of_event(tx, access.event.id, broadcast_id)
    )


@router.put("/{broadcast_id}", operation_id="put_broadcast")
@router.patch("/{broadcast_id}", operation_id="patch_broadcast")
async def change(
    broadcast_id: UUID, body: BroadcastUpdate, access: Send, tx: Write
) -> BroadcastOut:
    """Changes the fields that are sent, until its sending begins."""
    row = await to_change(access, tx, broadcast_id)
    values = body.sent()
    check_version(
        row, values.pop("version", None), (await one_broadcast(tx, row)).model_dump(mode="json")
    )
    return await one_broadcast(tx, await actions.change(tx, access.actor, row, values))


@router.delete("/{broadcast_id}", status_code=204)
async def remove(broadcast_id: UUID, access: Send, tx: Write) -> None:
    """Deletes a draft."""
    await actions.remove(tx, access.actor, await to_change(access, tx, broadcast_id))


async def to_change(access: EventAccess, tx: Write, broadcast_id: UUID) -> Broadcast:
    """A broadcast of the event, locked."""
    return await actions.broadcast_of_event(tx, access.event.id, broadcast_id, lock=True)


@router.post("/{broadcast_id}/send", status_code=202)
async def send(broadcast_id: UUID, body: BroadcastSend, access: Send, tx: Write) -> BroadcastOut:
    """Sends a draft to its audience, now or at a time."""
    row = await to_change(access, tx, broadcast_id)
    sent = await actions.send(tx, access.actor, access.event, row, body.scheduled_for)
    return await one_broadcast(tx, sent)


@router.post("/{broadcast_id}/unschedule")
async def unschedule(broadcast_id: UUID, access: Send, tx: Write) -> BroadcastOut:
    """Makes a scheduled broadcast a draft again."""
    row = await to_change(access, tx, broadcast_id)
    await actions.stop_schedule(tx, access.actor, row)
    return await one_broadcast(tx, row)


@router.post("/{broadcast_id}/pause")
async def pause(broadcast_id: UUID, access: Send, tx: Write) -> BroadcastOut:
    """Holds back what hasn't been sent yet."""
    row = await to_change(access, tx, broadcast_id)
    await actions.pause(tx, access.actor, row)
    return await one_broadcast(tx, row)


@router.post("/{broadcast_id}/resume")
async def resume(broadcast_id: UUID, access: Send, tx: Write) -> BroadcastOut:
    """Sends on."""
    row = await to_change(access, tx, broadcast_id)
    actions.check_published(access.event)
    await actions.resume(tx, access.actor, row)
    return await one_broadcast(tx, row)


@router.post("/{broadcast_id}/cancel")
async def cancel(broadcast_id: UUID, access: Send, tx: Write) -> BroadcastOut:
    """Sends nothing more; what has been sent stays sent."""
    row = await to_change(access, tx, broadcast_id)
    await actions.cancel(tx, access.actor, row)
    return await one_broadcast(tx, row)


@router.post("/{broadcast_id}/retry")
async def retry(broadcast_id: UUID, access: Send, tx: Write) -> BroadcastOut:
    """Queues the messages that failed again."""
    row = await to_change(access, tx, broadcast_id)
    await actions.retry_failed(tx, access.actor, access.event, row)
    return await one_broadcast(tx, row)


@router.post("/{broadcast_id}/retry-by", status_code=201)
async def retry_by(
    broadcast_id: UUID, body: BroadcastRetryBy, access: Send, tx: Write
) -> BroadcastOut:
    """Sends it by another channel to those it didn't reach; the answer is the new broadcast."""
    row = await to_change(access, tx, broadcast_id)
    made = await actions.retry_by(tx, access.actor, access.event, row, body.channel)
    return await one_broadcast(tx, made)


@router.get("/{broadcast_id}/recipients")
async def recipients(
    broadcast_id: UUID,
    access: See,
    tx: Read,
    query: Paging,
    left_out: bool | None = None,
    status: MessageStatus | None = None,
) -> Page[RecipientOut]:
    """Its audience by name: how far each message is, or why somebody gets none."""
    row = await actions.broadcast_of_event(tx, access.event.id, broadcast_id)
    return await recipients_page(tx, row, query, left_out=left_out, status=status)
