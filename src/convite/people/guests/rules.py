"""Splitting, sorting and searching names."""

from dataclasses import dataclass

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


def keys_of(
    *, first_name: str, last_name: str, email: str | None, phone: str | None, company: str
) -> Keys:
    """The folded keys of a guest.

    The search key starts with a space, so that two letters match the start of a word.
    """
    sort_key = fold(f"{last_name} {first_name}")
    parts = [f"{first_name} {last_name}", email or "", phone or "", company]
    search_key = " " + " ".join(fold(part) for part in parts if part)
    return Keys(sort_key=sort_key, search_key=search_key, trigrams=trigrams(search_key))


def needle_of(text: str) -> tuple[list[str], str]:
    """The trigrams a match must have, and the folded text it must contain."""
    folded = fold(text)
    if len(folded) == 2:
        return [f" {folded}"], f" {folded}"
    return trigrams(folded), folded
