"""Who is next in line. Pure functions."""

from collections.abc import Iterable
from typing import Protocol, TypeVar


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
