"""HTTP routes of presence."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path

from convite.core.idempotency import KeyedRoute
from convite.core.paging import Page, Paging
from convite.core.request import Read, Write
from convite.entrance.presence import actions
from convite.entrance.presence.queries import conflict_out, conflicts_page
from convite.entrance.presence.schemas import ConflictOut, Resolution
from convite.events.event.policy import EventAccess, door_access, event_access

router = APIRouter(prefix="/api/events/{event_id}", tags=["Door"], route_class=KeyedRoute)

CheckIn = Annotated[EventAccess, Depends(event_access("check_in"))]
AtDoor = Annotated[EventAccess, Depends(door_access())]


@router.post("/checkins/{nonce}/undo")
async def undo(
    nonce: Annotated[str, Path(max_length=100)], access: AtDoor, tx: Write
) -> dict[str, int]:
    """Undoes a scan; devices can undo only their own."""
    by = access.device.id if access.device else None
    return {"undone": await actions.undo(tx, access.actor, access.event, nonce, only_by=by)}


@router.get("/checkins/conflicts")
async def conflicts(
    access: CheckIn, tx: Read, query: Paging, settled: bool = False
) -> Page[ConflictOut]:
    """Conflicts at check-in: scans that contradict each other, people let in by mistake."""
    return await conflicts_page(tx, access.event.id, query, settled=settled)


@router.post("/checkins/conflicts/{conflict_id}/resolve")
async def resolve(conflict_id: UUID, access: CheckIn, tx: Write, body: Resolution) -> ConflictOut:
    """Resolves a conflict, with a note on how."""
    return conflict_out(
        await actions.resolve_by_id(tx, access.actor, access.event, conflict_id, body.note)
    )
