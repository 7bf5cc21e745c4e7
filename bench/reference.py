"""The yardstick for holds: the same action, one transaction a request, through the ORM."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel
from sqlalchemy import func, select
from starlette.types import ASGIApp

from convite.core.db import load
from convite.core.ids import new_id
from convite.core.log import record
from convite.core.problems import Held, NotFound
from convite.core.request import Write
from convite.entry.http.api import create_router
from convite.entry.http.shield import Shield
from convite.entry.wiring import front
from convite.events.event.policy import EventAccess, event_access
from convite.plan.seating.models import Seat
from convite.room.holds.facts import SeatLocked
from convite.room.holds.models import Reservation

router = APIRouter()
Hold = Annotated[EventAccess, Depends(event_access("hold_seats"))]


class Body(BaseModel):
    """One seat."""

    seat_id: UUID


@router.post("/api/events/{event_id}/orm-holds", status_code=201)
async def hold(body: Body, access: Hold, tx: Write) -> dict[str, str]:
    """Locks, checks, changes, records; commits by itself."""
    seat = await load(tx, Seat, body.seat_id, lock=True)
    if seat is None:
        raise NotFound
    moment = (await tx.execute(select(func.now()))).scalar_one()
    if seat.attendee_id or seat.blocked or (seat.held_until and seat.held_until > moment):
        raise Held
    until = moment + timedelta(seconds=access.event.hold_seconds)
    row = Reservation(
        id=new_id(), organization_id=seat.organization_id, event_id=seat.event_id, holder_kind="user",
        holder_id=access.user_id, seat_ids=[seat.id], expires_at=until,
    )  # fmt: skip
    tx.add(row)
    seat.reservation_id, seat.held_by, seat.held_until = row.id, access.user_id, until
    fact = SeatLocked(
        organization_id=seat.organization_id, object_id=seat.id, event_id=seat.event_id,
        seat_id=seat.id, seat_number=seat.seat_number, held_until=until,
    )  # fmt: skip
    await record(tx, access.actor, fact)
    return {"key": str(row.id)}


def create_app() -> ASGIApp:
    """The application with the yardstick's route, without the hot door."""
    app = create_router()
    app.include_router(router)
    front(app)  # joins the live feed; its hot door is left aside
    return Shield(app)
