"""Permissions in an organization, as data, and the dependencies that check them."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query

from convite.core.access import Token
from convite.core.db import Principal, ReadTx
from convite.core.problems import NotAllowed, NotFound
from convite.core.request import LoggedIn, Read
from convite.people.organizations.models import Organization
from convite.people.organizations.queries import organization_by_id, role_in

MANAGER = frozenset({"see_organization", "see_guests", "edit_guests", "create_events"})

RIGHTS: dict[str, frozenset[str]] = {
    "owner": MANAGER | {"manage_organization", "own_organization"},
    "admin": MANAGER | {"manage_organization"},
    "manager": MANAGER,
    "agent": frozenset({"see_organization", "see_guests"}),
    "client": frozenset({"see_organization"}),
}


@dataclass(frozen=True, kw_only=True)
class OrganizationAccess:
    """An organization the caller acts in, with their permissions there."""

    token: Token
    organization_id: UUID
    rights: frozenset[str]
    role: str

    def can(self, right: str) -> bool:
        """Whether the caller has the permission."""
        return right in self.rights

    def need(self, right: str) -> None:
        """Checks that the caller has the permission.

        Raises:
            NotAllowed: they don't.
        """
        if right not in self.rights:
            raise NotAllowed("Your role in this organization doesn't allow this.")


async def enter_organization(tx: ReadTx, token: Token, organization_id: UUID) -> OrganizationAccess:
    """Opens the transaction for the organization; 404 to strangers."""
    await tx.enter(Principal(organization_id=organization_id, user_id=token.user_id))
    role = await role_in(tx, organization_id, token.user_id)
    if role is None or token.bound_to not in (None, organization_id):
        raise NotFound
    return OrganizationAccess(
        token=token,
        organization_id=organization_id,
        rights=token.limit(RIGHTS[role], organization_id),
        role=role,
    )


async def acting_in(
    token: LoggedIn, tx: Read, organization_id: Annotated[UUID | None, Query()] = None
) -> OrganizationAccess:
    """The organization named by `organization_id`, else the caller's personal one."""
    return await enter_organization(tx, token, organization_id or token.organization_id)


ActingIn = Annotated[OrganizationAccess, Depends(acting_in)]


async def known_organization(tx: ReadTx, organization_id: UUID) -> Organization:
    """The organization that was entered.

    Raises:
        NotFound: it was deleted meanwhile.
    """
    row = await organization_by_id(tx, organization_id)
    if row is None or row.deleted_at is not None:
        raise NotFound
    return row


async def organization_access(
    organization_id: UUID, token: LoggedIn, tx: Read
) -> OrganizationAccess:
    """The organization named in the path, for its members; 404 to strangers."""
    return await enter_organization(tx, token, organization_id)


InOrganization = Annotated[OrganizationAccess, Depends(organization_access)]


async def managed_organization(access: InOrganization) -> OrganizationAccess:
    """The organization, for its owners and admins."""
    access.need("manage_organization")
    return access


Managed = Annotated[OrganizationAccess, Depends(managed_organization)]
