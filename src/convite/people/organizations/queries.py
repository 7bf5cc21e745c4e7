"""Queries of tenants."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select, text

from convite.core.db import ReadTx
from convite.core.paging import Page, PageQuery, page
from convite.people.organizations.models import Organization, OrganizationMember

ShapeT = TypeVar("ShapeT")


async def tenant_of(tx: ReadTx, kind: str, key: UUID) -> UUID | None:
    """Only the tenant of an object; None if the object doesn't exist."""
    found = await tx.execute(text("SELECT tenant_of(:kind, :key)"), {"kind": kind, "key": key})
    tenant: UUID | None = found.scalar_one()
    return tenant


async def organization_by_id(tx: ReadTx, organization_id: UUID) -> Organization | None:
    """The organization, or None if the caller's transaction can't see it."""
    found = await tx.execute(select(Organization).where(Organization.id == organization_id))
    return found.scalar_one_or_none()


async def role_in(tx: ReadTx, organization_id: UUID, user_id: UUID) -> str | None:
    """The user's role in the organization, or None."""
    found = await tx.execute(
        select(OrganizationMember.role).where(
            OrganizationMember.organization_id == organization_id,
            OrganizationMember.user_id == user_id,
            OrganizationMember.status == "active",
        )
    )
    return found.scalar_one_or_none()


async def organizations_page(
    tx: ReadTx, query: PageQuery, shape: Callable[[Any], ShapeT]
) -> Page[ShapeT]:
    """A page of the organizations the transaction's user is a member of (by policy)."""
    by = [Organization.created_at, Organization.id]
    return await page(tx, select(Organization), query, by, lambda row: shape(row[0]))
