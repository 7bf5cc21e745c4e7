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
