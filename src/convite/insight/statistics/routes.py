"""HTTP routes of figures."""

from typing import Annotated

from fastapi import APIRouter, Depends

from convite.core.request import Read
from convite.core.responses import DirectRoute
from convite.events.event.policy import EventAccess, event_access
from convite.insight.statistics.queries import breakdown_of, stats_of
from convite.insight.statistics.schemas import Breakdown, Stats

router = APIRouter(prefix="/api/events", tags=["Figures"], route_class=DirectRoute)

View = Annotated[EventAccess, Depends(event_access("view_event"))]


@router.get("/{event_id}/stats")
async def stats(access: View, tx: Read) -> Stats:
    """The event's figures."""
    return await stats_of(tx, access.event)


@router.get("/{event_id}/stats/breakdown")
async def breakdown(access: View, tx: Read) -> Breakdown:
    """The event's people by tag, answer, day of their reply and step from invitation to entrance."""
    access.need("see_answers")
    return await breakdown_of(tx, access.event)
