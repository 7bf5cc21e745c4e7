"""Which date suits most. Pure functions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

KeyT = TypeVar("KeyT")


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many said what of one option."""

    yes: int = 0
    if_need_be: int = 0
    no: int = 0


def best_of(tallies: Mapping[KeyT, Tally]) -> set[KeyT]:
    """The options that suit most: by yes, then by yes and if need be; several if they are equal.

    None before somebody could come to any.

    Example:
        >>> best_of({"fri": Tally(yes=3), "sat": Tally(yes=3, if_need_be=2), "sun": Tally(yes=1, no=4)})
        {'sat'}
    """
    ranks = {key: (one.yes, one.yes + one.if_need_be) for key, one in tallies.items()}
    top = max(ranks.values(), default=(0, 0))
    return {key for key, rank in ranks.items() if rank == top} if top > (0, 0) else set()


def unanswered(options: Iterable[KeyT], choices: Mapping[str, str]) -> list[KeyT]:
    """The options of which an answer says nothing: those that were added since."""
    return [one for one in options if str(one) not in choices]
