"""Schemas of check-in conflicts."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, WithJsonSchema

from convite.core.shapes import CleanText, Input, Output
from convite.entrance.presence.models import ConflictKind

#: What the API shows of a conflicting scan.
ScanShown = Annotated[
    dict[str, Any],
    WithJsonSchema(
        {
            "type": "object",
            "properties": {
                "at": {"type": "string", "format": "date-time"},
                "gate": {"anyOf": [{"type": "string"}, {"type": "null"}]},
                "device": {"anyOf": [{"type": "string"}, {"type": "null"}]},
                "direction": {"type": "string", "enum": ["in", "out"]},
            },
            "required": ["at", "gate", "device", "direction"],
        }
    ),
]


class ConflictOut(Output):
    """Two scans that contradict each other, or somebody let in by mistake."""

    id: UUID
    attendee_id: UUID | None
    name: str
    seat_number: str | None
    kind: ConflictKind
    result: str
    #: The scan that counts: time, gate, device, direction.
    first: ScanShown | None
    second: ScanShown
    created_at: datetime
    resolved_at: datetime | None
    note: str


class Resolution(Input):
    """A note on how a conflict was resolved."""

    note: Annotated[CleanText, Field(max_length=500)] = ""
