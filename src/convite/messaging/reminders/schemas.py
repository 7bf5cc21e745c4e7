"""Schemas of reminders."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, field_validator

from convite.core.shapes import Moment, Output, not_null, partial
from convite.messaging.reminders.models import Audience, ReminderStatus
from convite.messaging.reminders.rules import MAX_OFFSET
from convite.messaging.wording.schemas import HostWords
from convite.people.guests.models import Channel


class ReminderWords(HostWords):
    """Channel, audience and text of a reminder.

    Without a text, the default one in the guest's language is sent.
    """

    channel: Channel = "email"
    audience: Audience = "unanswered"


class ReminderFields(ReminderWords):
    """A reminder with either `offset_minutes` before the event begins, or `send_at`."""

    offset_minutes: Annotated[int, Field(ge=0, le=MAX_OFFSET)] | None = None
    send_at: Moment | None = None


class ReminderUpdate(partial(ReminderFields, "ReminderUpdateFields")):  # type: ignore[misc]
    """The fields to change; `status` cancels or reactivates the reminder."""

    status: Literal["scheduled", "canceled"] | None = None

    filled = field_validator("channel", "audience", "subject", "body", mode="before")(not_null)


class ReminderOut(Output):
    """A reminder, when it is due, and how many got it."""

    id: UUID
    channel: Channel
    audience: Audience
    offset_minutes: int | None
    send_at: datetime | None
    #: When it is sent, as things stand; null while the event has no date.
    due_at: datetime | None
    subject: str
    body: str
    status: ReminderStatus
    recipients: int
    suppressed: int
    sent_at: datetime | None
    version: int


class PreviewRequest(ReminderWords):
    """The text, and the guest to show it for; without one, the first of the audience."""

    guest_id: UUID | None = None


class ReminderPreview(Output):
    """The message one guest would get, and how many would get one."""

    name: str
    to: str
    locale: str
    subject: str
    text: str
    recipients: int
    without_address: int
