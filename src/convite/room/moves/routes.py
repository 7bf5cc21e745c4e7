"""HTTP routes of moves."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from convite.core.request import Write
from convite.core.responses import DirectRoute
from convite.events.event.policy import EventAccess, event_access
from convite.room.moves import actions
from convite.room.moves.policy import staff_holder
from convite.room.moves.schemas import Gather, Moves, SeatedAll

router = APIRouter(prefix="/api/events/{event_id}/seats", tags=["Seats"], route_class=DirectRoute)

Edit = Annotated[EventAccess, Depends(event_access("edit_seats"))]


@router.put("/moves")
async def move(access: Edit, tx: Write, body: Moves) -> SeatedAll:
    """Moves people, swaps them, or takes them off their seats, all or none."""
    seats = await actions.move_people(
        tx, access.actor, access.event, body.moves, staff_holder(access)
    )
    return SeatedAll(seats=seats)


@router.put("/gather")
async def gather(access: Edit, tx: Write, body: Gather, request: Request) -> SeatedAll:
    """Seats a party together."""
    map_caches = request.app.state.map_caches
    return await actions.gather(
        tx, access.actor, access.event, body, staff_holder(access), map_caches
    )
