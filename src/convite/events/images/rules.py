"""How many pictures an event has, and in which order. Pure functions."""

from collections.abc import Sequence
from typing import TypeVar

ItemT = TypeVar("ItemT")

#: The kind of a picture by the purpose of its file, and how many an event may have.
KIND_OF = {"event_cover": "cover", "event_image": "gallery"}
MOST = {"cover": 3, "gallery": 30}


def moved_to(items: Sequence[ItemT], item: ItemT, position: int | None) -> list[ItemT]:
    """The items in their new order: one moved or added at a position, by default at the end.

    Example:
        >>> moved_to("abc", "c", 0), moved_to("ab", "x", None), moved_to("abc", "a", 99)
        (['c', 'a', 'b'], ['a', 'b', 'x'], ['b', 'c', 'a'])
    """
    others = [one for one in items if one != item]
    at = len(others) if position is None else min(position, len(others))
    return [*others[:at], item, *others[at:]]
