"""HTTP routes of undo."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from convite.core.idempotency import KeyedRoute
from convite.core.request import Write
from convite.events.event.policy import EventAccess, object_access
from convite.room.moves.policy import staff_holder
from convite.room.undo import actions
from convite.room.undo.schemas import Undone

router = APIRouter(prefix="/api/batches", tags=["Guest list"], route_class=KeyedRoute)

Edit = Annotated[EventAccess, Depends(object_access("batch", "batch_id", "edit_guests"))]


@router.post("/{batch_id}/undo")
async def undo(batch_id: UUID, access: Edit, tx: Write) -> Undone:
    """Undoes a change to many people, within 24 hours; who was changed again since stays as they are."""
    holder = staff_holder(access)
    return await actions.undo_batch(tx, access.actor, access.event, batch_id, holder)
