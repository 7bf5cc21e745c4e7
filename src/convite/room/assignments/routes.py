"""HTTP routes of the seat map with names."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from convite.core.idempotency import KeyedRoute
from convite.core.request import Read
from convite.events.event.policy import EventAccess, event_access
from convite.events.event.schemas import settings_in_force
from convite.room.assignments.queries import SeatView, position_of, seats_of
from convite.room.assignments.schemas import MapSeat, SeatGuest, SeatMap

router = APIRouter(prefix="/api/events/{event_id}", tags=["Seats"], route_class=KeyedRoute)

See = Annotated[EventAccess, Depends(event_access("see_seats"))]
#: On a large map, clients only read the names of visible seats. This many ids fit in a URL.
SeatIds = Annotated[list[UUID] | None, Query(alias="id", max_length=100)]


def can_see_name(access: EventAccess, view: SeatView) -> bool:
    """Whether the caller may see who sits there: members always, a party for its own seats.

    Other guests see names only if the event's settings allow it.
    """
    if access.can("view_event"):
        return True
    if access.invitation_id is not None and view.invitation_id == access.invitation_id:
        return True
    return settings_in_force(None, access.event.settings).guests_see_names


def holder_id(access: EventAccess) -> UUID | None:
    """Returns the id under which the caller makes holds."""
    return access.token.user_id if access.token else access.invitation_id


def map_seat(access: EventAccess, view: SeatView) -> MapSeat:
    """Returns a seat as this caller may see it."""
    seat, mine = view.seat, view.status == "held" and view.seat.held_by == holder_id(access)
    guest = None
    if view.guest_id and view.attendee_id and can_see_name(access, view):
        guest = SeatGuest(
            guest_id=view.guest_id,
            attendee_id=view.attendee_id,
            invitation_id=view.invitation_id,
            name=f"{view.first_name} {view.last_name}".strip(),
        )
    return MapSeat(
        id=seat.id,
        event_id=seat.event_id,
        seat_number=seat.seat_number,
        table_number=seat.table_number,
        row=seat.row,
        category=seat.category,
        x=seat.x,
        y=seat.y,
        accessible=seat.accessible,
        status=view.status,
        is_available=view.status == "free",
        house=view.house if access.can("edit_seats") else None,
        held_by_me=mine,
        held_until=seat.held_until if view.status == "held" else None,
        guest=guest,
    )


@router.get("/seats")
async def seats(access: See, tx: Read, ids: SeatIds = None) -> SeatMap:
    """Returns all seats with their state, or only those given by `id`.

    Names are included for callers who may see them.
    """
    position = await position_of(tx, access.event.id)
    views = await seats_of(tx, access.event.id, ids=ids)
    return SeatMap(seats=[map_seat(access, view) for view in views], position=position)


@router.get("/seats/available")
async def seats_available(access: See, tx: Read) -> SeatMap:
    """Returns the free seats."""
    position = await position_of(tx, access.event.id)
    views = await seats_of(tx, access.event.id, only_free=True)
    return SeatMap(seats=[map_seat(access, view) for view in views], position=position)
