"""What saving a plan and its versions answer."""

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
    """The whole plan, as it is sent."""

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
    """Somebody whose seat would go: a person, or whoever is just choosing it."""

    seat_id: UUID
    seat_number: str
    attendee_id: UUID | None = None
    name: str
    #: `removed` from the plan, `blocked`, or `held` for the moment by somebody choosing.
    reason: Literal["removed", "blocked", "held"]


class Renamed(Output):
    """Somebody whose seat stays and is called otherwise."""

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
    """A version of the plan, without its document."""

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
