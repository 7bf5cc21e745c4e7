"""Facts of invitations to an organization, all in its stream."""

from uuid import UUID

from convite.core.log import Fact


class OrganizationMemberInvited(Fact, frozen=True, kw_only=True):
    """Somebody was invited to the organization, or again; they get a mail."""

    action = "organization_member_invited"
    object_type = "organization_member"
    role: str
    #: The link that is mailed.
    challenge_id: UUID
