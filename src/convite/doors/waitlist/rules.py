"""Who is next in line, and for how long places are offered. Pure functions."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

#: An offer lasts so long at least, however soon the event is.
SHORTEST = timedelta(minutes=15)


class InLine(Protocol):
    """An entry, as far as its turn depends on it."""

    places: int


InLineT = TypeVar("InLineT", bound=InLine)


def next_in_line(
    line: Iterable[InLineT], left: int, *, passes_over: bool
) -> tuple[list[InLineT], int]:
    """Who is offered places now, in the order of the line, and how many are then left.

    A party gets all its places or none. One that needs more than are left keeps the others waiting,
    unless `passes_over` lets smaller ones go first.

    Example:
        >>> from types import SimpleNamespace as Party
        >>> line = [Party(places=4), Party(places=1), Party(places=2)]
        >>> [one.places for one in next_in_line(line, 3, passes_over=True)[0]]
        [1, 2]
        >>> next_in_line(line, 3, passes_over=False)
        ([], 3)
    """
    offered = []
    for one in line:
        if left == 0 or (one.places > left and not passes_over):
            break
        if one.places <= left:
            offered.append(one)
            left -= one.places
    return offered, left


def offer_lasts(moment: datetime, starts_at: datetime | None, most: timedelta) -> timedelta:
    """How long an offer made at this moment lasts: less when the event is soon.

    A quarter of the time until the event, so that four in a row can still be asked; between a quarter of
    an hour and `most`.

    Example:
        >>> from datetime import UTC
        >>> noon = datetime(2030, 5, 1, 12, tzinfo=UTC)
        >>> str(offer_lasts(noon, noon + timedelta(hours=4), timedelta(hours=12)))
        '1:00:00'
    """
    if starts_at is None:
        return most
    return max(min(SHORTEST, most), min(most, (starts_at - moment) / 4))
