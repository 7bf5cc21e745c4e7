"""Facts of an event's team, all in the event's stream.

Whoever is named by `user_id` in a fact that takes rights away is asked for their rights again on all their
sockets and streams: `live.follower`.
"""

from uuid import UUID

from convite.core.log import Fact

TEAM = ("events/{event_id}/operations",)
PERSONAL = frozenset({"name"})


class MemberInvited(Fact, frozen=True, kw_only=True):
    """Somebody was invited to the team, or added to it; they get a mail."""

    action = "member_invited"
    object_type = "member"
    channels = TEAM
    private = PERSONAL
    member_id: UUID
    user_id: UUID | None
    role: str
    name: str
    #: The link that is mailed; none to somebody who is a member at once.
    challenge_id: UUID | None


class MemberInvitationSent(Fact, frozen=True, kw_only=True):
    """An invitation to the team was sent again."""

    action = "member_invitation_sent"
    object_type = "member"
    channels = TEAM
    private = PERSONAL
    member_id: UUID
    role: str
    name: str
    challenge_id: UUID


class MemberJoined(Fact, frozen=True, kw_only=True):
    """Somebody who was invited is a member now."""

    action = "member_joined"
    object_type = "member"
    channels = TEAM
    private = PERSONAL
    member_id: UUID
    user_id: UUID
    role: str
    name: str


class MemberChanged(Fact, frozen=True, kw_only=True):
    """A member's role, duties, permissions or name changed."""

    action = "member_changed"
    object_type = "member"
    channels = TEAM
    private = PERSONAL
    private_changes = frozenset({"display_name"})
    member_id: UUID
    user_id: UUID | None
    role: str
    name: str


class MemberViewed(Fact, frozen=True, kw_only=True):
    """An admin began to see the event as a member sees it. Nothing changed."""

    action = "member_viewed"
    object_type = "member"
    channels = TEAM
    private = PERSONAL
    member_id: UUID
    role: str
    name: str


class MemberRemoved(Fact, frozen=True, kw_only=True):
    """Somebody was removed from the team, or left it."""

    action = "member_removed"
    object_type = "member"
    channels = TEAM
    private = PERSONAL
    member_id: UUID
    user_id: UUID | None
    role: str
    name: str
    #: Whether it was their own decision.
    has_left: bool
