"""Facts of an invitation, all in the event's stream."""

from uuid import UUID

from convite.core.log import Fact

SHOWN = ("events/{event_id}/invitations", "invitations/{invitation_id}")


class InvitationCreated(Fact, frozen=True, kw_only=True):
    """A party was invited."""

    action = "invitation_created"
    object_type = "invitation"
    channels = SHOWN
    private = frozenset({"label"})
    invitation_id: UUID
    label: str
    status: str = "pending"
    version: int = 1


class InvitationUpdated(Fact, frozen=True, kw_only=True):
    """An invitation's details or its derived status changed."""

    action = "invitation_updated"
    object_type = "invitation"
    channels = SHOWN
    private = frozenset({"label"})
    private_changes = frozenset({"label", "message"})
    invitation_id: UUID
    label: str
    status: str
    version: int


class InvitationSent(Fact, frozen=True, kw_only=True):
    """It shall go out by e-mail to its guests; what reacts to this writes the messages."""

    action = "invitation_sent"
    object_type = "invitation"
    channels = SHOWN
    invitation_id: UUID
    #: How often it was sent, this time included: each time is a message of its own.
    time: int


class InvitationOpened(Fact, frozen=True, kw_only=True):
    """Somebody looked at it."""

    action = "invitation_opened"
    object_type = "invitation"
    channels = SHOWN
    invitation_id: UUID


class InvitationCanceled(Fact, frozen=True, kw_only=True):
    """The party is not invited any more: seats and places are free."""

    action = "invitation_canceled"
    object_type = "invitation"
    channels = SHOWN
    invitation_id: UUID


class InvitationDeleted(Fact, frozen=True, kw_only=True):
    """It was removed for good."""

    action = "invitation_deleted"
    object_type = "invitation"
    channels = SHOWN
    invitation_id: UUID


class PartyAnswered(Fact, frozen=True, kw_only=True):
    """A party has answered by its link: it is told what was understood."""

    action = "party_answered"
    object_type = "invitation"
    channels = ()
    invitation_id: UUID
