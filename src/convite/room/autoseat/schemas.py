"""Schemas of auto-seating and seating wishes."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, model_validator

from convite.core.problems import FieldText, WrongValue
from convite.core.shapes import CleanText, Input, Output
from convite.room.autoseat.models import WishKind


class WishFields(Input):
    """Two parties, and how they want to sit."""

    kind: WishKind
    invitation_id: UUID
    other_invitation_id: UUID

    @model_validator(mode="after")
    def check_distinct(self) -> "WishFields":
        """Refuses a wish of a party about itself."""
        if self.invitation_id == self.other_invitation_id:
            english = "Choose two different parties."
            raise WrongValue(FieldText(name="wish.same", english=english))
        return self


class WishOut(Output):
    """A wish, with the names of both parties."""

    id: UUID
    kind: WishKind
    invitation_id: UUID
    label: str
    other_invitation_id: UUID
    other_label: str


class AutoSeat(Input):
    """Options of auto-seating."""

    #: Search time in seconds, after the first arrangement.
    seconds: Annotated[int, Field(ge=1, le=60)] = 12
    #: Restricts seating to these sections. None means everywhere.
    sections: Annotated[list[CleanText], Field(max_length=100)] | None = None
    #: Whether people who haven't replied get seats too.
    include_pending: bool = False


class Started(Output):
    """A task was queued. `GET /api/tasks/{task_id}` returns its progress."""

    task_id: UUID


class Applied(Output):
    """How many people were seated; `POST /api/batches/{batch_id}/undo` takes it back."""

    seated: int
    batch_id: UUID
