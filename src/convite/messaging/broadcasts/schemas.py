"""Schemas of broadcasts."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, field_validator, model_validator

from convite.core.problems import FieldText, WrongValue
from convite.core.shapes import Input, Moment, Output, not_null, partial
from convite.doors.lists.schemas import ListFilters
from convite.messaging.broadcasts.models import BroadcastKind, BroadcastStatus, LeftOut
from convite.messaging.delivery.models import MessageStatus
from convite.messaging.wording.schemas import HostWords
from convite.people.guests.models import Channel

#: Most people of one audience.
MAX_AUDIENCE = 100_000


class Audience(Input):
    """Guests of the event: those named, or all whom the filters match."""

    ids: Annotated[list[UUID], Field(min_length=1, max_length=10_000)] | None = None
    filters: ListFilters | None = None

    @model_validator(mode="after")
    def for_somebody(self) -> Self:
        """Rejects an audience that is nobody, or is given twice."""
        if (self.ids is None) == (self.filters is None):
            english = "Send either the ids of guests or filters."
            raise WrongValue(FieldText(name="bulk.whom", english=english))
        return self


class BroadcastWords(HostWords):
    """What is sent to whom. Without a text, guests get the default one of its kind in their language."""

    channel: Channel = "email"
    kind: BroadcastKind = "message"
    audience: Audience


class BroadcastFields(BroadcastWords):
    """A message to many guests; nothing is sent before `send`."""

    @model_validator(mode="after")
    def has_words(self) -> Self:
        """A message of the host's own needs words."""
        if self.kind == "message" and not self.body:
            raise WrongValue(FieldText(name="broadcast.empty", english="Write a text first."))
        return self


class BroadcastUpdate(partial(BroadcastWords, "BroadcastUpdateFields")):  # type: ignore[misc]
    """The fields to change."""

    filled = field_validator("channel", "kind", "audience", "subject", "body", mode="before")(
        not_null
    )


class BroadcastSend(Input):
    """When to send it; without a time, now."""

    scheduled_for: Moment | None = None


class BroadcastOut(Output):
    """A broadcast, and how far its messages are."""

    id: UUID
    event_id: UUID
    channel: Channel
    kind: BroadcastKind
    subject: str
    body: str
    #: As saved: only the filters that are set.
    audience: dict[str, object]
    status: BroadcastStatus
    scheduled_for: datetime | None
    recipients: int
    left_out: int
    #: Its messages by status.
    messages: dict[MessageStatus, int] = {}
    sent_at: datetime | None
    created_by: UUID | None
    created_at: datetime
    version: int


class BroadcastPreviewRequest(BroadcastWords):
    """The words, and the guest to show them for: one of the audience, or one by place in it."""

    guest_id: UUID | None = None
    #: By name, from 0; counts only those who get the message.
    place: Annotated[int, Field(ge=0, le=MAX_AUDIENCE)] = 0


class LeftOutGuest(Output):
    """Somebody who gets no message, and why."""

    attendee_id: UUID
    name: str
    reason: LeftOut


class BroadcastPreview(Output):
    """The message one guest would get, how many would get one, and who wouldn't."""

    name: str | None
    to: str | None
    locale: str | None
    subject: str
    text: str
    recipients: int
    #: How many of the audience get none, by reason.
    left_out: dict[LeftOut, int]
    #: The first of them by name; all of them are listed once it is sent.
    without: list[LeftOutGuest]


class RecipientOut(Output):
    """One of a broadcast's audience: how far their message is, or why they get none."""

    attendee_id: UUID
    guest_id: UUID
    name: str
    address: str | None
    left_out: LeftOut | None
    status: MessageStatus | None
    error: str | None
    sent_at: datetime | None


class TestSent(Output):
    """Where a test went."""

    to: str
    status: Literal["queued", "outbox"]
