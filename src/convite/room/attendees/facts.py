"""Facts about attendees, all in the event's stream."""

from typing import Any
from uuid import UUID

from convite.core.log import Fact

SEAT_CHANNELS = ("events/{event_id}/seats", "invitations/{invitation_id}")
REPLY_CHANNELS = ("events/{event_id}/invitations", "invitations/{invitation_id}")


class AttendeeAdded(Fact, frozen=True, kw_only=True):
    """A guest was added to the event's list."""

    action = "attendee_added"
    object_type = "attendee"
    channels = REPLY_CHANNELS
    private = frozenset({"name"})
    attendee_id: UUID
    guest_id: UUID
    invitation_id: UUID | None = None
    name: str
    status: str
    version: int = 1


class AttendeeUpdated(Fact, frozen=True, kw_only=True):
    """An attendee's details changed: notes, side, name or attendance."""

    action = "attendee_updated"
    object_type = "attendee"
    channels = REPLY_CHANNELS
    private = frozenset({"name"})
    private_changes = frozenset({"notes", "answers", "name", "side"})
    attendee_id: UUID
    guest_id: UUID
    invitation_id: UUID | None = None
    name: str
    status: str
    version: int


class GuestResponded(Fact, frozen=True, kw_only=True):
    """A guest replied, or someone changed their reply for them."""

    action = "guest_responded"
    object_type = "attendee"
    channels = REPLY_CHANNELS
    private = frozenset({"name", "answers"})
    private_changes = frozenset({"answers"})
    attendee_id: UUID
    invitation_guest_id: UUID
    guest_id: UUID
    invitation_id: UUID | None = None
    name: str
    #: Status as the invitations API names it: accepted, declined, pending.
    status: str
    #: Status as stored: going, waitlisted, ...
    own_status: str
    answers: dict[str, Any] = {}
    #: Their answers for parts of the event, as stored, by the part's id.
    parts: dict[str, str] = {}
    version: int
