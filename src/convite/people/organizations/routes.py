"""HTTP routes of organizations and their members."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter

from convite.core.db import Principal
from convite.core.idempotency import KeyedRoute
from convite.core.paging import Page, Paging
from convite.core.problems import NotFound
from convite.core.request import LoggedIn, Read, Write
from convite.core.shapes import check_version
from convite.people.organizations import actions
from convite.people.organizations.models import Organization
from convite.people.organizations.policy import RIGHTS, InOrganization, Managed, known_organization
from convite.people.organizations.queries import (
    member_by_key,
    member_out,
    members_page,
    organizations_page,
)
from convite.people.organizations.schemas import (
    OrganizationFields,
    OrganizationMemberOut,
    OrganizationMemberUpdate,
    OrganizationOut,
    OrganizationUpdate,
)

router = APIRouter(prefix="/api/organizations", tags=["Organizations"], route_class=KeyedRoute)


def organization_out(row: Organization, role: str) -> OrganizationOut:
    """The organization, with a member's role and rights."""
    values = {
        name: getattr(row, name)
        for name in OrganizationOut.model_fields
        if name not in {"role", "can"}
    }
    return OrganizationOut(**values, role=role, can=dict.fromkeys(sorted(RIGHTS[role]), True))


@router.get("")
async def organizations(token: LoggedIn, tx: Read, query: Paging) -> Page[OrganizationOut]:
    """The organizations the caller is a member of, the oldest first."""
    await tx.enter(Principal(user_id=token.user_id))

    def shape(row: Any) -> OrganizationOut:
        return organization_out(row[0], row[1])

    return await organizations_page(tx, query, shape, user_id=token.user_id)


@router.post("", status_code=201)
async def create_organization(
    body: OrganizationFields, token: LoggedIn, tx: Write
) -> OrganizationOut:
    """Creates an organization, which the caller owns."""
    row = await actions.create_organization(tx, token.actor, body, user_id=token.user_id)
    return organization_out(row, "owner")


@router.get("/{organization_id}")
async def organization(access: InOrganization, tx: Read) -> OrganizationOut:
    """One organization."""
    row = await known_organization(tx, access.organization_id)
    return organization_out(row, access.role)


@router.put("/{organization_id}", operation_id="put_organization")
@router.patch("/{organization_id}", operation_id="patch_organization")
async def change_organization(
    body: OrganizationUpdate, access: Managed, tx: Write
) -> OrganizationOut:
    """Changes the fields sent."""
    row = await known_organization(tx, access.organization_id)
    values = body.sent()
    current = organization_out(row, access.role).model_dump(mode="json")
    check_version(row, values.pop("version", None), current)
    changed = await actions.change_organization(tx, access.token.actor, row, values)
    return organization_out(changed, access.role)


@router.delete("/{organization_id}", status_code=204)
async def delete_organization(access: Managed, tx: Write) -> None:
    """Deletes an organization that has no events any more; only owners may."""
    access.need("own_organization")
    row = await known_organization(tx, access.organization_id)
    await actions.delete_organization(tx, access.token.actor, row)


@router.get("/{organization_id}/members")
async def organization_members(
    access: InOrganization, tx: Read, query: Paging
) -> Page[OrganizationMemberOut]:
    """The organization's members and who is invited to it, in the order they were added."""
    return await members_page(tx, access.organization_id, query)


async def found_member(tx: Read, organization_id: UUID, user_id: UUID) -> Any:
    """The member's row; 404 if there is none."""
    row = await member_by_key(tx, organization_id, user_id)
    if row is None:
        raise NotFound
    return row


@router.patch("/{organization_id}/members/{user_id}")
async def change_organization_member(
    user_id: UUID, body: OrganizationMemberUpdate, access: Managed, tx: Write
) -> OrganizationMemberOut:
    """Changes a member's role. `user_id` is the account's id or the member's own."""
    row = await found_member(tx, access.organization_id, user_id)
    check_version(row[0], body.version, member_out(row).model_dump(mode="json"))
    await actions.change_member(tx, access.token.actor, row[0], body.role, by=access.role)
    return member_out(await found_member(tx, access.organization_id, user_id))


@router.delete("/{organization_id}/members/{user_id}", status_code=204)
async def remove_organization_member(user_id: UUID, access: InOrganization, tx: Write) -> None:
    """Removes a member, or withdraws an invitation. Whoever removes themselves leaves."""
    if user_id != access.token.user_id:
        access.need("manage_organization")
    row = await found_member(tx, access.organization_id, user_id)
    await actions.remove_member(tx, access.token.actor, row[0], by=access.role)
