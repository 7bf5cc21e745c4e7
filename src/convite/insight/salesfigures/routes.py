"""HTTP routes of sales."""

from typing import Annotated

from fastapi import APIRouter, Depends

from convite.core.request import Read
from convite.core.responses import DirectRoute
from convite.events.event.policy import EventAccess, event_access
from convite.insight.salesfigures.queries import sales_of
from convite.insight.salesfigures.schemas import EventSales

router = APIRouter(prefix="/api/events/{event_id}", tags=["Payments"], route_class=DirectRoute)

Money = Annotated[EventAccess, Depends(event_access("see_money"))]


@router.get("/sales")
async def sales(access: Money, tx: Read) -> EventSales:
    """What the event sold by day, type of tickets and channel, in each currency."""
    return await sales_of(tx, access.event)
