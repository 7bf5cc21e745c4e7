"""Schemas of conversations."""

from datetime import datetime
from uuid import UUID

from convite.core.paging import Page
from convite.core.shapes import Input, Output
from convite.messaging.delivery.models import Direction, MessageChannel


class ConversationOut(Output):
    """A conversation in a list."""

    id: UUID
    event_id: UUID
    #: The party, and its name; null for somebody without one.
    invitation_id: UUID | None
    party: str | None
    #: Who wrote last, and their name; null once they have been removed.
    guest_id: UUID | None
    name: str | None
    #: Of somebody unknown.
    address: str | None
    last_at: datetime
    last_text: str
    last_direction: Direction
    last_channel: MessageChannel
    unread: int
    #: The account of the one who answers it, and their name.
    assigned_to: UUID | None
    assignee: str | None


class ConversationsPage(Page[ConversationOut]):
    """Conversations of an event, and how many messages in all of them nobody has read."""

    unread: int


class Assignee(Output):
    """Somebody who may be given conversations."""

    user_id: UUID
    name: str


class Assignees(Output):
    """Everybody who may be given conversations of an event, by name."""

    items: list[Assignee]


class ConversationAssign(Input):
    """Who answers a conversation; null for nobody in particular."""

    user_id: UUID | None
