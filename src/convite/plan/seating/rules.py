"""Positions and labels of generated seats, and how seats are called where people read them."""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from convite.core.language import Say
from convite.core.problems import FieldText

#: Most seats of a plan.
MAX_SEATS = 100_000
#: Distance between seats, rows and tables, in plan units (centimetres).
SEAT_STEP = 60.0
ROW_STEP = 90.0
TABLE_STEP = 300.0

TOO_MANY_SEATS = FieldText(
    name="plan.too-many-seats",
    english=f"A plan can have at most {MAX_SEATS} seats.",
    values={"most": MAX_SEATS},
)


def repeated_seat(label: str) -> FieldText:
    """Two seats of a plan have the same label."""
    english = f"The seat {label} is in the plan twice."
    return FieldText(name="plan.same-seat", english=english, values={"seat": label})


def repeated_guid(guid: str) -> FieldText:
    """Two seats of a plan have the same guid."""
    english = f"The guid {guid!r} is in the plan twice."
    return FieldText(name="plan.same-guid", english=english, values={"guid": guid})


def unknown_category(category: str, known: Iterable[str]) -> FieldText:
    """A seat's category isn't in the plan; says which are."""
    names = ", ".join(sorted(known))
    english = f"The plan has no category {category!r}; it has {names}."
    return FieldText(
        name="plan.no-category", english=english, values={"category": category, "known": names}
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class PlacedSeat:
    """A generated seat."""

    seat_number: str
    table_number: str | None
    row: str | None
    #: The label within its row or at its table.
    number: str
    x: float
    y: float

    @property
    def line(self) -> str:
        """Id of its row or table."""
        return f"t:{self.table_number}" if self.table_number is not None else f"r:{self.row}"


@dataclass(frozen=True, kw_only=True, slots=True)
class PlacedTable:
    """A generated table: its centre and size."""

    table_number: str
    x: float
    y: float
    shape: str
    radius: float


def row_letter(number: int) -> str:
    """Returns the label of a row, counted from 0: A … Z, AA, AB …"""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def rows(
    count: int, seats_per_row: int, *, first: int = 0, top: float = 0.0
) -> Iterator[PlacedSeat]:
    """Generates straight, centred rows, with seats numbered from the left: A1, A2 …"""
    for index in range(count):
        letter = row_letter(first + index)
        for seat in range(seats_per_row):
            yield PlacedSeat(
                seat_number=f"{letter}{seat + 1}",
                table_number=None,
                row=letter,
                number=str(seat + 1),
                x=(seat - (seats_per_row - 1) / 2) * SEAT_STEP,
                y=top + index * ROW_STEP,
            )


def table_radius(chairs: int) -> float:
    """Returns a radius large enough for the chairs to stand one seat step apart."""
    return max(60.0, chairs * SEAT_STEP / (2 * math.pi))


def tables(
    count: int, chairs: int, *, shape: str = "round", first: int = 1, top: float = 0.0
) -> Iterator[tuple[PlacedTable, list[PlacedSeat]]]:
    """Generates tables in a roughly square grid, each with its chairs: `Table-1 Seat-1` …"""
    across = max(1, math.ceil(math.sqrt(count)))
    radius = table_radius(chairs)
    step = max(TABLE_STEP, 2 * radius + 160)
    for index in range(count):
        name = f"Table-{first + index}"
        column, line = index % across, index // across
        x, y = (column - (across - 1) / 2) * step, top + line * step
        table = PlacedTable(table_number=name, x=x, y=y, shape=shape, radius=radius)
        yield table, list(chairs_around(table, chairs))


def chairs_around(table: PlacedTable, chairs: int) -> Iterator[PlacedSeat]:
    """Generates chairs around a round table, or along both sides of a long one.

    The first chair is at the top.
    """
    for chair in range(chairs):
        if table.shape == "long":
            side, place = chair % 2, chair // 2
            x = table.x + (place - (math.ceil(chairs / 2) - 1) / 2) * SEAT_STEP
            y = table.y + (-70.0 if side == 0 else 70.0)
        else:
            angle = 2 * math.pi * chair / chairs - math.pi / 2
            x = table.x + (table.radius + 35) * math.cos(angle)
            y = table.y + (table.radius + 35) * math.sin(angle)
        yield PlacedSeat(
            seat_number=f"{table.table_number} Seat-{chair + 1}",
            table_number=table.table_number,
            row=None,
            number=str(chair + 1),
            x=round(x, 1),
            y=round(y, 1),
        )


TABLE_SEAT = re.compile(r"(?P<table>.+) Seat-(?P<seat>\S.*)")
NUMBERED_TABLE = re.compile(r"Table-(\S.*)|(\d+)")


def table_name(label: str, say: Say) -> str:
    """A table's name in the reader's language; a table the host has named keeps that name.

    Example:
        >>> table_name("Table-11", str), table_name("Head table", str)
        ('Table 11', 'Head table')
    """
    found = NUMBERED_TABLE.fullmatch(label)
    return say("Table %(table)s") % {"table": found[1] or found[2]} if found else label


def seat_name(label: str | None, say: Say) -> str:
    """A seat's name in the reader's language; an empty text for no seat.

    Example:
        >>> seat_name("Table-11 Seat-8", str), seat_name("A12", str)
        ('Table 11, seat 8', 'Seat A12')
    """
    if not label:
        return ""
    found = TABLE_SEAT.fullmatch(label)
    if not found:
        return say("Seat %(seat)s") % {"seat": label}
    known = {"table": table_name(found["table"], say), "seat": found["seat"]}
    return say("%(table)s, seat %(seat)s") % known


def in_order(label: str) -> tuple[tuple[bool, int, str], ...]:
    """A natural sort key of a table's, row's or seat's label: Table-2 before Table-10."""
    parts = re.findall(r"\d+|\D+", label)
    # isdecimal, as \d matches: "②" and "²" are digits, but int() refuses them
    return tuple(
        (not part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts
    )
