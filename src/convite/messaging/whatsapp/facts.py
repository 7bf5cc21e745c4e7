"""Facts of single messages to guests."""

from uuid import UUID

from convite.core.log import Fact


class MessageQueued(Fact, frozen=True, kw_only=True):
    """One of the team, or their program, wrote to one guest."""

    action = "message_queued"
    object_type = "message"
    guest_id: UUID
    channel: str
