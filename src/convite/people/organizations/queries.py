"""Queries of tenants."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import DateTime, Select, Uuid, bindparam, column, func, or_, select, table

from convite.core.db import ReadTx, locked
from convite.core.paging import Page, PageQuery, page
from convite.core.prepared import Prepared
from convite.people.organizations.models import Organization, OrganizationMember
from convite.people.organizations.schemas import OrganizationMemberOut

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
    select(OrganizationMember.role)
    .join(Organization, Organization.id == OrganizationMember.organization_id)
    .where(
        Organization.deleted_at.is_(None),
        OrganizationMember.organization_id == bindparam("organization_id"),
        OrganizationMember.user_id == bindparam("user_id"),
        OrganizationMember.status == "active",
    )
)


async def role_in(tx: ReadTx, organization_id: UUID, user_id: UUID) -> str | None:
    """The user's role in the organization, or None."""
    row = await ROLE.first(tx, organization_id=organization_id, user_id=user_id)
    return row[0] if row else None


def mine(user_id: UUID) -> Select[Organization, str]:
    """The organizations that a user is a member of, with their role."""
    return (
        select(Organization, OrganizationMember.role)
        .join(OrganizationMember, OrganizationMember.organization_id == Organization.id)
        .where(
            Organization.deleted_at.is_(None),
            OrganizationMember.user_id == user_id,
            OrganizationMember.status == "active",
        )
    )


async def organizations_page(
    tx: ReadTx, query: PageQuery, shape: Callable[[Any], ShapeT], *, user_id: UUID
) -> Page[ShapeT]:
    """A page of the organizations the user is a member of, the oldest first."""
    by = [Organization.created_at, Organization.id]
    return await page(tx, mine(user_id), query, by, shape)


#: Users are a floor-mate that imports this part; only their name and address are read here.
USERS = table("users", column("id", Uuid), column("name"), column("email"), column("email_key"))


def members_of(organization_id: UUID) -> Select[OrganizationMember, str, str]:
    """The organization's members and who is invited, each with their account's name and address."""
    return (
        select(OrganizationMember, USERS.c.name, USERS.c.email)
        .outerjoin(USERS, USERS.c.id == OrganizationMember.user_id)
        .where(
            OrganizationMember.organization_id == organization_id,
            OrganizationMember.status != "removed",
        )
    )


async def members_page(
    tx: ReadTx, organization_id: UUID, query: PageQuery
) -> Page[OrganizationMemberOut]:
    """A page of the organization's members, in the order they were added."""
    by = [OrganizationMember.created_at, OrganizationMember.id]
    return await page(tx, members_of(organization_id), query, by, member_out)


def member_out(row: Any) -> OrganizationMemberOut:
    """A member as the API shows them."""
    member, name, email = row[0], row[1], row[2]
    shown = {
        field: getattr(member, field)
        for field in OrganizationMemberOut.model_fields
        if field not in {"name", "email"}
    }
    return OrganizationMemberOut(
        **shown, name=name or member.email or "?", email=email or member.email
    )


async def member_by_key(tx: ReadTx, organization_id: UUID, key: UUID) -> Any:
    """A member or somebody invited, with name and address, by their own id or their account's."""
    same = or_(OrganizationMember.id == key, OrganizationMember.user_id == key)
    return (await tx.execute(members_of(organization_id).where(same))).one_or_none()


async def invited_as(tx: ReadTx, organization_id: UUID, address_key: str) -> Any:
    """Who has this address: somebody invited by it, or a member by their account; None if nobody."""
    same = or_(
        OrganizationMember.email_key == address_key,
        select(USERS.c.id).where(USERS.c.email_key == address_key).scalar_subquery()
        == OrganizationMember.user_id,
    )
    return (await tx.execute(members_of(organization_id).where(same).limit(1))).one_or_none()


async def any_member(tx: ReadTx, organization_id: UUID, user_id: UUID) -> OrganizationMember | None:
    """The user's membership, even one that ended."""
    found = await tx.execute(
        select(OrganizationMember).where(
            OrganizationMember.organization_id == organization_id,
            OrganizationMember.user_id == user_id,
        )
    )
    return found.scalar_one_or_none()


async def owners_locked(tx: ReadTx, organization_id: UUID) -> list[UUID]:
    """The user ids of the organization's owners, locked in one order.

    Two owners who leave at once wait for each other, so that one of them stays.
    """
    found = await tx.execute(
        locked(
            select(OrganizationMember.user_id)
            .where(
                OrganizationMember.organization_id == organization_id,
                OrganizationMember.role == "owner",
                OrganizationMember.status == "active",
            )
            .order_by(OrganizationMember.id)
        )
    )
    return [key for key in found.scalars() if key is not None]


async def count_members(tx: ReadTx, organization_id: UUID) -> int:
    """How many members the organization has, including those who are invited."""
    counted = select(func.count()).where(
        OrganizationMember.organization_id == organization_id,
        OrganizationMember.status != "removed",
    )
    return (await tx.execute(counted)).scalar_one()


#: The part of events, which are on a floor above, makes the table.
EVENTS = table("events", column("organization_id", Uuid), column("deleted_at", DateTime))


async def has_events(tx: ReadTx, organization_id: UUID) -> bool:
    """Whether the organization has events, besides deleted ones."""
    statement = select(EVENTS.c.organization_id).where(
        EVENTS.c.organization_id == organization_id, EVENTS.c.deleted_at.is_(None)
    )
    return (await tx.execute(statement.limit(1))).first() is not None
