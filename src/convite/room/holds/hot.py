"""The hot verb for seat states, which every open map loads."""

from dataclasses import dataclass
from uuid import UUID

import msgspec

from convite.core.db import ReadTx
from convite.core.hot import Entering, HotAccess, HotDoor, HotRequest, HotVerb
from convite.events.event.policy import EventAccess
from convite.events.visitors.policy import enter_or_visit
from convite.room.holds.policy import holder_id


class SeatStatus(msgspec.Struct):
    """The state of every seat, one letter per seat, in geometry order."""

    plan_version: int
    position: str
    status: str


@dataclass(frozen=True, kw_only=True)
class ViewerAccess(HotAccess):
    """Access of someone viewing the map; `holder_id` marks their own holds."""

    holder_id: UUID | None
    is_staff: bool


async def viewer_access(_: ReadTx, access: EventAccess) -> ViewerAccess:
    """Returns the access in the form that is cached."""
    return ViewerAccess(
        organization_id=access.event.organization_id,
        event_id=access.event.id,
        actor=access.actor,
        rights=access.rights,
        holder_id=holder_id(access),
        is_staff=access.can("edit_seats"),
    )


async def enter(door: HotDoor, entering: Entering) -> ViewerAccess:
    """Authorizes callers who may see the seats."""
    return await enter_or_visit(door, entering, viewer_access)


async def seats_status(door: HotDoor, request: HotRequest[ViewerAccess, None]) -> SeatStatus:
    """Returns the state of every seat as one letter.

    f free, h held, m held by me, a assigned, b blocked.
    """
    access = request.access
    async with door.database.single(access.organization_id) as connection:
        status = await door.state.map_caches.states.read(connection, access.event_id)
    return SeatStatus(
        plan_version=status.plan_version,
        position=f"{status.generation}.{status.position}",
        status=status.for_holder(access.holder_id, is_staff=access.is_staff),
    )


VERBS = (
    HotVerb(
        method="GET",
        path="/api/events/{event_id}/seats/status",
        right="see_seats",
        enter=enter,
        decode=lambda _: None,
        run=seats_status,
        gives=SeatStatus,
        tag="Seats",
    ),
)
