"""For whom seats are given out."""

from convite.events.event.policy import EventAccess
from convite.room.assignments.actions import Holder


def staff_holder(access: EventAccess) -> Holder:
    """The team, whose own holds count."""
    assert access.user_id is not None
    return Holder(id=access.user_id, is_staff=True)
