"""HTTP routes of holds, except the hot ones (`doors/rsvp/hot.py`, `room/holds/hot.py`)."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter

from convite.core.request import Write
from convite.core.responses import DirectRoute
from convite.room.holds import actions
from convite.room.holds.policy import HoldAccess, check_holder
from convite.room.holds.queries import reservation_by_key

router = APIRouter(prefix="/api/holds", tags=["Seats"], route_class=DirectRoute)


@router.delete("/{key}", status_code=204)
async def free(key: UUID, access: HoldAccess, tx: Write) -> None:
    """Frees held seats, or gives held places back."""
    reservation = check_holder(access, await actions.lock_hold(tx, key))
    await actions.end_hold(tx, access.actor, reservation, reason="released")


@router.post("/{key}/extend")
async def extend(key: UUID, access: HoldAccess, tx: Write) -> dict[str, datetime | UUID]:
    """Extends a hold. Each hold can be extended once."""
    reservation = check_holder(access, await reservation_by_key(tx, key))
    until, server_time = await actions.extend(
        tx, access.actor, access.event, reservation, is_staff=access.can("edit_seats")
    )
    return {"key": key, "expires_at": until, "server_time": server_time}
