"""Who opens an event's wall by the API: its team, and accounts that come."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request

from convite.core.access import SecondFactorNeeded
from convite.core.db import Principal
from convite.core.problems import NotAllowed, NotFound
from convite.core.request import CurrentCaller, LoggedIn, Read
from convite.doors.wall.queries import Visitor, account_visitor, team_visitor
from convite.events.event.policy import EventAccess, enter_event, is_admin_read, judge
from convite.events.event.queries import event_by_id, place_of
from convite.people.identity.queries import user_by_id


async def wall_access(
    request: Request, event_id: UUID, who: CurrentCaller, login: LoggedIn, tx: Read
) -> Visitor:
    """A dependency: the wall of the event in the path, for its team and for accounts that come.

    Raises:
        NotFound: for anybody else, or the event has no wall.
        NotAllowed: an admin of the platform, who only reads, would write.
    """
    try:
        access = await enter_event(tx, who, "event", event_id)
    except (NotFound, SecondFactorNeeded):  # an admin without a second factor may come as a guest
        access = None
    if access is not None:
        return await of_team(request, access)
    place = await place_of(tx, "event", event_id)
    if place is None:
        raise NotFound
    await tx.enter(Principal(organization_id=place.organization_id, user_id=login.user_id))
    event, user = await event_by_id(tx, event_id), await user_by_id(tx, login.user_id)
    if event is None or user is None:
        raise NotFound
    visitor = await account_visitor(tx, event, login.actor, user)
    if visitor is None or not visitor.is_on or event.taken_down_at is not None:
        raise NotFound
    return visitor


async def of_team(request: Request, access: EventAccess) -> Visitor:
    """One of the event's team, if their role lets them see it."""
    await judge(request, access, "view_event")
    if is_admin_read(access) and request.method != "GET":
        raise NotAllowed("Your role on this event doesn't allow this.")
    can_decide = access.can("edit_guests")
    return team_visitor(access.event, access.actor, access.user_id, can_decide=can_decide)


async def remover_access(
    request: Request, event_id: UUID, who: CurrentCaller, login: LoggedIn, tx: Read
) -> Visitor:
    """A dependency: the same for whoever removes a post; others' need the right to decide."""
    return await wall_access(request, event_id, who, login, tx)


wall_access.right = "view_event"  # type: ignore[attr-defined]
remover_access.right = "edit_guests"  # type: ignore[attr-defined]
OnWall = Annotated[Visitor, Depends(wall_access)]
Removes = Annotated[Visitor, Depends(remover_access)]
