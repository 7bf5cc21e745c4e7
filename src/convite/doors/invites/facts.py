"""Facts of share links, in the event's stream."""

from uuid import UUID

from convite.core.log import Fact

CHANNELS = ("events/{event_id}/invitations",)


class DirectInvited(Fact, frozen=True, kw_only=True):
    """One person was invited; if they have an account, the reaction to this fact tells them."""

    action = "direct_invited"
    object_type = "invitation"
    channels = ()
    invitation_id: UUID


class ShareLinkCreated(Fact, frozen=True, kw_only=True):
    """A link was made by which a number of people can come."""

    action = "share_link_created"
    object_type = "invitation"
    channels = CHANNELS
    invitation_id: UUID
    max_guests: int


class ShareLinkUsed(Fact, frozen=True, kw_only=True):
    """Somebody came by a share link, alone or with others."""

    action = "share_link_used"
    object_type = "invitation"
    channels = CHANNELS
    invitation_id: UUID
    user_id: UUID
    places: int


class ShareLinkEnded(Fact, frozen=True, kw_only=True):
    """A share link was ended; who came by it still comes."""

    action = "share_link_ended"
    object_type = "invitation"
    channels = CHANNELS
    invitation_id: UUID
