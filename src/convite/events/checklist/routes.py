"""HTTP routes of the list."""

from typing import Annotated

from fastapi import APIRouter, Depends

from convite.core.request import Read
from convite.core.responses import DirectRoute
from convite.events.checklist.queries import checklist_of
from convite.events.checklist.schemas import Checklist
from convite.events.event.policy import EventAccess, event_access

router = APIRouter(prefix="/api/events", tags=["Events"], route_class=DirectRoute)


@router.get("/{event_id}/checklist")
async def checklist(
    access: Annotated[EventAccess, Depends(event_access("view_event"))], tx: Read
) -> Checklist:
    """What belongs to the event before it's published, and what of it is there."""
    return await checklist_of(tx, access.event)
