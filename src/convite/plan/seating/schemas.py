"""Schemas of plans and seats."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, field_validator

from convite.core.shapes import CleanText, Input, Output, not_null, partial
from convite.plan.seating.models import CategoryKind, SeatState
from convite.plan.seating.rules import MAX_SEATS

SeatNumber = Annotated[CleanText, Field(min_length=1, max_length=60)]
Label = Annotated[CleanText, Field(max_length=60)]
Coordinate = Annotated[float, Field(ge=-1_000_000, le=1_000_000, allow_inf_nan=False)]
Length = Annotated[float, Field(ge=0, le=1_000_000, allow_inf_nan=False)]
#: Degrees, clockwise.
Angle = Annotated[float, Field(ge=-3600, le=3600, allow_inf_nan=False)]
#: An id or guid within a plan.
LocalId = Annotated[CleanText, Field(min_length=1, max_length=100)]
#: A colour as drawing programs write it: a name, `#rgb`, `#rrggbb`, `rgba(…)`, or empty.
Color = Annotated[
    str, Field(pattern=r"^(|[a-zA-Z]{1,30}|#[0-9a-fA-F]{3,8}|rgba?\([0-9., %/]{1,40}\))$")
]
Version = Annotated[int, Field(ge=0, le=2_147_483_647)]


class Drawn(Input):
    """Extra fields of a seat from a drawing program, kept for export."""

    uuid: LocalId | None = None
    radius: Annotated[float, Field(gt=0, le=10_000, allow_inf_nan=False)] | None = None
    #: Where booking of the row starts: `<`, `>` or `<>`.
    start_direction: Annotated[CleanText, Field(max_length=4)] | None = None
    #: Whether the imported seat had no category.
    plain: bool = False


class SeatFields(Input):
    """A seat. Without a position it is placed in a line after the others."""

    seat_number: SeatNumber
    guid: LocalId | None = None
    table_number: Label | None = None
    row: Label | None = None
    line: LocalId | None = None
    number: Annotated[CleanText, Field(max_length=20)] | None = None
    category: Annotated[CleanText, Field(min_length=1, max_length=60)] = "regular"
    x: Coordinate | None = None
    y: Coordinate | None = None
    accessible: bool = False
    companion: bool = False
    blocked: bool = False
    blocked_reason: Annotated[CleanText, Field(max_length=200)] | None = None
    drawn: Drawn | None = None


class SeatsCreate(Input):
    """Seats to add to the event's plan."""

    seats: Annotated[list[SeatFields], Field(min_length=1, max_length=MAX_SEATS)]


class SeatUpdate(partial(SeatFields, "SeatUpdateFields", version=False)):  # type: ignore[misc]
    """A partial update of a seat. `is_available` and `status` are read-only."""

    reject_null = field_validator(
        *("seat_number", "guid", "category", "x", "y", "accessible", "companion", "blocked"),
        mode="before",
    )(not_null)


class Category(Input):
    """A category of seats. Only organizers can pick `reserved` seats."""

    name: Annotated[CleanText, Field(min_length=1, max_length=60)]
    color: Color = "#0072B2"
    pattern: Literal["plain", "dots", "stripes", "grid", "cross"] = "plain"
    kind: CategoryKind = "regular"


#: Okabe-Ito colours, which most colour-blind people can distinguish.
DEFAULTS = (
    Category(name="regular", color="#0072B2", pattern="plain", kind="regular"),
    Category(name="vip", color="#E69F00", pattern="dots", kind="vip"),
    Category(name="reserved", color="#CC79A7", pattern="stripes", kind="reserved"),
)


class Point(Input):
    """A point in the plan's units."""

    x: Coordinate
    y: Coordinate


class Size(Input):
    """The size of the plan's sheet."""

    width: Length
    height: Length


class Background(Input):
    """A picture under the plan: a file of the event, its corner, and plan units per pixel."""

    file_id: UUID
    x: Coordinate = 0
    y: Coordinate = 0
    scale: Annotated[float, Field(gt=0, le=10_000, allow_inf_nan=False)] = 1
    opacity: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)] = 0.5
    width: Length | None = None
    height: Length | None = None


class Zone(Input):
    """A part of the room, such as stalls or balcony. `prefix` starts the labels of its seats."""

    id: LocalId
    name: Annotated[CleanText, Field(max_length=100)] = ""
    prefix: Label = ""
    x: Coordinate = 0
    y: Coordinate = 0
    rotation: Angle = 0
    zone_id: Annotated[CleanText, Field(max_length=100)] | None = None


class Gap(Input):
    """A gap in a row after a number of seats, such as an aisle."""

    after: Annotated[int, Field(ge=1, le=10_000)]
    width: Annotated[float, Field(gt=0, le=100_000, allow_inf_nan=False)]


class Row(Input):
    """A row in the drawing. Its seats are in `seats` and refer to it by `line`."""

    id: LocalId
    zone: LocalId | None = None
    label: Label = ""
    x: Coordinate = 0
    y: Coordinate = 0
    rotation: Angle = 0
    #: How far the middle is set back from the ends.
    bend: Coordinate = 0
    spacing: Annotated[float, Field(gt=0, le=100_000, allow_inf_nan=False)] | None = None
    start: Annotated[int, Field(ge=0, le=100_000)] = 1
    step: Annotated[int, Field(ge=1, le=100)] = 1
    #: Numbering: from the left, from the right, or odd and even numbers on opposite sides of the
    #: middle.
    direction: Literal["ltr", "rtl", "odd_even", "even_odd"] = "ltr"
    gaps: Annotated[list[Gap], Field(max_length=50)] = []
    label_at: Literal["start", "end", "both", "none"] = "start"
    row_label: Annotated[CleanText, Field(max_length=100)] | None = None
    seat_label: Annotated[CleanText, Field(max_length=100)] | None = None


