"""HTTP routes of house seats."""

from typing import Annotated

from fastapi import APIRouter, Depends

from convite.core.request import Write
from convite.core.responses import DirectRoute
from convite.events.event.policy import EventAccess, event_access
from convite.room.house.actions import set_house_seats
from convite.room.house.schemas import HouseChanged, HouseSeats

router = APIRouter(prefix="/api/events/{event_id}/seats", tags=["Seats"], route_class=DirectRoute)

Edit = Annotated[EventAccess, Depends(event_access("edit_seats"))]


@router.put("/house")
async def keep_seats(access: Edit, tx: Write, body: HouseSeats) -> HouseChanged:
    """Keeps seats for someone, or releases them. Guests can't pick house seats."""
    changed = await set_house_seats(
        tx, access.actor, access.event, body.seat_ids, house=body.house, until=body.house_until
    )
    return HouseChanged(changed=changed)
