"""HTTP routes of events. The list is in `insight.eventlist`, because it includes figures;
new ones are in `room.creation`, because they come with their parts.
"""

from typing import Annotated

from fastapi import APIRouter, Depends

from convite.core.idempotency import KeyedRoute
from convite.core.request import Write
from convite.core.shapes import check_version
from convite.events.event import actions
from convite.events.event.models import Event
from convite.events.event.policy import EventAccess, event_access, event_out
from convite.events.event.schemas import Cancel, Duplicate, EventOut, EventUpdate
from convite.events.newhosts.policy import check_new_host

router = APIRouter(prefix="/api/events", tags=["Events"], route_class=KeyedRoute)

View = Annotated[EventAccess, Depends(event_access("view_event"))]
Edit = Annotated[EventAccess, Depends(event_access("edit_event"))]
Delete = Annotated[EventAccess, Depends(event_access("delete_event"))]
Restore = Annotated[EventAccess, Depends(event_access("delete_event", deleted=True))]


@router.get("/{event_id}")
async def event(access: View) -> EventOut:
    """One event."""
    return event_out(access, access.event)


@router.put("/{event_id}", operation_id="put_event")
@router.patch("/{event_id}", operation_id="patch_event")
async def change_event(body: EventUpdate, access: Edit, tx: Write) -> EventOut:
    """Changes the fields sent."""
    values = body.sent()
    current = EventOut.model_validate(access.event).model_dump(mode="json")
    check_version(access.event, values.pop("version", None), current)
    event = await actions.change_event(tx, access.actor, access.event, values)
    if "visibility" in values:
        await check_shown(tx, event)
    return event_out(access, event)


@router.delete("/{event_id}", status_code=204)
async def delete_event(access: Delete, tx: Write) -> None:
    """Deletes the event; `/restore` restores it within 30 days."""
    await actions.delete_event(tx, access.actor, access.event)


@router.post("/{event_id}/restore")
async def restore_event(access: Restore, tx: Write) -> EventOut:
    """Restores a deleted event."""
    return event_out(access, await actions.restore_event(tx, access.actor, access.event))


@router.post("/{event_id}/publish")
async def publish(access: Edit, tx: Write) -> EventOut:
    """Publishes the event."""
    event = await actions.publish(tx, access.actor, access.event)
    await check_shown(tx, event)
    return event_out(access, event)


@router.post("/{event_id}/cancel")
async def cancel(access: Edit, tx: Write, body: Cancel | None = None) -> EventOut:
    """Cancels the event and notifies its guests."""
    reason = body.reason if body else ""
    return event_out(access, await actions.cancel(tx, access.actor, access.event, reason=reason))


@router.post("/{event_id}/duplicate", status_code=201)
async def duplicate_event(access: Edit, tx: Write, body: Duplicate | None = None) -> EventOut:
    """Duplicates the event as a draft: details, questions, plan, gates and reminders, but no guests.

    With `starts_at`, end and reply-by date keep their distance from the start.
    """
    copy = await actions.duplicate_event(
        tx,
        access.actor,
        access.event,
        user_id=access.user_id,
        title=body.title if body else None,
        starts_at=body.starts_at if body else None,
    )
    return event_out(access, copy)


async def check_shown(tx: Write, event: Event) -> None:
    """Checks, once strangers see an event, that a new host may show it.

    Raises:
        NotAllowed: see `check_new_host`.
    """
    if event.visibility != "private" and event.status == "published":
        await check_new_host(tx, event.host_user_id)
