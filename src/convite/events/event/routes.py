"""HTTP routes of events. The list is in `insight.statistics`, because it includes statistics."""

from typing import Annotated

from fastapi import APIRouter, Depends

from convite.core.idempotency import KeyedRoute
from convite.core.request import LoggedIn, Write
from convite.core.shapes import check_version
from convite.events.event import actions
from convite.events.event.policy import EventAccess, enter_as_user, event_access, event_out
from convite.events.event.schemas import Cancel, Duplicate, EventCreate, EventOut, EventUpdate
from convite.people.organizations.policy import enter_organization

router = APIRouter(prefix="/api/events", tags=["Events"], route_class=KeyedRoute)

View = Annotated[EventAccess, Depends(event_access("view_event"))]
Edit = Annotated[EventAccess, Depends(event_access("edit_event"))]
Delete = Annotated[EventAccess, Depends(event_access("delete_event"))]
Restore = Annotated[EventAccess, Depends(event_access("delete_event", deleted=True))]


@router.post("", status_code=201)
async def create_event(body: EventCreate, token: LoggedIn, tx: Write) -> EventOut:
    """Creates a draft (default: in the caller's own organization)."""
    organization_id = body.organization_id or token.organization_id
    organization = await enter_organization(tx, token, organization_id)
    organization.need("create_events")
    event = await actions.create_event(
        tx, token.actor, body, organization_id=organization_id, user_id=token.user_id
    )
    return event_out(await enter_as_user(tx, token, "event", event.id), event)


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
    return event_out(access, await actions.change_event(tx, access.actor, access.event, values))


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
    return event_out(access, await actions.publish(tx, access.actor, access.event))


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
        starts_at=body.starts_at if body else None,
    )
    return event_out(access, copy)
