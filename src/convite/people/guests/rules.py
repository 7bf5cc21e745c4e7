"""Splitting, sorting and searching names."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import takewhile

from convite.core.search import fold_words, search_key, trigrams


@dataclass(frozen=True, kw_only=True)
class Keys:
    """A guest's keys for sorting and search."""

    sort_key: str
    search_key: str
    trigrams: list[str]


def split_name(name: str) -> tuple[str, str]:
    """First and last name, split at the last space; suffixes belong to the last name.

    `"Ana María Ruiz"` → `("Ana María", "Ruiz")`, `"John Smith, Jr."` → `("John", "Smith Jr.")`.
    """
    words = name.split()
    suffixes = suffixes_of(words)
    if not words:
        return "", ""
    if len(words) == 1:
        return words[0].strip(",") if suffixes else words[0], " ".join(suffixes)
    last = words[-1].strip(",") if suffixes else words[-1]
    return " ".join(words[:-1]), " ".join([last, *suffixes])


def capitals_first(name: str) -> tuple[str, str] | None:
    """First and last name where the last one comes first, in capitals: `"HOFFMANN Amira"`; else None."""
    words = name.split()
    capitals = list(takewhile(is_all_capitals, words))
    rest = words[len(capitals) :]
    if not capitals or not rest or any(word.isupper() for word in rest):
        return None
    return " ".join(rest), " ".join(capitals)


def is_all_capitals(word: str) -> bool:
    """Whether a word is written in capitals, and isn't just initials."""
    letters = word.replace("-", "").replace("'", "").replace("’", "")
    return len(letters) > 2 and letters.isalpha() and letters.isupper()


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
    key = search_key(name_key, email, phone, company)
    return Keys(sort_key=sort_key, search_key=key, trigrams=trigrams(key))


#: Folds a name; most names of a list occur several times.
fold_name = lru_cache(maxsize=4096)(fold_words)


def name_keys(first_name: str, last_name: str) -> tuple[str, str]:
    """The folded name with the last name first, and with the first name first."""
    first, last = fold_name(first_name), fold_name(last_name)
    return (f"{last} {first}", f"{first} {last}") if first and last else (first or last,) * 2


#: What follows a name and belongs to its end, folded and without points.
GENERATIONS = frozenset({"jr", "jnr", "sr", "snr", "ii", "iii", "iv"})
SUFFIXES = GENERATIONS | {"phd", "md", "esq", "dds", "dvm", "mba", "cpa", "rn"}
#: How much two names may differ to be two spellings of one.
NEAR = 0.85


def is_suffix(word: str) -> bool:
    """Whether a word of a name is one like `Jr.` or `PhD`."""
    return word.strip(",").replace(".", "").casefold() in SUFFIXES


def suffixes_of(words: list[str]) -> list[str]:
    """Takes the suffixes off the end of a name's words; leaves at least one word."""
    found: list[str] = []
    while len(words) > 1 and is_suffix(words[-1]):
        found.insert(0, words.pop().strip(","))
    return found


def is_same_name(one: str, other: str) -> bool:
    """Whether two folded names can be one person's: one has further words, but begins alike.

    `ana ruiz` and `ana maria ruiz` can, `ana ruiz` and `leo ruiz` can't; nor can `john smith` and
    `john smith jr`.
    """
    words, others = one.split(), other.split()
    if not words or not others or generation(words) != generation(others):
        return False
    if set(words) == set(others):
        return True
    few, many = sorted((set(words), set(others)), key=len)
    return few < many and words[0] == others[0]


def is_near_name(one: str, other: str) -> bool:
    """Whether two folded names may be two spellings of one: `ana ruiz` and `anna ruiz`."""
    if generation(one.split()) != generation(other.split()):
        return False
    return SequenceMatcher(None, one, other).ratio() >= NEAR


def generation(words: list[str]) -> set[str]:
    """What tells a father from his son of the same name."""
    return {word.strip(".,") for word in words} & GENERATIONS
