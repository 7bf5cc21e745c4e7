"""Shapes of plans and seats."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, field_validator

from convite.core.shapes import CleanText, Input, Output, partial

MOST_SEATS = 100_000

SeatNumber = Annotated[CleanText, Field(min_length=1, max_length=60)]
Label = Annotated[CleanText, Field(max_length=60)]
Coordinate = Annotated[float, Field(ge=-1_000_000, le=1_000_000, allow_inf_nan=False)]


class SeatFields(Input):
    """A seat. Without a position it is put in line after the others."""

    seat_number: SeatNumber
    table_number: Label | None = None
    row: Label | None = None
    category: Annotated[CleanText, Field(min_length=1, max_length=60)] = "regular"
    x: Coordinate | None = None
    y: Coordinate | None = None
    accessible: bool = False
    blocked: bool = False
    blocked_reason: Annotated[CleanText, Field(max_length=200)] | None = None


class SeatsCreate(Input):
    """Seats to add to the event's plan."""

    seats: Annotated[list[SeatFields], Field(min_length=1, max_length=MOST_SEATS)]


class SeatUpdate(partial(SeatFields, "SeatUpdateFields", version=False)):  # type: ignore[misc]
    """A partial seat; `is_available` and `status` are answers, not inputs."""

    @field_validator("seat_number", "category", "x", "y", "accessible", "blocked", mode="before")
    @classmethod
    def not_null(cls, value: Any) -> Any:
        """These can't be emptied."""
        if value is None:
            raise ValueError("can't be null")
        return value


class Category(Input):
    """A kind of seat; `reserved` is picked by organizers only."""

    name: Annotated[CleanText, Field(min_length=1, max_length=60)]
    color: Annotated[str, Field(pattern="^#[0-9a-fA-F]{6}$")] = "#0072B2"
    pattern: Literal["plain", "dots", "stripes", "grid", "cross"] = "plain"
    kind: Literal["regular", "vip", "reserved"] = "regular"


class Area(Input):
    """A shape that isn't a seat: stage, dance floor, bar."""

    kind: Literal["stage", "area", "text"] = "area"
    label: Annotated[CleanText, Field(max_length=100)] = ""
    x: Coordinate
    y: Coordinate
    w: Annotated[float, Field(gt=0, le=1_000_000)] = 100
    h: Annotated[float, Field(gt=0, le=1_000_000)] = 100


class Table(Input):
    """A table, by its centre."""

    table_number: Label
    x: Coordinate
    y: Coordinate
    shape: Literal["round", "long", "head"] = "round"
    radius: Annotated[float, Field(gt=0, le=10_000)] = 90


class PlanBody(Input):
    """A whole plan. Seats are matched by their number; who sits keeps their seat."""

    name: Annotated[CleanText, Field(min_length=1, max_length=200)] = "Plan"
    categories: Annotated[list[Category], Field(max_length=50)] = []
    areas: Annotated[list[Area], Field(max_length=500)] = []
    tables: Annotated[list[Table], Field(max_length=5000)] = []
    seats: Annotated[list[SeatFields], Field(max_length=MOST_SEATS)] = []
    version: int | None = None


class Generate(Input):
    """Rows of seats, or tables with chairs, added below what is there."""

    kind: Literal["rows", "tables"]
    rows: Annotated[int, Field(ge=1, le=500)] = 10
    seats_per_row: Annotated[int, Field(ge=1, le=500)] = 10
    tables: Annotated[int, Field(ge=1, le=1000)] = 10
    chairs: Annotated[int, Field(ge=1, le=60)] = 8
    shape: Literal["round", "long"] = "round"
    category: Annotated[CleanText, Field(min_length=1, max_length=60)] = "regular"


class SeatOut(Output):
    """A seat as made or changed."""

    id: UUID
    event_id: UUID
    seat_number: str
    table_number: str | None
    row: str | None
    category: str
    x: float
    y: float
    accessible: bool
    blocked: bool
    blocked_reason: str | None
    status: Literal["free", "held", "assigned", "blocked"]
    is_available: bool


class SeatsMade(Output):
    """The seats that were made."""

    seats: list[SeatOut]
    plan_version: int


class PlanOut(Output):
    """A whole plan."""

    name: str
    version: int
    categories: list[dict[str, Any]]
    areas: list[dict[str, Any]]
    tables: list[dict[str, Any]]
    seats: list[dict[str, Any]]


class Generated(Output):
    """How many seats were made."""

    made: int
    plan_version: int
