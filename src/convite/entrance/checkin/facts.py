"""Facts of check-in, all in the event's stream."""

from datetime import datetime
from uuid import UUID

from convite.core.log import Fact

DOOR = (
    "events/{event_id}/attendance",
    "events/{event_id}/invitations",
    "invitations/{invitation_id}",
)


class GuestAtDoor(Fact, frozen=True, kw_only=True):
    """The fields that check-in and check-out share: who, and at which gate."""

    object_type = "attendee"
    channels = DOOR
    private = frozenset({"name", "guest_name"})
    attendee_id: UUID
    guest_id: UUID
    invitation_id: UUID | None = None
    name: str
    guest_name: str
    seat_number: str | None = None
    gate: str | None = None
    #: The part of the event at whose door it was.
    part_id: UUID | None = None
    #: Whether they were inside before, at whatever door.
    was_inside: bool = False
    version: int


class GuestCheckedIn(GuestAtDoor, frozen=True, kw_only=True):
    """Somebody checked in."""

    action = "guest_checked_in"
    private = frozenset({"name", "guest_name", "reason"})
    #: Why, if they were let in by force.
    reason: str | None = None
    #: When they came to the event, even if they only now came to this part of it.
    checkin_time: datetime


class GuestCheckedOut(GuestAtDoor, frozen=True, kw_only=True):
    """Somebody checked out, or their check-in was undone."""

    action = "guest_checked_out"
    checkout_time: datetime
    #: Their attendance now: still `checked_in` if only an arrival at one of several parts was undone.
    attendance: str = "left"
