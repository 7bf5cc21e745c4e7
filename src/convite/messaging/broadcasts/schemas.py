"""Schemas of broadcasts."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, field_validator, model_validator

from convite.core.problems import FieldText, WrongValue
from convite.core.shapes import Input, Moment, Output, not_null, partial
from convite.doors.lists.schemas import ListFilters
from convite.messaging.broadcasts.models import BroadcastKind, BroadcastStatus, LeftOut
from convite.messaging.delivery.models import MessageStatus
from convite.messaging.templates.schemas import Variables
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
    #: A template and the host's values for it, instead of a text.
    template_id: UUID | None = None
    variables: Variables = {}
    kind: BroadcastKind = "message"
    audience: Audience


class BroadcastFields(BroadcastWords):
    """A message to many guests; nothing is sent before `send`."""

    @model_validator(mode="after")
    def has_words(self) -> Self:
        """A message of the host's own needs words."""
        if self.kind == "message" and not self.body and self.template_id is None:
            raise WrongValue(FieldText(name="broadcast.empty", english="Write a text first."))
        return self


class BroadcastUpdate(partial(BroadcastWords, "BroadcastUpdateFields")):  # type: ignore[misc]
    """The fields to change."""

    filled = field_validator(
        *("channel", "kind", "audience", "subject", "body", "variables"), mode="before"
    )(not_null)


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
    template_id: UUID | None
    variables: dict[str, str]
    #: The broadcast whose guests it tries to reach by another channel.
    retry_of: UUID | None
    status: BroadcastStatus
    #: Why the server has paused it.
    paused_reason: str | None
    scheduled_for: datetime | None
    recipients: int
    left_out: int
    #: Its messages by status.
    messages: dict[MessageStatus, int] = {}
    sent_at: datetime | None
    created_by: UUID | None
    created_at: datetime
    version: int


class RecipientOut(Output):
    """One of a broadcast's audience: how far their message is, or why they get none."""

    attendee_id: UUID
    guest_id: UUID
    name: str
    address: str | None
    left_out: LeftOut | None
    status: MessageStatus | None
    error: str | None
    queued_at: datetime | None
    sent_at: datetime | None
    delivered_at: datetime | None
    read_at: datetime | None


class BroadcastRetryBy(Input):
    """The channel by which whoever wasn't reached is tried."""

    channel: Channel = "email"
