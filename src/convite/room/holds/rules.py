"""Which seats lie side by side: pure choices over free seats."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class FreeSeat:
    """A free seat, as the choice of a block needs it."""

    id: UUID
    #: Place in the plan's order.
    place: int
    #: Its row or table; a block doesn't cross it.
    line: str
    x: float
    y: float


def runs(seats: Sequence[FreeSeat]) -> list[list[FreeSeat]]:
    """Unbroken runs of neighbouring free seats within a line."""
    found = []
    ordered = sorted(seats, key=lambda seat: seat.place)
    for _, group in groupby(
        enumerate(ordered), key=lambda pair: (pair[1].line, pair[1].place - pair[0])
    ):
        found.append([seat for _, seat in group])
    return found


def distance(seat: FreeSeat, near: tuple[float, float]) -> float:
    """Squared distance of a seat to a point."""
    return (seat.x - near[0]) ** 2 + (seat.y - near[1]) ** 2


def best_block(
    seats: Sequence[FreeSeat], places: int, near: tuple[float, float] | None
) -> list[FreeSeat] | None:
    """The best `places` side by side: nearest to the point, else first and least splitting.

    None when no line has so many free ones together.
    """
    choices = []
    for run in runs(seats):
        for start in range(len(run) - places + 1):
            block = run[start : start + places]
            left_over = len(run) - places
            away = sum(distance(seat, near) for seat in block) if near else 0.0
            choices.append((away, left_over == 1, left_over, block[0].place, block))
    return min(choices, key=lambda choice: choice[:4])[4] if choices else None
