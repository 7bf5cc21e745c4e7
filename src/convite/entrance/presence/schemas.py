"""Shapes of what clashes at the door."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from convite.core.shapes import CleanText, Input, Output


class ConflictOut(Output):
    """Two scans that don't fit, or somebody let in who may not."""

    id: UUID
    attendee_id: UUID | None
    name: str
    seat_number: str | None
    kind: Literal["twice", "out_without_in", "let_in"]
    result: str
    #: The scan that counts: when, gate, device, direction.
    first: dict[str, Any] | None
    second: dict[str, Any]
    created_at: datetime
    resolved_at: datetime | None
    note: str


class Settling(Input):
    """How a clash was settled, in words."""

    note: Annotated[CleanText, Field(max_length=500)] = ""
