"""The languages that guests read, and who gets which.

Catalogues are read as they are edited (`.po`), once a process: there is no build step to forget.
A text that a catalogue lacks is shown in English, which is also its key.
"""

import gettext
import io
from functools import lru_cache
from pathlib import Path

#: The first is the one that is left when nothing is known.
LOCALES = ("en", "es", "ar")
RIGHT_TO_LEFT = frozenset({"ar"})

FOLDER = Path(__file__).parent.parent / "locale"


@lru_cache
def translator(locale: str) -> gettext.NullTranslations:
    """The texts of a language; English ones for a language we don't speak.

    Example:
        >>> translator("es").gettext("You need to do nothing.")
        'No tienes que hacer nada.'
    """
    path = FOLDER / locale / "LC_MESSAGES" / "convite.po"
    if locale not in LOCALES or not path.is_file():
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    with path.open("rb") as written:
        write_mo(compiled, read_po(written, locale=locale))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def direction(locale: str) -> str:
    """How the language is written: `ltr` or `rtl`."""
    return "rtl" if locale in RIGHT_TO_LEFT else "ltr"


def pick(accept_language: str, *candidates: str | None, fallback: str = "en") -> str:
    """The language somebody gets: the first candidate that we speak, else what their browser asks
    for, else the fallback, else English.

    Example:
        >>> pick("ar;q=0.4, es-MX", None, "fr")
        'es'
    """
    for candidate in (*candidates, *languages_accepted(accept_language), fallback):
        spoken = (candidate or "").replace("_", "-").partition("-")[0].lower()
        if spoken in LOCALES:
            return spoken
    return LOCALES[0]


def languages_accepted(accept_language: str) -> list[str]:
    """The languages of an Accept-Language header, most wanted first."""
    wanted = []
    for place, part in enumerate(accept_language[:500].split(",")):
        name, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality or 1)
        except ValueError:
            continue
        if name and weight > 0:
            wanted.append((-weight, place, name))
    return [name for _, _, name in sorted(wanted)]