class Table(Input):
    """A table, positioned by its centre."""

    table_number: Label
    id: LocalId | None = None
    zone: LocalId | None = None
    x: Coordinate
    y: Coordinate
    shape: Literal["round", "long", "head"] = "round"
    radius: Annotated[float, Field(gt=0, le=10_000, allow_inf_nan=False)] = 90
    width: Length | None = None
    height: Length | None = None
    rotation: Angle = 0


BlockKind = Literal["rows", "tables"]
AreaKind = Literal[
    "stage", "area", "text", "bar", "dance_floor", "wall", "entrance", "screen"
]  # fmt: skip


class Area(Input):
    """A shape that isn't a seat: stage, dance floor, bar, wall, or text.

    `x` and `y` are the first corner of a rectangle, or the origin of a circle, ellipse or polygon.
    Points and the text's position are relative to them.
    """

    kind: AreaKind = "area"
    label: Annotated[CleanText, Field(max_length=200)] = ""
    id: LocalId | None = None
    zone: LocalId | None = None
    shape: Literal["rectangle", "circle", "ellipse", "polygon", "text"] = "rectangle"
    x: Coordinate = 0
    y: Coordinate = 0
    w: Length | None = 100
    h: Length | None = 100
    radius: Length | None = None
    rx: Length | None = None
    ry: Length | None = None
    points: Annotated[list[Point], Field(max_length=500)] | None = None
    rotation: Angle = 0
    color: Color | None = None
    border_color: Color | None = None
    text_color: Color | None = None
    text_size: Annotated[float, Field(gt=0, le=10_000, allow_inf_nan=False)] | None = None
    text_x: Coordinate | None = None
    text_y: Coordinate | None = None


MAX_ROWS = 20_000


class PlanBody(Input):
    """A whole plan. Fields that aren't sent stay unchanged. People keep their seats by seat
    number.

    Positions are in plan units (centimetres, unless an imported file uses others), from any
    origin, with x to the right and y down. Every seat has its own position, so that clients don't
    need to lay out rows.
    """

    format: Literal["convite-plan/1"] = "convite-plan/1"
    name: Annotated[CleanText, Field(min_length=1, max_length=200)] = "Plan"
    size: Size | None = None
    background: Background | None = None
    categories: Annotated[list[Category], Field(max_length=50)] = []
    zones: Annotated[list[Zone], Field(max_length=500)] = []
    rows: Annotated[list[Row], Field(max_length=MAX_ROWS)] = []
    tables: Annotated[list[Table], Field(max_length=5000)] = []
    areas: Annotated[list[Area], Field(max_length=2000)] = []
    seats: Annotated[list[SeatFields], Field(max_length=MAX_SEATS)] = []
    version: Version | None = None


class Generate(Input):
    """Rows of seats, or tables with chairs, to add below the existing ones."""

    kind: BlockKind
    rows: Annotated[int, Field(ge=1, le=500)] = 10
    seats_per_row: Annotated[int, Field(ge=1, le=500)] = 10
    tables: Annotated[int, Field(ge=1, le=1000)] = 10
    chairs: Annotated[int, Field(ge=1, le=60)] = 8
    shape: Literal["round", "long"] = "round"
    category: Annotated[CleanText, Field(min_length=1, max_length=60)] = "regular"


class SeatOut(Output):
    """A seat with its status."""

    id: UUID
    event_id: UUID
    seat_number: str
    table_number: str | None
    row: str | None
    category: str
    x: float
    y: float
    guid: str
    line: str | None
    number: str | None
    accessible: bool
    companion: bool
    blocked: bool
    blocked_reason: str | None
    status: SeatState
    is_available: bool


class SeatsMade(Output):
    """The added seats."""

    seats: list[SeatOut]
    plan_version: int


class Generated(Output):
    """How many seats were added."""

    made: int
    plan_version: int


def require_non_null(schema: dict[str, Any]) -> None:
    """Marks fields that can't be null as required. A drawing only leaves out null values."""
    schema["required"] = [
        name
        for name, field_schema in schema["properties"].items()
        if {"type": "null"} not in field_schema.get("anyOf", ())
    ]


class AreaKept(Area):
    """An area as stored in a drawing."""

    model_config = ConfigDict(json_schema_extra=require_non_null)


class BackgroundKept(Background):
    """The background as stored in a drawing."""

    model_config = ConfigDict(json_schema_extra=require_non_null)


class Line(BaseModel):
    """A row or table. Seats of a geometry refer to it by index."""

    kind: BlockKind
    id: str
    zone: str | None = None
    label: str | None = None


class Geometry(BaseModel):
    """A plan without seat states.

    Each seat is a list: id, labels, category, position, accessible, line index, companion.
    """

    plan_version: int
    name: str | None = None
    size: Size | None = None
    background: BackgroundKept | None = None
    categories: list[Category]
    zones: list[Zone]
    rows: list[Row]
    lines: list[Line]
    areas: list[AreaKept]
    tables: list[Table]
    seats: list[list[Any]]
