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
#: Letters that normalization leaves alone, as people write them without a keyboard for them; Arabic
#: letters that are written for one another; Arabic and Persian digits. `folded` in the web app's
#: `lib/matches.ts` has the same, and both are tested with `tests/data/search.json`.
LETTERS = str.maketrans(
    {
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "ħ": "h",
        "ı": "i",
        "ŋ": "n",
        "ŧ": "t",
        "ٱ": "ا",
        "ة": "ه",
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ە": "ه",
        "ہ": "ه",
        **{chr(0x660 + digit): str(digit) for digit in range(10)},
        **{chr(0x6F0 + digit): str(digit) for digit in range(10)},
    }
)
#: What isn't seen or only stretches a word: soft hyphen, tatweel, direction marks, joiners.
UNSEEN = re.compile("[\u00ad\u0640\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
#: Apostrophes and what is typed in their place: `O'Hara` is `OHara`.
APOSTROPHES = re.compile("['`\u00b4\u02b9-\u02bf\u2018-\u201b\u2032\uff07]+")
#: What joins the words of a name: `al-Rashid` is `al Rashid`.
HYPHENS = re.compile("[-\u2010-\u2015\u2212\u05be\ufe63\uff0d]+")
#: Most trigrams stored per row: a very long name is only found by its beginning.
MAX_TRIGRAMS = 200
#: Most words of a search that are looked at.
MAX_WORDS = 20


def fold(text: str) -> str:
    """Lower case, without accents, spaces collapsed: `"Núñez  Ána"` → `"nunez ana"`.

    Letters that stand for one another become one: `"Łukasz Weiß"` → `"lukasz weiss"`.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    letters = LATIN_ACCENTS.sub("", unicodedata.normalize("NFKD", UNSEEN.sub("", text.casefold())))
    letters = letters.translate(LETTERS)
    if not letters.isascii():
        letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(letters.split())


def fold_words(text: str) -> str:
    """The same without apostrophes, and with hyphens as spaces: `"Al-Rashid O’Hara"` → `"al rashid ohara"`.

    The accent that stands for an apostrophe must go before it is taken for a space and an accent.
    """
    return fold(HYPHENS.sub(" ", APOSTROPHES.sub("", text)))


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


def search_key(name: str, *details: str | None) -> str:
    """The folded words of a name and details that a search looks through.

    It starts with a space, so that the start of a word can be found. The name's words are repeated
    without spaces, so that `alrashid` finds `al Rashid`.
    """
    words = fold_words(name)
    joined = words.replace(" ", "") if " " in words else ""
    return " ".join(
        ["", words, *filter(None, map(fold_words, filter(None, details))), joined]
    ).rstrip()


def needle_of(text: str) -> tuple[list[str], list[str]]:
    """The trigrams a match must have, and the patterns that it must be `LIKE`: one for each word.

    One or two letters must begin a word; more may stand anywhere. A comma separates: `Smith, Jo`.
    """
    words = sorted(set(fold_words(text.replace(",", " ")).split()[:MAX_WORDS]))
    parts = [word if len(word) > 2 else f" {word}" for word in words]
    return sorted({gram for part in parts for gram in trigrams(part)}), [
        like(part) for part in parts
    ]
