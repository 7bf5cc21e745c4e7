"""The plan document of a theatre with three levels and boxes: rows on arcs around the stage.

Centimetres from the middle of the arcs; the stage is at the top.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from convite.plan.seating.schemas import (
    Area,
    Category,
    Gap,
    PlanBody,
    Point,
    Row,
    SeatFields,
    Size,
    Zone,
)

#: No I and no O: they look like numbers.
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
SPACING, AISLE = 54.0, 105.0


@dataclass(frozen=True, kw_only=True)
class Level:
    """One level: rows one behind another, in three blocks separated by aisles."""

    zone: str
    prefix: str
    rows: int
    #: Radius of the first row, and the distance between rows.
    radius: float
    depth: float
    #: The angle of the fan, in radians.
    fan: float
    category: str


LEVELS = (
    Level(zone="stalls", prefix="", rows=20, radius=1000, depth=86, fan=1.1, category="Stalls"),
    Level(zone="circle", prefix="Circle", rows=8, radius=2960, depth=90, fan=1.1, category="Royal Circle"),
    Level(zone="upper", prefix="Upper", rows=6, radius=3950, depth=94, fan=1.0, category="Upper Circle"),
)  # fmt: skip
CATEGORIES = [
    Category(name="Stalls", color="#0072B2", pattern="plain"),
    Category(name="Premium", color="#E69F00", pattern="dots", kind="vip"),
    Category(name="Royal Circle", color="#009E73", pattern="stripes"),
    Category(name="Upper Circle", color="#56B4E9", pattern="grid"),
    Category(name="Boxes", color="#D55E00", pattern="cross", kind="vip"),
    Category(name="House seats", color="#CC79A7", pattern="stripes", kind="reserved"),
]
BOXES = 6


def hall() -> PlanBody:
    """The whole theatre."""
    rows: list[Row] = []
    seats: list[SeatFields] = []
    for level in LEVELS:
        for index in range(level.rows):
            row, made = arc_row(level, index)
            rows.append(row)
            seats.extend(made)
    areas = [*stage(), *signs()]
    for side in (-1, 1):
        for index in range(BOXES):
            row, made, area = box(side, index)
            rows.append(row)
            seats.extend(made)
            areas.append(area)
    zones = [
        Zone(id="stalls", name="Stalls", y=1000),
        Zone(id="circle", name="Royal Circle", prefix="Circle", y=2960),
        Zone(id="upper", name="Upper Circle", prefix="Upper", y=3950),
        Zone(id="boxes", name="Boxes", y=1400),
    ]
    return PlanBody(
        name="Theatre Royal",
        size=Size(width=4700, height=4500),
        background=None,
        categories=CATEGORIES,
        zones=zones,
        rows=rows,
        tables=[],
        areas=areas,
        seats=seats,
    )


def arc_row(level: Level, index: int) -> tuple[Row, list[SeatFields]]:
    """A row on its arc: odd numbers left of the middle, even ones right of it."""
    letter, radius = LETTERS[index], level.radius + index * level.depth
    side = 2 * round(((radius * level.fan - 2 * AISLE) / SPACING * 0.27) / 2)
    centre = 2 * round(((radius * level.fan - 2 * AISLE) / SPACING * 0.46) / 2)
    count = 2 * side + centre
    gaps = [Gap(after=side, width=AISLE), Gap(after=side + centre, width=AISLE)]
    length = (count - 1) * SPACING + 2 * AISLE
    bend = radius * (1 - math.cos(length / radius / 2))
    row = Row(
        id=f"{level.zone}-{letter}", zone=level.zone, label=letter, x=0, y=round(radius - bend / 2, 1),
        bend=round(bend, 1), spacing=SPACING, direction="odd_even", gaps=gaps, label_at="both",
    )  # fmt: skip
    seats = []
    for place, along in enumerate(offsets(count, gaps)):
        number = odd_even(place, count)
        angle = (along - length / 2) / radius
        seats.append(
            SeatFields(
                seat_number=f"{level.prefix} {letter}{number}".strip(),
                guid=f"{level.zone}-{letter}-{number}", line=row.id, number=str(number),
                row=f"{level.prefix} {letter}".strip(),
                category=category_of(level, index, place, side, count),
                x=round(radius * math.sin(angle), 1), y=round(radius * math.cos(angle), 1),
                **marks(level, index, place, count),
            )
        )  # fmt: skip
    return row, seats


def offsets(count: int, gaps: list[Gap]) -> Iterator[float]:
    """How far along its arc each seat stands."""
    along = 0.0
    for place in range(count):
        yield along
        along += SPACING + sum(gap.width for gap in gaps if gap.after == place + 1)


def odd_even(place: int, count: int) -> int:
    """The number at a place from the left: 5 3 1 | 2 4 6."""
    left = (count + 1) // 2
    return 1 + 2 * (left - 1 - place) if place < left else 2 + 2 * (place - left)


def category_of(level: Level, index: int, place: int, side: int, count: int) -> str:
    """Premium in the middle of the stalls; the last row is reserved for the host."""
    if level.zone == "stalls" and index == level.rows - 1:
        return "House seats"
    in_middle = side <= place < count - side
    is_premium = in_middle and (
        (level.zone == "stalls" and 3 <= index <= 10) or (level.zone == "circle" and index < 2)
    )
    return "Premium" if is_premium else level.category


def marks(level: Level, index: int, place: int, count: int) -> dict[str, object]:
    """Wheelchair places with a companion's beside them, and the sound desk."""
    if level.zone != "stalls":
        return {}
    if index == 12 and place in (0, count - 1):
        return {"accessible": True}
    if index == 12 and place in (1, count - 2):
        return {"companion": True}
    if index == 17 and abs(place - (count - 1) / 2) < 3:
        return {"blocked": True, "blocked_reason": "Sound desk"}
    return {}


