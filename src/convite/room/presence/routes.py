"""The HTTP doors of presence."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from convite.core.idempotency import KeyedRoute
from convite.core.request import Write
from convite.events.event.policy import EventAccess, event_access
from convite.room.presence import actions

router = APIRouter(prefix="/api/events/{event_id}", tags=["Door"], route_class=KeyedRoute)

CheckIn = Annotated[EventAccess, Depends(event_access("check_in"))]


@router.post("/checkins/{nonce}/undo")
async def undo(
    nonce: Annotated[str, Path(max_length=100)], access: CheckIn, tx: Write
) -> dict[str, int]:
    """Takes a scan back."""
    return {"undone": await actions.undo(tx, access.actor, access.event, nonce)}
