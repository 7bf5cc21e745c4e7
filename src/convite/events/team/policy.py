"""Who may see and change an event's team.

Everybody in the team sees it. Admins invite, change and remove; whoever wants to leave may do so.
"""

from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Request

from convite.core.problems import NotFound
from convite.core.request import CurrentCaller, Read
from convite.events.event.policy import EventAccess, enter_counted, event_access
from convite.events.members.models import EventMember
from convite.events.team.queries import member_by_key
from convite.people.identity.models import User

RIGHT = "manage_members"

SeeTeam = Annotated[EventAccess, Depends(event_access("view_event"))]
ManageTeam = Annotated[EventAccess, Depends(event_access(RIGHT))]


@dataclass(frozen=True, kw_only=True)
class MemberAccess:
    """A member whom the caller may change or remove."""

    event: EventAccess
    member: EventMember
    user: User | None


async def found_member(tx: Read, access: EventAccess, key: UUID) -> MemberAccess:
    """The member, by their own id or their account's; 404 if they aren't in the team."""
    row: Any = await member_by_key(tx, access.event.id, key)
    if row is None:
        raise NotFound
    return MemberAccess(event=access, member=row[0], user=row[1])


async def managed_member(user_id: UUID, access: ManageTeam, tx: Read) -> MemberAccess:
    """A member, for whoever manages the team."""
    return await found_member(tx, access, user_id)


async def leaving_member(
    request: Request, event_id: UUID, user_id: UUID, who: CurrentCaller, tx: Read
) -> MemberAccess:
    """A member to be removed: by whoever manages the team, or by themselves."""
    access = await enter_counted(request, tx, who, "event", event_id)
    if access.token is None:
        access.need(RIGHT)
    found = await found_member(tx, access, user_id)
    if found.member.user_id != access.user_id:
        access.need(RIGHT)
    return found


leaving_member.right = RIGHT  # type: ignore[attr-defined]

ManagedMember = Annotated[MemberAccess, Depends(managed_member)]
LeavingMember = Annotated[MemberAccess, Depends(leaving_member)]
