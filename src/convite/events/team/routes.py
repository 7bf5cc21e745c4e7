"""HTTP routes of an event's team."""

from fastapi import APIRouter

from convite.core.idempotency import KeyedRoute
from convite.core.paging import Page, Paging
from convite.core.request import LoggedIn, Read, Write
from convite.core.shapes import check_version
from convite.events.team import actions
from convite.events.team.policy import LeavingMember, ManagedMember, ManageTeam, SeeTeam
from convite.events.team.queries import member_by_key, member_out, members_page
from convite.events.team.schemas import (
    MemberAccept,
    MemberInvitationOut,
    MemberInvite,
    MemberOut,
    MemberUpdate,
)

router = APIRouter(tags=["Members"], route_class=KeyedRoute)


@router.get("/api/events/{event_id}/members")
async def members(access: SeeTeam, tx: Read, query: Paging) -> Page[MemberOut]:
    """The event's team and who is invited to it, in the order they were invited."""
    return await members_page(tx, access.event.id, query)


@router.post("/api/events/{event_id}/invite-member", status_code=201)
async def invite_member(body: MemberInvite, access: ManageTeam, tx: Write) -> MemberOut:
    """Invites somebody by e-mail; who has proven the address is a member at once.

    The link in the mail works for 7 days, once, and only for the address it was sent to.
    """
    member = await actions.invite_member(tx, access.actor, access.event, body)
    row = await member_by_key(tx, access.event.id, member.id)
    return member_out(row[0], row[1])


@router.post("/api/events/{event_id}/members/{user_id}/send")
async def send_member_invitation(access: ManagedMember, tx: Write) -> MemberOut:
    """Sends an invitation again; it can be accepted for another 7 days."""
    member = await actions.send_again(tx, access.event.actor, access.member)
    return member_out(member, access.user)


@router.patch("/api/events/{event_id}/members/{user_id}")
async def change_member(body: MemberUpdate, access: ManagedMember, tx: Write) -> MemberOut:
    """Changes the fields sent. `user_id` is the account's id or the member's own."""
    values = body.sent()
    current = member_out(access.member, access.user).model_dump(mode="json")
    check_version(access.member, values.pop("version", None), current)
    member = await actions.change_member(tx, access.event.actor, access.member, access.user, values)
    return member_out(member, access.user)


@router.post("/api/events/{event_id}/members/{user_id}/view-as")
async def view_as(access: ManagedMember, tx: Write) -> MemberOut:
    """Logs that the caller sees the event as this member from now on.

    Reads with the header `X-View-As: {member id}` then answer with the member's rights. Writes with it
    are refused.
    """
    await actions.view_as(tx, access.event.actor, access.member, access.user)
    return member_out(access.member, access.user)


@router.delete("/api/events/{event_id}/members/{user_id}", status_code=204)
async def remove_member(access: LeavingMember, tx: Write) -> None:
    """Removes a member, or withdraws an invitation. Whoever removes themselves leaves the team."""
    await actions.remove_member(tx, access.event.actor, access.member, access.user)


@router.post("/api/members/invitation", openapi_extra={"x-sends": False})
async def member_invitation(body: MemberAccept, token: LoggedIn, tx: Read) -> MemberInvitationOut:
    """What an invitation is for, by the token of the mailed link; accepts nothing."""
    return await actions.read_invitation(tx, token, body.token)


@router.post("/api/members/accept")
async def accept_member_invitation(body: MemberAccept, token: LoggedIn, tx: Write) -> MemberOut:
    """Joins a team by the token of the mailed link; only the account with that address can use it."""
    member = await actions.accept_invitation(tx, token, body.token)
    row = await member_by_key(tx, member.event_id, member.id)
    return member_out(row[0], row[1])
