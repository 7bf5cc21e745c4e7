"""Writes of organizations and their members."""

from typing import Any
from uuid import UUID

from convite.core.clock import now
from convite.core.db import Principal, Tx, load
from convite.core.ids import new_id
from convite.core.log import Actor, Stream, record
from convite.core.machine import move_many
from convite.core.problems import Conflict, NotAllowed, NotFound
from convite.core.shapes import patch
from convite.people.organizations.facts import (
    OrganizationChanged,
    OrganizationCreated,
    OrganizationDeleted,
    OrganizationMemberAdded,
    OrganizationMemberChanged,
    OrganizationMemberRemoved,
)
from convite.people.organizations.models import Organization, OrganizationMember
from convite.people.organizations.queries import (
    any_member,
    count_members,
    has_events,
    owners_locked,
)
from convite.people.organizations.schemas import OrganizationFields

#: Most members of one organization.
MAX_MEMBERS = 1000


async def create_organization(
    tx: Tx, actor: Actor, body: OrganizationFields, *, user_id: UUID
) -> Organization:
    """Creates an organization; whoever creates it owns it. Enters it."""
    organization_id = new_id()
    await tx.enter(Principal(organization_id=organization_id, user_id=user_id))
    row = Organization(id=organization_id, kind="business", **body.model_dump())
    tx.add(row)
    await tx.flush()
    tx.add_all(
        [
            OrganizationMember(organization_id=organization_id, user_id=user_id, role="owner"),
            Stream(id=organization_id, organization_id=organization_id),
        ]
    )
    await tx.flush()
    fact = OrganizationCreated(organization_id=organization_id, object_id=organization_id)
    await record(tx, actor, fact)
    await tx.refresh(row)
    return row


async def change_organization(
    tx: Tx, actor: Actor, row: Organization, values: dict[str, Any]
) -> Organization:
    """Changes the fields sent."""
    changed = patch(row, values)
    if changed:
        fact = OrganizationChanged(organization_id=row.id, object_id=row.id, changes=changed)
        await record(tx, actor, fact)
        await tx.refresh(row)
    return row


async def delete_organization(tx: Tx, actor: Actor, row: Organization) -> None:
    """Deletes an organization that has no events any more.

    Raises:
        Conflict: it has events, or is somebody's personal one.
    """
    if row.kind == "personal":
        raise Conflict(
            "This is your personal organization. It stays as long as your account.",
            name="personal-organization",
        )
    if await load(tx, Organization, row.id, lock=True) is None:
        raise NotFound
    if await has_events(tx, row.id):
        raise Conflict(
            "This organization still has events. Delete them first.", name="organization-in-use"
        )
    row.deleted_at = now()
    row.version += 1
    await record(tx, actor, OrganizationDeleted(organization_id=row.id, object_id=row.id))


def check_may_give(role_of_actor: str, *roles: str) -> None:
    """Only owners make owners, and change or remove them.

    Raises:
        NotAllowed: the actor isn't one.
    """
    if "owner" in roles and role_of_actor != "owner":
        raise NotAllowed("Only an owner can add, change or remove owners.")


async def check_room(tx: Tx, organization_id: UUID) -> None:
    """Checks that the organization can have one more member.

    Raises:
        Conflict: it has too many.
    """
    if await count_members(tx, organization_id) >= MAX_MEMBERS:
        raise Conflict(
            f"An organization can have at most {MAX_MEMBERS} members. Remove somebody first.",
            name="too-many-organization-members",
        ).with_text(most=MAX_MEMBERS)


async def add_member(
    tx: Tx, actor: Actor, organization_id: UUID, user_id: UUID, role: str
) -> OrganizationMember:
    """Makes an account a member.

    Raises:
        Conflict: it is one already.
    """
    member = await any_member(tx, organization_id, user_id)
    if member is not None and member.status == "active":
        raise Conflict(
            "This person is already a member of the organization.", name="already-in-organization"
        )
    if member is None:
        member = OrganizationMember(
            id=new_id(), organization_id=organization_id, user_id=user_id, role=role
        )
        tx.add(member)
        await tx.flush()
        await record(tx, actor, OrganizationMemberAdded(**placed(member)))
    else:
        member.role = role
        await move_member(tx, member, "active")
        changes = {"status": ("removed", "active")}
        await record(tx, actor, OrganizationMemberAdded(**placed(member), changes=changes))
    return member


async def move_member(tx: Tx, member: OrganizationMember, to: str) -> None:
    """Moves a membership to another state.

    Raises:
        NotFound: somebody else did so meanwhile.
    """
    if not await move_many(tx, OrganizationMember, [member.id], to):
        raise NotFound
    await tx.refresh(member)


def placed(member: OrganizationMember) -> dict[str, Any]:
    """The fields that every fact of a member has."""
    return {
        "organization_id": member.organization_id,
        "object_id": member.id,
        "user_id": member.user_id,
        "role": member.role,
    }


async def keep_an_owner(tx: Tx, member: OrganizationMember) -> OrganizationMember:
    """The member, locked and read again, unless the organization would have no owner without them.

    Raises:
        Conflict: it has no other owner.
        NotFound: they aren't a member any more.
    """
    owners = await owners_locked(tx, member.organization_id)
    if member.status == "active" and owners == [member.user_id]:
        raise Conflict(
            "An organization needs an owner. Make somebody else an owner first.", name="last-owner"
        )
    row = await load(tx, OrganizationMember, member.id, lock=True)
    if row is None or row.status == "removed":
        raise NotFound
    return row


async def change_member(
    tx: Tx, actor: Actor, member: OrganizationMember, role: str, *, by: str
) -> OrganizationMember:
    """Changes a member's role.

    Raises:
        Conflict: they are the last owner.
        NotAllowed: only owners may.
    """
    check_may_give(by, member.role, role)
    if role != "owner":
        member = await keep_an_owner(tx, member)
    changed = patch(member, {"role": role})
    if changed:
        await tx.flush()
        await record(tx, actor, OrganizationMemberChanged(**placed(member), changes=changed))
        await tx.refresh(member)
    return member


async def remove_member(tx: Tx, actor: Actor, member: OrganizationMember, *, by: str) -> None:
    """Removes a member, or withdraws an invitation; by themselves, they leave.

    Raises:
        Conflict: they are the last owner.
        NotAllowed: only owners remove owners.
    """
    has_left = actor.kind == "user" and actor.id == member.user_id
    if not has_left:
        check_may_give(by, member.role)
    row = await keep_an_owner(tx, member)
    changes = {"status": (row.status, "removed")}
    await move_member(tx, row, "removed")
    fact = OrganizationMemberRemoved(**placed(row), changes=changes, has_left=has_left)
    await record(tx, actor, fact)
