"""Schemas of duplicates."""

from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from convite.core.problems import FieldText, WrongValue
from convite.core.shapes import Input, Output
from convite.doors.guestlist.schemas import EventGuestOut
from convite.people.guests.schemas import GuestOut

Reason = Literal["email", "phone", "name", "similar_name"]
#: Most pairs that are merged at once.
MAX_PAIRS = 1000


class PairBody(Input):
    """Two guests of an address book."""

    keep: UUID
    remove: UUID


class MergeBody(PairBody):
    """Two guests to merge."""

    #: An event: if both are on its list, the one to remove is taken off first.
    off_list: UUID | None = None


class TwoBody(PairBody):
    """Two different guests."""

    @model_validator(mode="after")
    def are_two(self) -> Self:
        """Rejects a guest with themselves."""
        if self.keep == self.remove:
            english = "Choose two different guests."
            raise WrongValue(FieldText(name="guests.same", english=english))
        return self


class MergesBody(Input):
    """Pairs of guests of one address book to merge; a guest who is removed is in one pair only."""

    pairs: Annotated[list[TwoBody], Field(min_length=1, max_length=MAX_PAIRS)]
    #: As of a single pair.
    off_list: UUID | None = None


class MergedOut(GuestOut):
    """The guest who was kept."""

    #: By which the merge can be undone.
    merge_id: UUID


class MergesStarted(Output):
    """A task that merges pairs or undoes it; its result lists pairs that were left as they are."""

    task_id: UUID
    merge_id: UUID


class AlikeOut(Output):
    """Attendees of an event who may be the same person, with the reasons."""

    reasons: list[Reason]
    #: How many there are; `guests` lists the first few.
    people: int
    guests: list[EventGuestOut]
