"""Queries of tenants."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import bindparam, select

from convite.core.db import ReadTx
from convite.core.paging import Page, PageQuery, page
from convite.core.prepared import Prepared
from convite.people.organizations.models import Organization, OrganizationMember

ShapeT = TypeVar("ShapeT")


async def tenant_of(tx: ReadTx, kind: str, key: UUID) -> UUID | None:
    """Only the tenant of an object; None if the object doesn't exist."""
    await tx.ensure_entered()
    tenant: UUID | None = await tx.driver.fetchval("SELECT tenant_of($1, $2)", kind, key)
    return tenant


BY_ID = Prepared(select(Organization).where(Organization.id == bindparam("organization_id")))


async def organization_by_id(tx: ReadTx, organization_id: UUID) -> Organization | None:
    """The organization, or None if the caller's transaction can't see it."""
    row = await BY_ID.first(tx, organization_id=organization_id)
    return row[0] if row else None


ROLE = Prepared(
    select(OrganizationMember.role).where(
        OrganizationMember.organization_id == bindparam("organization_id"),
        OrganizationMember.user_id == bindparam("user_id"),
        OrganizationMember.status == "active",
    )
)


async def role_in(tx: ReadTx, organization_id: UUID, user_id: UUID) -> str | None:
    """The user's role in the organization, or None."""
    row = await ROLE.first(tx, organization_id=organization_id, user_id=user_id)
    return row[0] if row else None


async def organizations_page(
    tx: ReadTx, query: PageQuery, shape: Callable[[Any], ShapeT]
) -> Page[ShapeT]:
    """A page of the organizations the transaction's user is a member of (by policy)."""
    by = [Organization.created_at, Organization.id]
    return await page(tx, select(Organization), query, by, lambda row: shape(row[0]))
