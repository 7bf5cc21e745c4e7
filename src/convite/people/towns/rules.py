"""How a town is found by its name, or by the beginning of it."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from convite.core.search import fold_words

#: Fewer letters fit too many towns.
LEAST_LETTERS = 2
#: Most towns of an answer.
MOST_TOWNS = 10
#: Most of those that begin with what was typed, before other languages are looked at.
MOST_BY_OWN_NAME = 7
#: Up to so many letters are abbreviations more often than names.
SHORT = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Town:
    """A town with its position in degrees."""

    name: str
    #: The state, for towns in the United States.
    region: str | None
    #: ISO 3166-1, two letters.
    country: str
    latitude: float
    longitude: float


@dataclass(frozen=True, kw_only=True)
class Index:
    r"""Towns by population, largest first, and their folded names: `\n|madrid|madryt|` for each."""

    towns: Sequence[Town]
    #: UTF-8: a third smaller than text, as one letter of a rare script would widen all others.
    names: bytes
    #: Where in `names` each town begins.
    starts: Sequence[int]


def key_of(text: str) -> str:
    """What is looked for of what was typed: folded, up to a comma: `"Málaga, Spain"` → `"malaga"`."""
    return fold_words(text.split(",", maxsplit=1)[0]).replace("|", "")


def names_line(names: Sequence[str]) -> bytes:
    """A town's folded names as the index has them."""
    folded = fold_words("|".join(name.replace("|", " ") for name in names))
    return f"\n|{folded}|".encode()


def found(index: Index, text: str) -> list[Town]:
    """Up to ten towns: those of this name, then those whose name begins so, in any language."""
    key = key_of(text)
    numbers: dict[int, None] = {}
    for pattern, most in patterns_of(key):
        add_matches(index, pattern.encode(), numbers, most)
    return [index.towns[number] for number in numbers]


def patterns_of(key: str) -> list[tuple[str, int]]:
    """What is looked for one after the other, and how many towns there may be then.

    Names in other languages are kept from the top while few letters are typed, as they fit too much, but
    have places of their own: `wie` is Wiesbaden, and also Vienna.
    """
    begins = f"\n|{key}"
    whole = [(f"|{key}|", MOST_TOWNS)] if len(key) > SHORT else []
    return [
        (f"{begins}|", MOST_TOWNS),
        *whole,
        (begins, MOST_BY_OWN_NAME),
        (f"|{key}", MOST_TOWNS),
        (begins, MOST_TOWNS),
        (f" {key}", MOST_TOWNS),
    ]


def add_matches(index: Index, pattern: bytes, numbers: dict[int, None], most: int) -> None:
    """Adds the towns with a pattern in their names, until there are `most`."""
    at = index.names.find(pattern)
    while at >= 0 and len(numbers) < most:
        number = bisect_right(index.starts, at) - 1
        numbers[number] = None
        if number + 1 == len(index.starts):
            return
        at = index.names.find(pattern, index.starts[number + 1])
