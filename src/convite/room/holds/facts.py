"""Facts about holds. They are kept for thirty days only."""

from datetime import datetime
from uuid import UUID

from convite.core.log import Fact


class SeatLocked(Fact, frozen=True, kw_only=True):
    """Someone holds a seat while they decide."""

    action = "seat_locked"
    object_type = "seat"
    channels = ("events/{event_id}/seats", "invitations/{invitation_id}")
    transient = True
    seat_id: UUID
    seat_number: str
    held_until: datetime
    #: Set if the holder is an invited party.
    invitation_id: UUID | None = None


class PlacesHeld(Fact, frozen=True, kw_only=True):
    """Somebody holds places without seats while they fill in an order."""

    action = "places_held"
    object_type = "event"
    channels = ("events/{event_id}/operations",)
    transient = True
    places: int
    #: None for places of the event, whatever their ticket.
    ticket_type_id: UUID | None = None


class PlacesFreed(Fact, frozen=True, kw_only=True):
    """Somebody gave held places back."""

    action = "places_freed"
    object_type = "event"
    channels = ("events/{event_id}/operations",)
    transient = True
    places: int
