"""Schemas of the map with names."""

from datetime import datetime
from uuid import UUID

from convite.core.shapes import Output
from convite.plan.seating.models import SeatState


class SeatGuest(Output):
    """Who sits there, for whoever may know."""

    guest_id: UUID
    attendee_id: UUID
    invitation_id: UUID | None
    name: str


class MapSeat(Output):
    """A seat on the map."""

    id: UUID
    event_id: UUID
    seat_number: str
    table_number: str | None
    row: str | None
    category: str
    x: float
    y: float
    accessible: bool
    status: SeatState
    is_available: bool
    #: For whom the host keeps it back; told to the team only.
    house: str | None
    held_by_me: bool
    held_until: datetime | None
    guest: SeatGuest | None


class SeatMap(Output):
    """Every seat, and the log's position it stands for."""

    seats: list[MapSeat]
    position: str
