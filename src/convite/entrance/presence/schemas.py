"""Schemas of what clashes at the door."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, WithJsonSchema

from convite.core.shapes import CleanText, Input, Output
from convite.entrance.presence.models import ConflictKind

#: What is told of a scan that clashes.
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
    """Two scans that don't fit, or somebody let in who may not."""

    id: UUID
    attendee_id: UUID | None
    name: str
    seat_number: str | None
    kind: ConflictKind
    result: str
    #: The scan that counts: when, gate, device, direction.
    first: ScanShown | None
    second: ScanShown
    created_at: datetime
    resolved_at: datetime | None
    note: str


class Settling(Input):
    """How a clash was settled, in words."""

    note: Annotated[CleanText, Field(max_length=500)] = ""
