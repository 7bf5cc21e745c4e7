"""Who may extend or free a hold: its holder and the event's team."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends

from convite.core.problems import NotFound
from convite.events.event.policy import EventAccess, object_access
from convite.room.holds.models import Reservation

HoldAccess = Annotated[EventAccess, Depends(object_access("reservation", "key", "hold_seats"))]


def holder_id(access: EventAccess) -> UUID | None:
    """Returns the id under which the caller makes holds."""
    return access.token.user_id if access.token else access.invitation_id


def check_holder(access: EventAccess, reservation: Reservation | None) -> Reservation:
    """Returns the hold if it is the caller's own or the caller may edit seats; otherwise 404."""
    if reservation is None:
        raise NotFound
    if reservation.holder_id != holder_id(access) and not access.can("edit_seats"):
        raise NotFound
    return reservation
