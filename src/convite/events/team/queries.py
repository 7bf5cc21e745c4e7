"""Queries of an event's team."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select

from convite.core.db import ReadTx, locked
from convite.core.paging import Page, PageQuery, page
from convite.events.members.models import EventMember
from convite.events.members.policy import BOOK_RIGHT, rights_of
from convite.events.team.schemas import MemberOut
from convite.people.identity.models import User
from convite.people.organizations.models import OrganizationMember
from convite.people.organizations.policy import RIGHTS as ORGANIZATION_RIGHTS
from convite.people.organizations.queries import role_in


def members_of(event_id: UUID) -> Select[EventMember, User]:
    """The event's living members, each with their account."""
    return (
        select(EventMember, User)
        .outerjoin(User, User.id == EventMember.user_id)
        .where(EventMember.event_id == event_id, EventMember.status != "removed")
    )


async def members_page(tx: ReadTx, event_id: UUID, query: PageQuery) -> Page[MemberOut]:
    """A page of the team, in the order they were invited."""
    by = [EventMember.created_at, EventMember.id]
    return await page(tx, members_of(event_id), query, by, lambda row: member_out(row[0], row[1]))


def member_out(member: EventMember, user: User | None) -> MemberOut:
    """A member as the API shows them."""
    email = user.email if user is not None else member.email
    shown = {
        name: getattr(member, name)
        for name in MemberOut.model_fields
        if name not in {"name", "email"}
    }
    return MemberOut(**shown, email=email, name=name_of(member, user))


def name_of(member: EventMember, user: User | None) -> str:
    """How a member is called: in the team, else by their account, else by their address."""
    return member.display_name or (user.name if user is not None else None) or member.email or "?"


async def member_by_key(tx: ReadTx, event_id: UUID, key: UUID) -> Any:
    """A living member with their account, by their own id or their account's; None if there is none."""
    same = or_(EventMember.id == key, EventMember.user_id == key)
    return (await tx.execute(members_of(event_id).where(same).limit(1))).one_or_none()


async def member_for(
    tx: ReadTx, event_id: UUID, *, user_id: UUID | None, email_key: str | None
) -> EventMember | None:
    """The event's living member with this account or address."""
    known = {EventMember.user_id: user_id, EventMember.email_key: email_key}
    same = or_(*(column == value for column, value in known.items() if value is not None))
    statement = members_of(event_id).where(same).with_only_columns(EventMember).limit(1)
    found: EventMember | None = (await tx.execute(statement)).scalar_one_or_none()
    return found


#: The right to read what guests write.
READS = "see_contacts"


async def readers_of(tx: ReadTx, event_id: UUID, organization_id: UUID) -> list[User]:
    """Everybody who may read an event's guests: its members, and its organization's admins."""
    members = await tx.execute(
        select(User, EventMember.role, EventMember.permissions, EventMember.duties)
        .join(EventMember, EventMember.user_id == User.id)
        .where(EventMember.event_id == event_id, EventMember.status == "active")
        .where(User.deleted_at.is_(None), User.is_active)
    )
    admins = await tx.execute(
        select(User, OrganizationMember.role)
        .join(OrganizationMember, OrganizationMember.user_id == User.id)
        .where(OrganizationMember.organization_id == organization_id)
        .where(OrganizationMember.status == "active", User.deleted_at.is_(None), User.is_active)
    )
    readers = [
        (user, rights_of(role, permissions, None, duties))
        for user, role, permissions, duties in members
    ] + [(user, rights_of(None, [], role)) for user, role in admins]
    return list({user.id: user for user, rights in readers if READS in rights}.values())


async def count_members(tx: ReadTx, event_id: UUID) -> int:
    """How many are in the team or invited to it."""
    counted = select(func.count()).where(
        EventMember.event_id == event_id, EventMember.status != "removed"
    )
    return (await tx.execute(counted)).scalar_one()


async def admins_locked(tx: ReadTx, event_id: UUID) -> list[UUID]:
    """The event's active admins, locked in one order.

    Of two admins who remove each other at once, the second waits here, and then finds only one left.
    """
    statement = (
        select(EventMember.id)
        .where(
            EventMember.event_id == event_id,
            EventMember.role == "admin",
            EventMember.status == "active",
        )
        .order_by(EventMember.id)
    )
    return list((await tx.execute(locked(statement))).scalars())


@dataclass(frozen=True, kw_only=True)
class Invited:
    """An invitation that waits for an account."""

    member_id: UUID
    organization_id: UUID


async def my_invitations(tx: ReadTx) -> list[Invited]:
    """Invitations to the address that the transaction's user has proven, in all tenants (500 at most)."""
    rows = await tx.driver.fetch("SELECT member_id, organization_id FROM my_team_invitations()")
    return [Invited(member_id=row[0], organization_id=row[1]) for row in rows]


#: Most events of one organization by which somebody reaches its guests.
MAX_EVENTS = 2000


async def reach_in_book(
    tx: ReadTx, organization_id: UUID, user_id: UUID | None
) -> frozenset[UUID] | None:
    """The events whose guests a user may see and change; None if it's the whole address book.

    See `BOOK_RIGHT`. Programs that act for nobody reach everybody.
    """
    role = await role_in(tx, organization_id, user_id) if user_id else "owner"
    if role is not None and BOOK_RIGHT in ORGANIZATION_RIGHTS[role]:
        return None
    found = await tx.execute(
        select(EventMember.event_id, EventMember.role, EventMember.permissions, EventMember.duties)
        .where(EventMember.organization_id == organization_id, EventMember.user_id == user_id)
        .where(EventMember.status == "active")
        .limit(MAX_EVENTS)
    )
    return frozenset(
        event_id
        for event_id, own, permissions, duties in found
        if BOOK_RIGHT in rights_of(own, permissions, None, duties)
    )


async def is_in_reach(tx: ReadTx, guest_id: UUID, events: frozenset[UUID] | None) -> bool:
    """Whether a guest is on one of these events' lists; everybody is if there are no limits."""
    if events is None:
        return True
    row = await tx.driver.fetchval(IN_REACH, guest_id, list(events))
    return bool(row)


# Served by attendees_guest_index.
IN_REACH = "SELECT EXISTS (SELECT 1 FROM attendees WHERE guest_id = $1 AND event_id = ANY ($2))"
