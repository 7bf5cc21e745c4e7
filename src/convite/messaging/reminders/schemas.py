"""Schemas of reminders."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field, field_validator

from convite.core.shapes import CleanText, Input, Output, not_null, partial
from convite.messaging.reminders.models import Audience, ReminderStatus
from convite.messaging.reminders.rules import MOST_OFFSET, unknown_placeholders
from convite.people.guests.models import Channel


class ReminderWords(Input):
    """By what channel, to whom, in which words: `{{name}}`, `{{event}}`, `{{when}}`, `{{where}}`,
    `{{link}}`, `{{answer_by}}` are filled in; empty words are ours, in the guest's language.
    """

    channel: Channel = "email"
    audience: Audience = "unanswered"
    subject: Annotated[CleanText, Field(max_length=200)] = ""
    body: Annotated[CleanText, Field(max_length=4000)] = ""

    @field_validator("subject", "body")
    @classmethod
    def known_placeholders(cls, value: str) -> str:
        """Only those that can be filled in."""
        unknown = unknown_placeholders(value)
        if unknown:
            raise ValueError(f"unknown placeholder: {', '.join(unknown)}")
        return value


class ReminderFields(ReminderWords):
    """A reminder; either `offset_minutes` before the event begins, or `send_at`."""

    offset_minutes: Annotated[int, Field(ge=0, le=MOST_OFFSET)] | None = None
    send_at: AwareDatetime | None = None


class ReminderUpdate(partial(ReminderFields, "ReminderUpdateFields")):  # type: ignore[misc]
    """A partial reminder; `status` cancels it or sets it up again."""

    status: Literal["scheduled", "canceled"] | None = None

    filled = field_validator("channel", "audience", "subject", "body", mode="before")(not_null)


class ReminderOut(Output):
    """A reminder, when it is due and how it went."""

    id: UUID
    channel: Channel
    audience: Audience
    offset_minutes: int | None
    send_at: datetime | None
    #: When it goes out, as things stand; None while the event has no date.
    due_at: datetime | None
    subject: str
    body: str
    status: ReminderStatus
    recipients: int
    suppressed: int
    sent_at: datetime | None
    version: int


class PreviewWish(ReminderWords):
    """The words, and for whom they shall be shown; the first of the audience without one."""

    guest_id: UUID | None = None


class ReminderPreview(Output):
    """What one guest would get, and how many would."""

    name: str
    to: str
    locale: str
    subject: str
    text: str
    recipients: int
    without_address: int
