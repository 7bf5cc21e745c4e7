"""HTTP routes of the caterer's sheet."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from convite.core.request import Read
from convite.core.responses import DirectRoute
from convite.events.event.policy import EventAccess, event_access
from convite.insight.catering.queries import read_sheet
from convite.insight.catering.schemas import CatererSheet

router = APIRouter(prefix="/api/events", tags=["Catering"], route_class=DirectRoute)

View = Annotated[EventAccess, Depends(event_access("view_event"))]


@router.get("/{event_id}/caterer-sheet")
async def sheet(
    access: View,
    tx: Read,
    part: Annotated[
        UUID | None, Query(description="Only those who are coming to this part of the event")
    ] = None,
) -> CatererSheet:
    """What those who are coming eat, by table and in all, with what was noted for the caterer."""
    access.need("see_answers")
    return CatererSheet.model_validate(await read_sheet(tx, access.event, part))
