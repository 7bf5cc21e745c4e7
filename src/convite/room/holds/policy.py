"""Who may extend or free a hold: its holder and the event's team."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request

from convite.core.problems import NotFound, NotKnown
from convite.core.request import Caller, CurrentCaller, Read
from convite.events.event.policy import EventAccess, object_access
from convite.events.event.queries import place_of
from convite.events.visitors.policy import find_visitor
from convite.room.holds.models import Reservation

OF_TEAM = object_access("reservation", "key", "hold_seats")


async def hold_access(request: Request, key: UUID, who: CurrentCaller, tx: Read) -> EventAccess:
    """Access to a hold's event; of a buyer without an account, its key is the proof.

    Raises:
        NotKnown, NotFound, NotAllowed: as for other objects of an event.
    """
    if who != Caller():
        return await OF_TEAM(request, who, tx)
    place = await place_of(tx, "reservation", key)
    if place is None:
        raise NotKnown
    access = await find_visitor(tx, who, place.event_id)
    if access is None:
        raise NotKnown
    return access


hold_access.right = "hold_seats"  # type: ignore[attr-defined]
HoldAccess = Annotated[EventAccess, Depends(hold_access)]


def holder_id(access: EventAccess) -> UUID | None:
    """Returns the id under which the caller makes holds; None without an account or a code."""
    return access.token.user_id if access.token else access.invitation_id


def check_holder(access: EventAccess, reservation: Reservation | None) -> Reservation:
    """Returns the hold if it is the caller's own or the caller may edit seats; otherwise 404.

    An order's is changed with its order only.
    """
    if reservation is None or reservation.holder_kind == "order":
        raise NotFound
    is_own = reservation.holder_id == holder_id(access)
    is_by_key = holder_id(access) is None and reservation.holder_kind == "anonymous"
    if not is_own and not is_by_key and not access.can("edit_seats"):
        raise NotFound
    return reservation