def box(side: int, index: int) -> tuple[Row, list[SeatFields], Area]:
    """A box of four on the side wall, turned to the stage."""
    letter = "ABCDEF"[index] if side < 0 else "GHJKLM"[index]
    angle, radius = side * (0.75 - index * 0.017), 1200 + index * 290
    x, y = radius * math.sin(angle), radius * math.cos(angle)
    turn = -math.degrees(angle) + 90
    along = (math.cos(math.radians(turn)), math.sin(math.radians(turn)))
    row = Row(
        id=f"box-{letter}", zone="boxes", label=f"Box {letter}", x=round(x, 1), y=round(y, 1),
        rotation=round(turn, 2), spacing=SPACING, label_at="none",
    )  # fmt: skip
    seats = [
        SeatFields(
            seat_number=f"Box {letter}{place + 1}", guid=f"box-{letter}-{place + 1}", line=row.id,
            number=str(place + 1), row=f"Box {letter}", category="Boxes",
            x=round(x + along[0] * (place - 1.5) * SPACING, 1),
            y=round(y + along[1] * (place - 1.5) * SPACING, 1),
        )
        for place in range(4)
    ]  # fmt: skip
    half = (118.0, 44.0)
    corners = [(-1, -1), (1, -1), (1, 1), (-1, 1)]
    area = Area(
        id=f"box-{letter} wall", zone="boxes", kind="area", shape="polygon", label=letter,
        x=round(x, 1), y=round(y, 1), rotation=round(turn, 2), w=None, h=None,
        points=[Point(x=cx * half[0], y=cy * half[1]) for cx, cy in corners],
        text_x=0, text_y=side * 74, text_size=38,
    )  # fmt: skip
    return row, seats, area


def stage() -> list[Area]:
    """The stage with its apron, between the walls of the proscenium."""
    deck = [(-900, 0), (900, 0), (690, 520), (430, 640), (0, 680), (-430, 640), (-690, 520)]
    walls = [
        (-1, [(0, 0), (520, 0), (520, 70), (110, 70)]),
        (1, [(0, 0), (-520, 0), (-520, 70), (-110, 70)]),
    ]
    return [
        Area(
            id="stage", kind="stage", label="Stage", shape="polygon", x=0, y=160, w=None, h=None,
            points=[Point(x=x, y=y) for x, y in deck], text_x=0, text_y=300, text_size=110,
        ),
        *(
            Area(
                id=f"proscenium-{side}", kind="wall", shape="polygon", x=side * 1330, y=590, w=None,
                h=None, points=[Point(x=x, y=y) for x, y in points],
            )
            for side, points in walls
        ),
    ]  # fmt: skip


def signs() -> list[Area]:
    """The labels between the levels, and the entrances."""
    words = [("Stalls", 920), ("Royal Circle", 2820), ("Upper Circle", 3810)]
    names = [
        Area(
            id=f"name-{y}",
            kind="text",
            shape="text",
            label=name,
            x=0,
            y=y,
            w=None,
            h=None,
            text_size=72,
        )
        for name, y in words
    ]
    doors = [
        Area(
            id=f"door-{number}", kind="entrance", label=f"Door {number}", x=side * 2010 - 130,
            y=2330, w=260, h=86,
        )
        for number, side in ((1, -1), (2, 1))
    ]  # fmt: skip
    return [*names, *doors]
