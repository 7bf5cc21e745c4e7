"""Schemas of an event's messages."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from convite.core.paging import Page
from convite.core.shapes import CleanText, Input, Output
from convite.messaging.conversations.schemas import ConversationOut
from convite.messaging.delivery.models import Direction, MessageChannel, MessageStatus
from convite.messaging.media.schemas import MessageFileOut
from convite.people.guests.models import Channel


class MessageReply(Input):
    """What the host replies to a guest's message."""

    text: Annotated[CleanText, Field(min_length=1, max_length=5000)]


class ConversationReply(MessageReply):
    """What the host replies in a conversation, and by which channel."""

    #: Else the one of their last message.
    channel: Channel | None = None


class ReplyWay(Output):
    """A channel by which a conversation can be answered."""

    channel: Channel
    #: Why it can't be, as the name of the problem that a reply would get.
    reason: str | None
    #: WhatsApp's: until when.
    until: datetime | None


class ConversationDetail(ConversationOut):
    """A conversation, and how it can be answered."""

    #: First the channel of their last message.
    ways: list[ReplyWay]


class MessageError(Output):
    """Why a message wasn't delivered."""

    code: str
    text: str


class MessageOut(Output):
    """A message from a guest, or to one."""

    id: UUID
    event_id: UUID
    #: The guest it is from or to, and their name; null once they have been removed.
    guest_id: UUID | None
    name: str | None
    #: The party, and its name; only of messages from parties and replies to them.
    invitation_id: UUID | None
    party: str | None
    channel: MessageChannel
    direction: Direction
    status: MessageStatus
    provider_id: str | None
    error: MessageError | None
    subject: str
    #: Of an invitation or reminder, whose links only editors may see, null to everybody else.
    text: str | None
    #: What came with it.
    files: list[MessageFileOut] = []
    #: When it was written, or queued.
    at: datetime
    #: When one of the team read it.
    read_at: datetime | None
    #: The conversation it is a part of; null for what was sent to many, or for no answer.
    conversation_id: UUID | None
    #: The message it replies to.
    in_reply_to: UUID | None
    #: When one of the team last replied to it.
    answered_at: datetime | None


class MessagesPage(Page[MessageOut]):
    """Messages of an event, and how many from guests nobody has read, whatever is filtered."""

    unread: int
