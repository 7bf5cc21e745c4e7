"""Facts about a plan and its seats."""

from uuid import UUID

from convite.core.log import Fact
from convite.plan.seating.models import FreedState


class PlanChanged(Fact, frozen=True, kw_only=True):
    """Seats were added, moved or removed. Clients that show the plan reload it."""

    action = "list_changed"
    object_type = "seating_plan"
    channels = ("events/{event_id}/seats",)
    kind: str = "seating_plan"
    count: int
    plan_version: int


class SeatChanged(Fact, frozen=True, kw_only=True):
    """One seat's label, category or block changed."""

    action = "seat_updated"
    object_type = "seat"
    channels = ("events/{event_id}/seats",)
    seat_id: UUID
    seat_number: str
    plan_version: int


class SeatFreed(Fact, frozen=True, kw_only=True):
    """A held seat was freed: the hold was released, expired, or ended with its event or plan."""

    action = "seat_freed"
    object_type = "seat"
    channels = ("events/{event_id}/seats", "invitations/{invitation_id}")
    transient = True
    seat_id: UUID
    seat_number: str
    reason: str
    #: Its status now. House seats aren't free for guests.
    status: FreedState = "free"
    invitation_id: UUID | None = None


class SeatLeft(Fact, frozen=True, kw_only=True):
    """An assigned seat was freed: its guest moved, isn't coming, or was removed."""

    action = "seat_freed"
    object_type = "seat"
    channels = ("events/{event_id}/seats", "invitations/{invitation_id}")
    seat_id: UUID
    seat_number: str
    attendee_id: UUID
    reason: str
    #: Its status now. House seats aren't free for guests.
    status: FreedState = "free"
    invitation_id: UUID | None = None
