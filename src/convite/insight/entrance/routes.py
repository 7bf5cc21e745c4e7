"""HTTP routes of the entrance dashboard."""

from typing import Annotated

from fastapi import APIRouter, Depends

from convite.core.request import Read
from convite.core.responses import DirectRoute
from convite.events.event.policy import EventAccess, event_access
from convite.insight.entrance.queries import entrance_of
from convite.insight.entrance.schemas import Entrance

router = APIRouter(prefix="/api/events/{event_id}", tags=["Figures"], route_class=DirectRoute)

View = Annotated[EventAccess, Depends(event_access("view_event"))]


@router.get("/entrance")
async def entrance(access: View, tx: Read) -> Entrance:
    """Who is inside and expected by gate, zone and part; arrivals, the last scans, open conflicts."""
    return await entrance_of(tx, access.event)
