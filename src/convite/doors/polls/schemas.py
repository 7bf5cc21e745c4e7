"""Schemas of date polls."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, field_validator, model_validator

from convite.core.problems import FieldText, WrongValue
from convite.core.shapes import CleanText, Input, Moment, Output, PartialInput, not_null
from convite.doors.polls.models import MAX_NAME, MAX_OPTIONS, MIN_OPTIONS, Choice, PollStatus
from convite.events.event.schemas import one_line
from convite.people.identity.schemas import Email


class OptionIn(Input):
    """A time at which the event could be."""

    starts_at: Moment
    ends_at: Moment | None = None

    @model_validator(mode="after")
    def in_order(self) -> "OptionIn":
        """Rejects an end before the start."""
        if self.ends_at is not None and self.ends_at < self.starts_at:
            english = "The end is before the start."
            raise WrongValue(FieldText(name="poll.ends", english=english))
        return self


class PollCreate(Input):
    """A new poll. `closes_at` ends it by itself."""

    options: Annotated[list[OptionIn], Field(min_length=MIN_OPTIONS, max_length=MAX_OPTIONS)]
    names_shown: bool = False
    closes_at: Moment | None = None


class PollOptions(Input):
    """More options."""

    options: Annotated[list[OptionIn], Field(min_length=1, max_length=MAX_OPTIONS)]


class PollUpdate(PartialInput):
    """What of a poll can be changed."""

    names_shown: bool = False
    closes_at: Moment | None = None
    version: int | None = None

    filled = field_validator("names_shown", mode="before")(not_null)


class PollClose(Input):
    """The option that becomes the event's date, chosen of the poll as it was in this version."""

    option_id: UUID
    version: int


class PollReopen(Input):
    """Until when answers are taken again."""

    closes_at: Moment | None = None


class PartyChoices(Input):
    """When a party can come, by the ids of options."""

    choices: Annotated[dict[UUID, Choice], Field(min_length=1, max_length=MAX_OPTIONS)]


class LinkAnswer(PartyChoices):
    """The same of somebody with the link; they are told of the date if they leave an address."""

    name: Annotated[CleanText, Field(min_length=1, max_length=MAX_NAME), AfterValidator(one_line)]
    email: Email | None = None


class PollOptionOut(Output):
    """An option, and how many said what of it."""

    id: UUID
    starts_at: datetime
    ends_at: datetime | None
    yes: int
    if_need_be: int
    no: int
    #: Whether it suits most; several can.
    is_best: bool
    is_chosen: bool


class PollOut(Output):
    """The poll of an event."""

    id: UUID
    event_id: UUID
    url: str
    status: PollStatus
    names_shown: bool
    closes_at: datetime | None
    #: By time.
    options: list[PollOptionOut]
    answer_count: int
    #: How many of those who answered have an address or an account, and are told of the date.
    told_count: int
    created_at: datetime
    version: int


class PollAnswerOut(Output):
    """One row of the grid: what somebody said of each option; those not in `choices` are open."""

    id: UUID
    name: str
    email: str | None
    #: The party that answered; null for somebody with the link.
    invitation_id: UUID | None
    choices: dict[str, Choice]
    created_at: datetime
    updated_at: datetime
