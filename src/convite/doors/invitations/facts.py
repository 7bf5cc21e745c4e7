"""Facts of an invitation, all in the event's stream."""

from uuid import UUID

from convite.core.log import Fact

CHANNELS = ("events/{event_id}/invitations", "invitations/{invitation_id}")


class InvitationCreated(Fact, frozen=True, kw_only=True):
    """A party was invited."""

    action = "invitation_created"
    object_type = "invitation"
    channels = CHANNELS
    private = frozenset({"label"})
    invitation_id: UUID
    label: str
    status: str = "pending"
    version: int = 1


class InvitationUpdated(Fact, frozen=True, kw_only=True):
    """An invitation's details or its derived status changed."""

    action = "invitation_updated"
    object_type = "invitation"
    channels = CHANNELS
    private = frozenset({"label"})
    private_changes = frozenset({"label", "message"})
    invitation_id: UUID
    label: str
    status: str
    version: int


class InvitationSent(Fact, frozen=True, kw_only=True):
    """An invitation was sent; the reaction to this fact writes the e-mails."""

    action = "invitation_sent"
    object_type = "invitation"
    channels = CHANNELS
    invitation_id: UUID
    #: How often it has been sent, including this time; each time is a separate message.
    time: int


class InvitationOpened(Fact, frozen=True, kw_only=True):
    """Somebody opened the invitation's page."""

    action = "invitation_opened"
    object_type = "invitation"
    channels = CHANNELS
    invitation_id: UUID


class InvitationCanceled(Fact, frozen=True, kw_only=True):
    """An invitation was canceled; its seats and places are free."""

    action = "invitation_canceled"
    object_type = "invitation"
    channels = CHANNELS
    invitation_id: UUID


class InvitationDeleted(Fact, frozen=True, kw_only=True):
    """An invitation was deleted."""

    action = "invitation_deleted"
    object_type = "invitation"
    channels = CHANNELS
    invitation_id: UUID


class PartyAnswered(Fact, frozen=True, kw_only=True):
    """A party replied through its link; it gets a confirmation."""

    action = "party_answered"
    object_type = "invitation"
    channels = ()
    invitation_id: UUID


class GuestWrote(Fact, frozen=True, kw_only=True):
    """A party's reply carries a message to the host; the reaction to this fact puts it in the inbox."""

    action = "guest_wrote"
    object_type = "invitation"
    channels = ()
    private = frozenset({"text"})
    invitation_id: UUID
    text: str
