"""Splitting, sorting and searching names."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from convite.core.search import fold, trigrams


@dataclass(frozen=True, kw_only=True)
class Keys:
    """A guest's keys for sorting and search."""

    sort_key: str
    search_key: str
    trigrams: list[str]


def split_name(name: str) -> tuple[str, str]:
    """First and last name, split at the last space: `"Ana María Ruiz"` → `("Ana María", "Ruiz")`."""
    first, _, last = name.strip().rpartition(" ")
    return (first.strip(), last.strip()) if first else (last, "")


def full_name(first_name: str, last_name: str) -> str:
    """First and last name."""
    return f"{first_name} {last_name}".strip()


#: Most names in a party's label.
LABEL_NAMES = 4


def label_of(names: Sequence[tuple[str, str]]) -> str:
    """What to call people who belong together: by their names, and without a count that grows stale.

    Example:
        >>> label_of([("Jo", "Smith"), ("Al", "Smith")])
        'Jo & Al Smith'
        >>> label_of([("Jo", "Smith"), ("Ana", "Ruiz")])
        'Jo Smith & Ana Ruiz'
    """
    shown = names[:LABEL_NAMES]
    families = {last for _, last in shown}
    if len(families) == 1 and len(shown) > 1:
        firsts, family = [first for first, _ in shown], shown[0][1]
    else:
        firsts, family = [full_name(first, last) for first, last in shown], ""
    together = " & ".join(filter(None, [", ".join(firsts[:-1]), firsts[-1]]))
    return f"{together} {family}".strip()[:MAX_LABEL]


#: As an invitation's label.
MAX_LABEL = 200


def keys_of(
    *, first_name: str, last_name: str, email: str | None, phone: str | None, company: str
) -> Keys:
    """The folded keys of a guest."""
    sort_key, name_key = name_keys(first_name, last_name)
    search_key = search_key_of(name_key, email, phone, company)
    return Keys(sort_key=sort_key, search_key=search_key, trigrams=trigrams(search_key))


#: Folds a name; most names of a list occur several times.
fold_name = lru_cache(maxsize=4096)(fold)


def name_keys(first_name: str, last_name: str) -> tuple[str, str]:
    """The folded name with the last name first, and with the first name first."""
    first, last = fold_name(first_name), fold_name(last_name)
    return (f"{last} {first}", f"{first} {last}") if first and last else (first or last,) * 2


def search_key_of(name_key: str, *details: str | None) -> str:
    """The folded name and details.

    It starts with a space, so that two letters match the start of a word.
    """
    return " ".join(["", name_key, *(fold(detail) for detail in details if detail)])


def needle_of(text: str) -> tuple[list[str], str]:
    """The trigrams a match must have, and the folded text it must contain."""
    folded = fold(text)
    if len(folded) == 2:
        return [f" {folded}"], f" {folded}"
    return trigrams(folded), folded
