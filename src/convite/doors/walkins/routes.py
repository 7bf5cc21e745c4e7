"""HTTP routes of walk-ins."""

from typing import Annotated

from fastapi import APIRouter, Depends

from convite.core.idempotency import KeyedRoute
from convite.core.request import Write
from convite.doors.walkins import actions
from convite.doors.walkins.schemas import WalkedIn, WalkIn
from convite.events.event.policy import EventAccess, door_access

router = APIRouter(prefix="/api/events/{event_id}", tags=["Door"], route_class=KeyedRoute)

CheckIn = Annotated[EventAccess, Depends(door_access())]


@router.post("/walk-ins", status_code=201)
async def walk_in(access: CheckIn, tx: Write, body: WalkIn) -> WalkedIn:
    """Adds a walk-in to the list, seats them if requested, and checks them in."""
    if access.device is not None:
        person = await actions.walk_in_at_device(
            tx, access.actor, access.event, body, access.device
        )
    else:
        person = await actions.walk_in(tx, access.actor, access.event, body)
    return WalkedIn(
        attendee_id=person.attendee.id,
        name=person.guest.name,
        seat_number=person.seat_number,
        attendance=person.attendee.attendance,
        result="ok",
    )
