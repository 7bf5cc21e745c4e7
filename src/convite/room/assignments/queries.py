"""Queries for the seat map with names."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, text

from convite.core.db import ReadTx
from convite.people.guests.models import Guest
from convite.plan.seating.models import Seat
from convite.plan.seating.queries import HOUSE, STATUS
from convite.room.attendees.models import Attendee


@dataclass(frozen=True, kw_only=True)
class SeatView:
    """A seat with its state and occupant."""

    seat: Seat
    status: str
    house: str | None
    attendee_id: UUID | None
    guest_id: UUID | None
    first_name: str | None
    last_name: str | None
    invitation_id: UUID | None


async def seats_of(
    tx: ReadTx, event_id: UUID, *, only_free: bool = False, ids: list[UUID] | None = None
) -> list[SeatView]:
    """Returns the event's seats in plan order, all or only the given ids, with their occupants."""
    statement = (
        select(
            Seat,
            STATUS.label("status"),
            HOUSE.label("house"),
            Attendee.id,
            Guest.id,
            Guest.first_name,
            Guest.last_name,
            Attendee.invitation_id,
        )
        .outerjoin(Attendee, Attendee.id == Seat.attendee_id)
        .outerjoin(Guest, Guest.id == Attendee.guest_id)
        .where(Seat.event_id == event_id)
        .order_by(Seat.place)
    )
    if only_free:
        statement = statement.where(STATUS == "free")
    if ids is not None:
        statement = statement.where(Seat.id.in_(ids))
    rows = await tx.execute(statement)
    return [
        SeatView(
            seat=row[0],
            status=row[1],
            house=row[2],
            attendee_id=row[3],
            guest_id=row[4],
            first_name=row[5],
            last_name=row[6],
            invitation_id=row[7],
        )
        for row in rows
    ]


async def position_of(tx: ReadTx, event_id: UUID) -> str:
    """Returns the event's log position in the form that clients use."""
    result = await tx.execute(
        text(
            "SELECT g.number || '.' || s.position FROM streams s, generation g WHERE s.id = :event"
        ),
        {"event": event_id},
    )
    position: str = result.scalar_one()
    return position
