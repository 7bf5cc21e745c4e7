"""Slugs of events, and what their hosts wrote in several languages."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol

from convite.core.search import fold

#: How long before an event its minimum is looked at, unless its host chose a moment.
LOOK_BEFORE = timedelta(hours=24)


class Minimum(Protocol):
    """How many people an event needs at least, and by when; None of both unless its host said so."""

    @property
    def min_people(self) -> int | None:
        """How many."""

    @property
    def min_people_by(self) -> datetime | None:
        """By when."""


def minimum_moment(minimum: Minimum, starts_at: datetime | None) -> datetime | None:
    """When it is looked at whether enough people come; None if it isn't.

    The worker finds these moments by the same rule in SQL (`doors.minimum.queries`).
    """
    if minimum.min_people is None or starts_at is None:
        return None
    chosen = minimum.min_people_by
    return chosen if chosen is not None and chosen < starts_at else starts_at - LOOK_BEFORE


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
