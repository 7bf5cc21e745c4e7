"""Schemas of previews."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from convite.core.shapes import Output
from convite.messaging.broadcasts.models import LeftOut
from convite.messaging.broadcasts.schemas import MAX_AUDIENCE, BroadcastWords


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


class Estimate(Output):
    """What a broadcast amounts to."""

    #: SMS that the shown guest's message takes; null for other channels.
    segments: int | None
    #: SMS or WhatsApp messages over all recipients.
    total: int
    #: In `currency`, with its decimals; null if the server has no price for the channel.
    cost: str | None
    currency: str | None


class BroadcastPreview(Output):
    """The message one guest would get, how many would get one, and who wouldn't."""

    name: str | None
    to: str | None
    locale: str | None
    subject: str
    text: str
    #: What stands on the buttons below it.
    buttons: list[str]
    recipients: int
    #: How many of the audience get none, by reason.
    left_out: dict[LeftOut, int]
    #: About how many SMS or messages that is, and what they cost if prices are set.
    estimate: Estimate
    #: The first of them by name; all of them are listed once it is sent.
    without: list[LeftOutGuest]


class TestSent(Output):
    """Where a test went."""

    to: str
    status: Literal["queued", "outbox"]
