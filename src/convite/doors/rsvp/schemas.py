"""Schemas of replies by link."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from convite.core.shapes import Input, Output
from convite.doors.invitations.schemas import InvitationGuestOut, InvitationOut
from convite.doors.replies.schemas import MAX_GUESTS
from convite.events.event.models import SeatSelection
from convite.events.event.schemas import PlusOneRule
from convite.events.parts.schemas import PartForGuest


class SeatChoice(Input):
    """A seat for a guest of the party."""

    guest: UUID
    seat_id: UUID


class SeatChoices(Input):
    """Seats for guests of the party, all or none."""

    seats: Annotated[list[SeatChoice], Field(min_length=1, max_length=100)]
    hold_key: UUID | None = None


class Seatless(Input):
    """The guests whose seats to release; without it, everybody's in the party."""

    guests: Annotated[list[UUID], Field(max_length=MAX_GUESTS)] | None = None


class EventForGuest(Output):
    """The event, as a guest sees it."""

    id: UUID
    title: str
    description: str
    starts_at: datetime | None
    ends_at: datetime | None
    timezone: str
    venue_text: str
    online_url: str | None
    status: str
    cancel_reason: str | None
    locale: str
    seat_selection: SeatSelection
    hold_seconds: int


class QuestionForGuest(Output):
    """A question in the guest's language."""

    id: UUID
    scope: str
    kind: str
    label: str
    help: str
    #: As they are stored; `option_labels` has those that are translated.
    options: list[Any]
    option_labels: dict[str, str] = {}
    limits: dict[str, Any]
    #: How many more people can choose an option, for those that only so many can.
    left: dict[str, int] = {}
    condition: dict[str, Any]
    required: bool


class RsvpOut(Output):
    """Everything a party needs to reply."""

    event: EventForGuest
    invitation: InvitationOut
    guests: list[InvitationGuestOut]
    #: The parts of the event to which somebody of the party is invited; none if it has no parts.
    parts: list[PartForGuest] = []
    questions: list[QuestionForGuest]
    #: To the questions that the party is asked once.
    answers: dict[str, Any] = {}
    plus_ones_left: int
    #: Whether they need a name when they are brought along.
    plus_ones: PlusOneRule
    plus_ones_until: datetime | None
    deadline: datetime | None
    is_open: bool
    #: Whether only the date is told so far; the invitation follows.
    is_saved_only: bool = False
    seat_selection: SeatSelection
    contact: str
