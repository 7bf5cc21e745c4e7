"""Schemas of join requests."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from convite.core.shapes import CleanText, Input, Output
from convite.doors.invitations.schemas import Answer
from convite.doors.profiles.schemas import ShownProfile
from convite.doors.requests.models import MAX_PLACES, RequestStatus

Message = Annotated[CleanText, Field(max_length=2000)]
#: Requests that are decided at once.
MAX_DECIDED = 200


class JoinRequestCreate(Input):
    """A request to come, for oneself and perhaps others."""

    message: Message = ""
    #: How many people it is for, the requester included.
    places: Annotated[int, Field(ge=1, le=MAX_PLACES)] = 1
    #: By question id: of the event's questions for requests.
    answers: dict[str, Any] = {}


class Decision(Input):
    """What the host writes with a decision."""

    host_message: Message = ""


class Decisions(Input):
    """The same decision about several requests."""

    ids: Annotated[list[UUID], Field(min_length=1, max_length=MAX_DECIDED)]
    status: Answer
    host_message: Message = ""


class JoinRequestOut(Output):
    """A request, for the event's team. `requester` is their profile, as far as they show it to hosts."""

    id: UUID
    event_id: UUID
    user_id: UUID
    name: str
    message: str
    places: int
    answers: dict[str, Any]
    status: RequestStatus
    host_message: str
    #: The party that accepting it made.
    invitation_id: UUID | None
    #: At an event that sells tickets: with this key they order their places until then.
    hold_key: UUID | None
    order_by: datetime | None
    decided_by: UUID | None
    decided_at: datetime | None
    created_at: datetime
    version: int
    requester: ShownProfile | None = None


class Undecided(Output):
    """A request that couldn't be decided, and why."""

    id: UUID
    reason: str


class Decided(Output):
    """The requests that were decided, and those that couldn't be."""

    items: list[JoinRequestOut]
    left_out: list[Undecided]


class EventAsked(Output):
    """What a requester sees of the event."""

    id: UUID
    title: str
    slug: str
    starts_at: datetime | None
    ends_at: datetime | None
    timezone: str
    venue_text: str
    status: str


class MyRequest(Output):
    """One's own request."""

    id: UUID
    event_id: UUID
    event: EventAsked
    message: str
    places: int
    answers: dict[str, Any]
    status: RequestStatus
    host_message: str
    decided_at: datetime | None
    #: At an event that sells tickets: with this key they order their places until then.
    hold_key: UUID | None
    order_by: datetime | None
    created_at: datetime
    #: The page of one's party, once accepted: seats, ticket, changes.
    url: str | None
