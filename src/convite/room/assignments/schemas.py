"""Schemas of the seat map with names."""

from datetime import datetime
from uuid import UUID

from convite.core.shapes import Output
from convite.plan.seating.models import SeatState


class SeatGuest(Output):
    """The seat's occupant, for callers who may see names."""

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
    #: Who the host is keeping the seat for. Shown to the team only.
    house: str | None
    held_by_me: bool
    held_until: datetime | None
    guest: SeatGuest | None


class SeatMap(Output):
    """All seats, and the log position they reflect."""

    seats: list[MapSeat]
    position: str
