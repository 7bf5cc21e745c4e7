"""Access of buyers whom an event doesn't know, with an account or without."""

from collections.abc import Awaitable, Callable
from typing import TypeVar
from uuid import UUID

from fastapi import Request

from convite.core.db import Principal, ReadTx
from convite.core.hot import Entering, HotAccess, HotDoor
from convite.core.log import Actor
from convite.core.problems import NotFound, NotKnown
from convite.core.request import Caller, CurrentCaller, Read
from convite.events.devices.policy import enter_hot
from convite.events.event.policy import Dependency, EventAccess, event_access
from convite.events.event.queries import event_by_id, public_place
from convite.events.members.policy import SEATS
from convite.events.visitors.queries import most_held
from convite.people.blocks.queries import hidden_people

AccessT = TypeVar("AccessT", bound=HotAccess)
#: An account without a session on the event, and nobody at all.
VISITOR = Actor(kind="guest", via="order")


def may_visit(who: Caller) -> bool:
    """Whether somebody comes without a code or a device's key, which open their own event only."""
    return not who.code and not who.device and who.view_as is None


async def find_visitor(tx: ReadTx, who: Caller, event_id: UUID) -> EventAccess | None:
    """A buyer's access to an event that anybody may open, is open, and sells tickets; else None.

    They see seats where buyers choose them.
    """
    if not may_visit(who):
        return None
    await tx.enter(Principal(user_id=who.user_id))
    place = await public_place(tx, event_id)
    if place is None:
        return None
    hidden = await hidden_people(tx) if who.user_id else frozenset()
    await tx.enter(Principal(organization_id=place.organization_id, user_id=who.user_id))
    event = await event_by_id(tx, event_id)
    if event is None or not event.is_open or event.host_user_id in hidden:
        return None
    if not await most_held(tx, event_id):
        return None
    rights = SEATS if event.seat_selection == "guest" else frozenset({"hold_seats"})
    actor = who.token.actor if who.token else VISITOR
    return EventAccess(event=event, actor=actor, rights=rights, token=who.token)


async def enter_or_visit(
    door: HotDoor,
    entering: Entering,
    keep: Callable[[ReadTx, EventAccess], Awaitable[AccessT]],
) -> AccessT:
    """`enter_hot`, or a buyer's access.

    Raises:
        NotKnown, NotFound: as `enter_hot`, and the event sells nothing to anybody.
    """
    try:
        return await enter_hot(door, entering, keep)
    except (NotKnown, NotFound):
        async with door.database.read() as tx:
            access = await find_visitor(tx, entering.who, id_of(entering.key))
            if access is None:
                raise
            return await keep(tx, access)


def id_of(key: str) -> UUID:
    """An event's id from the path.

    Raises:
        NotFound: it is none.
    """
    try:
        return UUID(key)
    except ValueError:
        raise NotFound from None


def visitor_access(right: str) -> Dependency:
    """`event_access`, or a buyer's access."""
    known = event_access(right)

    async def access(request: Request, event_id: UUID, who: CurrentCaller, tx: Read) -> EventAccess:
        try:
            return await known(request, event_id, who, tx)
        except (NotKnown, NotFound):
            found = await find_visitor(tx, who, event_id)
            if found is None:
                raise
        found.need(right)
        return found

    access.right = right  # type: ignore[attr-defined]
    return access
