"""Facts of seat assignments."""

from typing import Any
from uuid import UUID

from convite.core.log import Fact
from convite.room.attendees.facts import SEAT_CHANNELS


class SeatAssigned(Fact, frozen=True, kw_only=True):
    """A seat was assigned to someone."""

    action = "seat_assigned"
    object_type = "seat"
    channels = SEAT_CHANNELS
    private = frozenset({"guest"})
    seat_id: UUID
    seat_number: str
    attendee_id: UUID
    guest: dict[str, Any]
    invitation_id: UUID | None = None
