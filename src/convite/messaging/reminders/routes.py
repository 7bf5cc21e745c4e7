"""HTTP routes of reminders."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from convite.core.db import load
from convite.core.idempotency import KeyedRoute
from convite.core.paging import Page
from convite.core.problems import NotFound
from convite.core.request import Read, Write
from convite.core.shapes import check_version
from convite.events.event.policy import EventAccess, event_access
from convite.messaging.reminders import actions
from convite.messaging.reminders.models import Reminder
from convite.messaging.reminders.queries import due_at, reminders_of
from convite.messaging.reminders.schemas import (
    PreviewRequest,
    ReminderFields,
    ReminderOut,
    ReminderPreview,
    ReminderUpdate,
)

router = APIRouter(
    prefix="/api/events/{event_id}/reminders", tags=["Messages"], route_class=KeyedRoute
)

View = Annotated[EventAccess, Depends(event_access("view_event"))]
Send = Annotated[EventAccess, Depends(event_access("send_messages"))]


def reminder_out(access: EventAccess, row: Reminder) -> ReminderOut:
    """A reminder with the moment it is due."""
    values = {name: getattr(row, name) for name in ReminderOut.model_fields if hasattr(row, name)}
    return ReminderOut(**values, due_at=due_at(row, access.event.starts_at))


@router.get("")
async def reminders(access: View, tx: Read) -> Page[ReminderOut]:
    """The event's reminders, oldest first (at most fifty)."""
    return Page(
        items=[reminder_out(access, row) for row in await reminders_of(tx, access.event.id)]
    )


@router.post("", status_code=201)
async def add(body: ReminderFields, access: Send, tx: Write) -> ReminderOut:
    """Creates a reminder, by offset before the event or by date."""
    return reminder_out(access, await actions.add(tx, access.actor, access.event, body))


@router.post("/preview", openapi_extra={"x-sends": False})
async def preview(body: PreviewRequest, access: Send, tx: Write) -> ReminderPreview:
    """The message a guest would get, and how many would get one; sends nothing."""
    sees_links = access.can("edit_invitations")
    return await actions.preview(tx, access.event, body, sees_links=sees_links)


@router.get("/{reminder_id}")
async def reminder(reminder_id: UUID, access: View, tx: Read) -> ReminderOut:
    """One reminder."""
    row = await load(tx, Reminder, reminder_id)
    if row is None or row.event_id != access.event.id:
        raise NotFound
    return reminder_out(access, row)


@router.put("/{reminder_id}", operation_id="put_reminder")
@router.patch("/{reminder_id}", operation_id="patch_reminder")
async def change(reminder_id: UUID, body: ReminderUpdate, access: Send, tx: Write) -> ReminderOut:
    """Changes the fields that are sent; `status` cancels or reactivates the reminder."""
    row = await actions.reminder_of_event(tx, access.event.id, reminder_id)
    values = body.sent()
    check_version(
        row, values.pop("version", None), reminder_out(access, row).model_dump(mode="json")
    )
    return reminder_out(access, await actions.change(tx, access.actor, row, values))


@router.delete("/{reminder_id}", status_code=204)
async def remove(reminder_id: UUID, access: Send, tx: Write) -> None:
    """Deletes a reminder; messages already sent are kept."""
    row = await actions.reminder_of_event(tx, access.event.id, reminder_id)
    await actions.remove(tx, access.actor, row)
