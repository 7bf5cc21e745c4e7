"""Who sees what of a profile, and what may stand in one. Pure functions."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Literal

#: Who may see a field: anybody, whoever hosts an event that one asks to join, or only oneself.
Audience = Literal["everyone", "hosts", "nobody"]
#: As whom a profile is looked at.
Viewer = Literal["everyone", "host"]

#: Who sees a field until its owner says otherwise. `picture` is the first, `pictures` are the others.
DEFAULTS: Mapping[str, Audience] = {
    "name": "everyone",
    "picture": "everyone",
    "pictures": "hosts",
    "bio": "hosts",
    "location": "hosts",
    "languages": "hosts",
    "interests": "hosts",
    "gender": "hosts",
    "birth_date": "nobody",
    "attendance": "hosts",
}
#: For whom a viewer counts.
COUNTS_AS: Mapping[Viewer, frozenset[Audience]] = {
    "everyone": frozenset({"everyone"}),
    "host": frozenset({"everyone", "hosts"}),
}
MAX_PICTURES = 6
MAX_LANGUAGES = 10
#: Nobody is older.
MAX_AGE = 120
LANGUAGE = re.compile(r"([A-Za-z]{2,3})(-[A-Za-z]{4})?(-(?:[A-Za-z]{2}|[0-9]{3}))?")


def audiences(visible: Mapping[str, Audience]) -> dict[str, Audience]:
    """Who sees each field, those included that the owner left as they are."""
    return {**DEFAULTS, **{name: visible[name] for name in DEFAULTS if name in visible}}


def shown_fields(visible: Mapping[str, Audience], viewer: Viewer) -> frozenset[str]:
    """The fields that a viewer sees.

    Example:
        >>> sorted(shown_fields({"bio": "everyone"}, "everyone"))
        ['bio', 'name', 'picture']
    """
    known = audiences(visible)
    return frozenset(name for name, audience in known.items() if audience in COUNTS_AS[viewer])


def age_on(day: date, birth_date: date) -> int:
    """Full years of life on a day.

    Example:
        >>> age_on(date(2026, 2, 28), date(2000, 2, 29)), age_on(date(2026, 3, 1), date(2000, 2, 29))
        (25, 26)
    """
    had_birthday = (day.month, day.day) >= (birth_date.month, birth_date.day)
    return day.year - birth_date.year - (0 if had_birthday else 1)


def language_code(text: str) -> str | None:
    """A language's code in its usual writing; None if it isn't one.

    Example:
        >>> language_code("PT-br"), language_code("zh-hant-TW"), language_code("Spanish")
        ('pt-BR', 'zh-Hant-TW', None)
    """
    found = LANGUAGE.fullmatch(text)
    if found is None:
        return None
    language, script, region = found.groups(default="")
    return language.lower() + script.title() + region.upper()
