"""Slugs of events, and what their hosts wrote in several languages."""

from collections.abc import Mapping
from typing import Any, Protocol

from convite.core.search import fold


class Translated(Protocol):
    """A row whose texts may be written in other languages too."""

    @property
    def translations(self) -> Mapping[str, Any]:
        """Languages → names of fields → texts."""


def text_in(row: Translated, name: str, locale: str) -> str:
    """A text of a row in a language, if its host wrote one; else as it stands there."""
    own: str = row.translations.get(locale, {}).get(name) or getattr(row, name)
    return own


def slug_of(title: str, ending: str) -> str:
    """A slug made of the title and a random suffix: `ana-y-leo-7fk2`."""
    letters = [letter if letter.isalnum() else "-" for letter in fold(title)[:60]]
    words = [word for word in "".join(letters).split("-") if word]
    return "-".join([*words, ending]) if words else f"event-{ending}"
