"""Facts of an event's inbox, all in the event's stream."""

from uuid import UUID

from convite.core.log import Fact

CHANNELS = ("events/{event_id}/invitations",)


class MessageReceived(Fact, frozen=True, kw_only=True):
    """A guest's message is in the inbox; the reaction to this fact notifies the event's team."""

    action = "message_received"
    object_type = "message"
    channels = CHANNELS
    message_id: UUID
    invitation_id: UUID | None


class MessageRead(Fact, frozen=True, kw_only=True):
    """One of the team read a guest's message, which counts for all of them."""

    action = "message_read"
    object_type = "message"
    channels = CHANNELS
    message_id: UUID
    invitation_id: UUID | None


class MessageAnswered(Fact, frozen=True, kw_only=True):
    """One of the team replied to a guest's message."""

    action = "message_answered"
    object_type = "message"
    channels = CHANNELS
    message_id: UUID
    invitation_id: UUID | None
