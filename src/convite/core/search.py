"""Folding for look-ups and trigrams for substring search.

Row-level policies keep operators like `LIKE` from using an index, so keys are folded here, in
Python, and search goes through a definer function that repeats the tenant filter.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from operator import itemgetter

#: Combining marks of Latin letters: removed in bulk, before checking letter by letter.
LATIN_ACCENTS = re.compile("[\u0300-\u036f]+")
#: Most trigrams stored per row: a very long name is only found by its beginning.
MAX_TRIGRAMS = 200


def fold(text: str) -> str:
    """Lower case, without accents, spaces collapsed: `"Núñez  Ána"` → `"nunez ana"`."""
    if text.isascii():
        return " ".join(text.lower().split())
    letters = LATIN_ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    if not letters.isascii():
        letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(letters.split())


def email_key(email: str) -> str:
    """Normalizes an e-mail address for comparison: case is ignored."""
    return unicodedata.normalize("NFKC", email.strip()).casefold()


def trigrams(folded: str) -> list[str]:
    """The distinct trigrams of a folded text, for the row's index."""
    if len(folded) < 4:
        return [folded] if len(folded) == 3 else []
    return sorted(set(cutter(len(folded))(folded)))[:MAX_TRIGRAMS]


@lru_cache(maxsize=256)
def cutter(length: int) -> Callable[[str], tuple[str, ...]]:
    """Cuts a text of `length` into its trigrams; twice as fast as a loop, as an import needs it."""
    return itemgetter(*(slice(start, start + 3) for start in range(length - 2)))


def like(needle: str) -> str:
    """A LIKE pattern that matches `needle` anywhere, with its wildcards escaped."""
    escaped = needle.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
