"""The direction of a text that people have typed, which may not be that of the page around it."""

import unicodedata
from typing import Any


def word(value: str) -> dict[str, Any]:
    """A text with its direction, decided by its first strong character (UAX 9).

    Example:
        >>> word("سلمى 2")["rtl"], word("2 Ana")["rtl"]
        (True, False)
    """
    for letter in value:
        kind = unicodedata.bidirectional(letter)
        if kind in ("R", "AL"):
            return {"text": value, "rtl": True}
        if kind == "L":
            break
    return {"text": value, "rtl": False}


def isolated(value: str, *, is_rtl: bool) -> str:
    r"""A text inside a sentence of the other direction, so that neither turns the other around.

    For where no element can stand around it, such as in an option of a list.

    Example:
        >>> isolated("Fish?", is_rtl=True), isolated("Fish?", is_rtl=False)
        ('\u2068Fish?\u2069', 'Fish?')
    """
    return value if word(value)["rtl"] == is_rtl else f"\u2068{value}\u2069"
