"""What can have happened to a plan."""

from uuid import UUID

from convite.core.log import Fact


class PlanChanged(Fact, frozen=True, kw_only=True):
    """Seats were added, moved or removed: whoever draws the plan reads it again."""

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
