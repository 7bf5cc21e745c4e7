"""HTTP routes of auto-seating and seating wishes."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from convite.core.db import load
from convite.core.idempotency import KeyedRoute
from convite.core.paging import Page
from convite.core.problems import NotFound
from convite.core.request import Read, Write
from convite.core.tasks import read_task
from convite.events.event.policy import EventAccess, event_access
from convite.room.autoseat import actions
from convite.room.autoseat.models import SeatingWish
from convite.room.autoseat.queries import wishes_of
from convite.room.autoseat.schemas import Applied, AutoSeat, Started, WishFields, WishOut
from convite.room.moves.policy import staff_holder

router = APIRouter(prefix="/api/events/{event_id}", tags=["Seats"], route_class=KeyedRoute)

View = Annotated[EventAccess, Depends(event_access("view_event"))]
Edit = Annotated[EventAccess, Depends(event_access("edit_seats"))]


@router.get("/seating-wishes")
async def seating_wishes(access: View, tx: Read) -> Page[WishOut]:
    """Returns the parties that want to sit together or apart (2,000 at most)."""
    return Page(items=await wishes_of(tx, access.event.id))


@router.post("/seating-wishes", status_code=201)
async def add_wish(body: WishFields, access: Edit, tx: Write) -> WishOut:
    """Adds a wish about how two parties want to sit."""
    made = await actions.add_wish(tx, access.actor, access.event, body)
    return next(one for one in await wishes_of(tx, access.event.id) if one.id == made.id)


@router.delete("/seating-wishes/{wish_id}", status_code=204)
async def remove_wish(wish_id: UUID, access: Edit, tx: Write) -> None:
    """Removes a wish."""
    wish = await load(tx, SeatingWish, wish_id)
    if wish is None or wish.event_id != access.event.id:
        raise NotFound
    await actions.remove_wish(tx, access.actor, wish)


@router.post("/auto-seat", status_code=202)
async def auto_seat(body: AutoSeat, access: Edit, tx: Write) -> Started:
    """Arranges everyone who is coming and has no seat.

    The task's result is a preview; nobody is seated yet.
    """
    task = await actions.start(tx, access.actor, access.event, body)
    return Started(task_id=task.id)


@router.post("/auto-seat/{task_id}/apply")
async def apply_auto_seat(task_id: UUID, access: Edit, tx: Write) -> Applied:
    """Seats everyone as previewed, all or none."""
    task = await read_task(tx, task_id)
    if task is None or task.kind != actions.KIND or task.event_id != access.event.id:
        raise NotFound
    holder = staff_holder(access)
    seated, batch_id = await actions.apply_preview(tx, access.actor, access.event, task, holder)
    return Applied(seated=seated, batch_id=batch_id)
