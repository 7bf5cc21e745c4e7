"""On whose behalf seats are assigned."""

from convite.events.event.policy import EventAccess
from convite.room.assignments.actions import Holder


def staff_holder(access: EventAccess) -> Holder:
    """Returns the caller as a staff holder, so that their own holds count."""
    assert access.user_id is not None
    return Holder(id=access.user_id, is_staff=True)
