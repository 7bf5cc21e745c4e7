"""Queries of event members."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from convite.core.db import ReadTx
from convite.events.members.models import EventMember
from convite.people.organizations.models import OrganizationMember


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A user's roles for an event."""

    role: str | None
    permissions: list[str]
    organization_role: str | None


async def standing_of(
    tx: ReadTx, user_id: UUID, *, event_id: UUID, organization_id: UUID
) -> Standing:
    """The user's roles on the event and in its organization."""
    member = select(EventMember.role, EventMember.permissions).where(
        EventMember.event_id == event_id,
        EventMember.user_id == user_id,
        EventMember.status == "active",
    )
    role = (await tx.execute(member)).one_or_none()
    organization = select(OrganizationMember.role).where(
        OrganizationMember.organization_id == organization_id,
        OrganizationMember.user_id == user_id,
        OrganizationMember.status == "active",
    )
    return Standing(
        role=role.role if role else None,
        permissions=role.permissions if role else [],
        organization_role=(await tx.execute(organization)).scalar_one_or_none(),
    )
