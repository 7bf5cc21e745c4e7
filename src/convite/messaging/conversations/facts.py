"""Facts of conversations, all in the event's stream."""

from uuid import UUID

from convite.core.log import Fact

CHANNELS = ("events/{event_id}/invitations",)


class ConversationRead(Fact, frozen=True, kw_only=True):
    """One of the team read all that a party wrote, which counts for all of them."""

    action = "conversation_read"
    object_type = "conversation"
    channels = CHANNELS
    conversation_id: UUID
    invitation_id: UUID | None


class ConversationAssigned(Fact, frozen=True, kw_only=True):
    """Somebody of the team answers it from now on, or nobody in particular."""

    action = "conversation_assigned"
    object_type = "conversation"
    channels = CHANNELS
    conversation_id: UUID
    invitation_id: UUID | None
    assigned_to: UUID | None
