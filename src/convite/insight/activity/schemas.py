"""Schemas of the audit trail."""

from datetime import datetime
from typing import Any
from uuid import UUID

from convite.core.shapes import Output


class ActorOut(Output):
    """Who did it."""

    kind: str
    id: UUID | None
    name: str | None
    via: str | None = None


class ActivityOut(Output):
    """One thing that happened."""

    id: UUID
    at: datetime
    position: int | None
    actor: ActorOut
    action: str
    object_type: str
    object_id: UUID
    changes: dict[str, Any]
    data: dict[str, Any]
