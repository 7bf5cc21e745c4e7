"""The pretix seating-plan format, following its JSON schema (`seating-plan.schema.json`, 0.0.1).

Rows and areas are positioned relative to their zone, and seats relative to their row.
"""

from typing import Annotated, Literal

from pydantic import Field

from convite.core.shapes import CleanText, Input
from convite.plan.seating.rules import MAX_SEATS
from convite.plan.seating.schemas import MAX_ROWS, Angle, Color, Coordinate

Text = Annotated[CleanText, Field(max_length=100)]
Whole = Annotated[float, Field(ge=0, le=1_000_000, allow_inf_nan=False)]


class Position(Input):
    """A point."""

    x: Coordinate
    y: Coordinate


class PretixSize(Input):
    """The size of the sheet."""

    width: Whole
    height: Whole


class PretixCategory(Input):
    """A category: a name and an optional colour."""

    name: Annotated[CleanText, Field(min_length=1, max_length=60)]
    color: Color | None = None


class PretixSeat(Input):
    """A seat."""

    seat_guid: Annotated[CleanText, Field(min_length=1, max_length=100)]
    seat_number: Annotated[CleanText, Field(max_length=20)]
    uuid: Text | None = None
    start_direction: Annotated[CleanText, Field(max_length=4)] | None = None
    radius: Annotated[float, Field(gt=0, le=10_000, allow_inf_nan=False)] | None = None
    position: Position
    category: Annotated[CleanText, Field(max_length=60)]


class PretixRow(Input):
    """A row of seats."""

    row_number: Annotated[CleanText, Field(max_length=40)]
    row_label: Text | None = None
    seat_label: Text | None = None
    uuid: Text | None = None
    seats: Annotated[list[PretixSeat], Field(max_length=MAX_SEATS)]
    row_number_position: Literal["start", "end", "both"] | None = None
    position: Position | None = None


class Points(Input):
    """A polygon."""

    points: Annotated[list[Position], Field(max_length=500)]


class Rectangle(Input):
    """A rectangle."""

    width: Whole
    height: Whole


class Ellipse(Input):
    """An ellipse."""

    radius: Position


class Circle(Input):
    """A circle."""

    radius: Whole


class PretixText(Input):
    """A text on an area, positioned relative to the area."""

    text: Annotated[CleanText, Field(max_length=200)]
    color: Color | None = None
    size: Annotated[float, Field(gt=0, le=10_000, allow_inf_nan=False)] | None = None
    position: Position


class PretixArea(Input):
    """A shape that isn't a seat."""

    color: Color | None = None
    border_color: Color | None = None
    rotation: Angle | None = None
    position: Position | None = None
    uuid: Text | None = None
    shape: Literal["polygon", "rectangle", "ellipse", "circle", "text"] | None = None
    polygon: Points | None = None
    rectangle: Rectangle | None = None
    ellipse: Ellipse | None = None
    circle: Circle | None = None
    text: PretixText | None = None


class PretixZone(Input):
    """A zone with its rows and areas."""

    name: Text = ""
    zone_id: Text | None = None
    uuid: Text | None = None
    position: Position
    rows: Annotated[list[PretixRow], Field(max_length=MAX_ROWS)]
    areas: Annotated[list[PretixArea], Field(max_length=2000)] = []


class PretixPlan(Input):
    """A whole plan."""

    name: Annotated[CleanText, Field(max_length=200)]
    categories: Annotated[list[PretixCategory], Field(max_length=50)]
    zones: Annotated[list[PretixZone], Field(max_length=500)]
    size: PretixSize
