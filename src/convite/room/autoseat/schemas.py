"""Schemas of auto-seating and of the wishes for it."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, model_validator

from convite.core.shapes import CleanText, Input, Output
from convite.room.autoseat.models import WishKind


class WishFields(Input):
    """Two parties, and how they want to sit."""

    kind: WishKind
    invitation_id: UUID
    other_invitation_id: UUID

    @model_validator(mode="after")
    def check_distinct(self) -> "WishFields":
        """Nobody has a wish about themselves."""
        if self.invitation_id == self.other_invitation_id:
            raise ValueError("choose two different parties")
        return self


class WishOut(Output):
    """A wish, with the parties' names."""

    id: UUID
    kind: WishKind
    invitation_id: UUID
    label: str
    other_invitation_id: UUID
    other_label: str


class AutoSeat(Input):
    """What is arranged, and for how long it may be thought about."""

    #: Seconds of search after the first arrangement.
    seconds: Annotated[int, Field(ge=1, le=60)] = 12
    #: Only in these sections; everywhere without.
    sections: Annotated[list[CleanText], Field(max_length=100)] | None = None
    #: Whether people who haven't answered get seats as well.
    include_pending: bool = False


class Started(Output):
    """Long work has begun: `GET /api/tasks/{task_id}` tells how it goes."""

    task_id: UUID


class Applied(Output):
    """How many people got their seat."""

    seated: int
