"""Facts of organizations and their members, all in the organization's stream.

A fact that takes rights away names its user by `user_id`: they are asked for their rights again on all
their sockets and streams of the organization's events: `live.follower`.
"""

from uuid import UUID

from convite.core.log import Fact


class OrganizationCreated(Fact, frozen=True, kw_only=True):
    """An organization was created."""

    action = "organization_created"
    object_type = "organization"


class OrganizationChanged(Fact, frozen=True, kw_only=True):
    """An organization's details changed."""

    action = "organization_changed"
    object_type = "organization"


class OrganizationDeleted(Fact, frozen=True, kw_only=True):
    """An organization was deleted."""

    action = "organization_deleted"
    object_type = "organization"


class OrganizationMemberAdded(Fact, frozen=True, kw_only=True):
    """Somebody is a member of the organization now."""

    action = "organization_member_added"
    object_type = "organization_member"
    user_id: UUID
    role: str


class OrganizationMemberChanged(Fact, frozen=True, kw_only=True):
    """A member's role changed."""

    action = "organization_member_changed"
    object_type = "organization_member"
    user_id: UUID | None
    role: str


class OrganizationMemberRemoved(Fact, frozen=True, kw_only=True):
    """Somebody was removed from the organization, or left it; or an invitation was withdrawn."""

    action = "organization_member_removed"
    object_type = "organization_member"
    user_id: UUID | None
    role: str
    #: Whether it was their own decision.
    has_left: bool
