"""HTTP routes of joining an organization."""

from uuid import UUID

from fastapi import APIRouter

from convite.core.idempotency import KeyedRoute
from convite.core.problems import NotFound
from convite.core.request import LoggedIn, Read, Write
from convite.people.memberships import actions
from convite.people.memberships.schemas import OrganizationAccept
from convite.people.organizations.policy import Managed
from convite.people.organizations.queries import member_by_key, member_out
from convite.people.organizations.schemas import OrganizationMemberAdd, OrganizationMemberOut

router = APIRouter(prefix="/api/organizations", tags=["Organizations"], route_class=KeyedRoute)


async def shown(tx: Read, organization_id: UUID, key: UUID) -> OrganizationMemberOut:
    """A member as the API shows them; 404 if there is none."""
    row = await member_by_key(tx, organization_id, key)
    if row is None:
        raise NotFound
    return member_out(row)


@router.post("/{organization_id}/members", status_code=201)
async def add_organization_member(
    body: OrganizationMemberAdd, access: Managed, tx: Write
) -> OrganizationMemberOut:
    """Adds somebody: who has proven their address is a member at once, everybody else is invited.

    The link in the mail works for 7 days, once, and only for the address it was sent to.
    """
    actor, organization_id = access.token.actor, access.organization_id
    member = await actions.invite(tx, actor, organization_id, body, by=access.role)
    return await shown(tx, organization_id, member.id)


@router.post("/{organization_id}/members/{user_id}/send")
async def send_organization_invitation(
    user_id: UUID, access: Managed, tx: Write
) -> OrganizationMemberOut:
    """Sends an invitation again; it can be accepted for another 7 days. `user_id` is the member's id."""
    row = await member_by_key(tx, access.organization_id, user_id)
    if row is None:
        raise NotFound
    await actions.send_again(tx, access.token.actor, row[0], by=access.role)
    return await shown(tx, access.organization_id, user_id)


@router.post("/accept")
async def accept_organization_invitation(
    body: OrganizationAccept, token: LoggedIn, tx: Write
) -> OrganizationMemberOut:
    """Joins by the token of the mailed link; only the account with that address can use it."""
    member = await actions.accept_invitation(tx, token, body.token)
    return await shown(tx, member.organization_id, member.id)
