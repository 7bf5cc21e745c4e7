"""Responses to saving plans, and to requests for versions."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import AliasChoices, Field

from convite.core.shapes import Output
from convite.plan.plans.models import Cause
from convite.plan.seating.schemas import (
    Background,
    Category,
    Row,
    SeatFields,
    Size,
    Zone,
)


class PlanOut(Output):
    """The whole plan."""

    format: str
    name: str
    version: int
    size: Size | None
    background: Background | None
    categories: list[Category]
    zones: list[Zone]
    rows: list[Row]
    tables: list[dict[str, Any]]
    areas: list[dict[str, Any]]
    seats: list[SeatFields]


class LosingSeat(Output):
    """Someone who would lose a seat: its attendee, or someone holding it."""

    seat_id: UUID
    seat_number: str
    attendee_id: UUID | None = None
    name: str
    #: Whether the seat is `removed`, gets `blocked`, or is merely `held` by someone choosing.
    reason: Literal["removed", "blocked", "held"]


class Renamed(Output):
    """Someone who keeps their seat under a new label."""

    seat_number: str
    was: str
    name: str | None = None


class PlanPreview(Output):
    """What a save would do."""

    version: int
    added: int
    changed: int
    removed: int
    seats: int
    losing: list[LosingSeat]
    losing_total: int
    renamed: list[Renamed]


class VersionOut(Output):
    """A version of the plan, without the document."""

    version: int = Field(validation_alias=AliasChoices("version", "plan_version"))
    name: str
    seats: int = Field(validation_alias=AliasChoices("seats", "seat_count"))
    cause: Cause
    author: str | None
    started_at: datetime
    saved_at: datetime
    is_current: bool


class VersionsOut(Output):
    """A page of versions, newest first."""

    items: list[VersionOut]
    next_cursor: str | None = None
