"""Schemas of WhatsApp messages that programs send."""

from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator

from convite.core.problems import FieldText, WrongValue
from convite.core.shapes import CleanText, Input, Output
from convite.doors.lists.schemas import FilterStatus
from convite.messaging.broadcasts.models import LeftOut
from convite.messaging.delivery.models import MessageStatus
from convite.messaging.templates.schemas import Variables
from convite.messaging.wording.schemas import with_known_placeholders


class WhatsAppWords(Input):
    """A text, or a template with its values."""

    message: Annotated[
        CleanText, Field(max_length=4000), AfterValidator(with_known_placeholders)
    ] = ""
    template_id: UUID | None = None
    variables: Variables = {}

    @model_validator(mode="after")
    def says_something(self) -> Self:
        """Rejects a message without words, or with two kinds of them."""
        if bool(self.message) == (self.template_id is not None):
            english = "Send either a message or a template_id."
            raise WrongValue(FieldText(name="whatsapp.words", english=english))
        return self


class WhatsAppMessage(WhatsAppWords):
    """A message to one guest."""

    guest_id: UUID


class WhatsAppFilters(Input):
    """Which of the event's guests get it; without any, all."""

    status: FilterStatus | None = None
    side: Annotated[str, Field(max_length=100)] | None = None
    guest_ids: Annotated[list[UUID], Field(min_length=1, max_length=10_000)] | None = None
    tag: Annotated[str, Field(max_length=60)] | None = None


class WhatsAppBroadcast(WhatsAppWords):
    """A message to many guests."""

    filters: WhatsAppFilters = WhatsAppFilters()


class QueuedMessage(Output):
    """A message that will be sent."""

    id: UUID
    status: MessageStatus


class SkippedGuest(Output):
    """Somebody who gets none, and why."""

    guest_id: UUID
    reason: LeftOut | Literal["not_found"]


class QueuedBroadcast(Output):
    """A message to many that will be sent, and whom it leaves out."""

    broadcast_id: UUID
    recipients: int
    left_out: list[SkippedGuest]
