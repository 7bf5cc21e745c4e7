"""The supported languages, and how a reader's language is chosen.

Schemas, OpenAPI and the web app take the list from `Locale`. To add a language, add an entry there and
its catalogues: `locale/<code>`, `web/src/locales/<code>.po` and the guest page's
`web/src/rsvp/words.ts`.

Catalogues are read directly from `.po`, once per process, so there is no build step to forget.
A text missing from a catalogue is shown in English, which is also its key.
"""

import gettext
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import GetJsonSchemaHandler
from pydantic_core import CoreSchema


@dataclass(frozen=True, kw_only=True, slots=True)
class Language:
    """A language's names and formats."""

    #: Its name in English and in the language itself.
    english: str
    name: str
    #: The locale browsers use for dates and numbers. Arabic uses Western digits, like the printed seat
    #: labels and codes; English uses day-first dates and 24-hour times.
    format: str
    #: Babel's pattern for a date and time.
    moment: str
    #: Other names for it in imported guest lists.
    also: tuple[str, ...]
    is_right_to_left: bool = False

    @property
    def direction(self) -> str:
        """Its text direction: `ltr` or `rtl`."""
        return "rtl" if self.is_right_to_left else "ltr"


#: Translates a text.
Say = Callable[[str], str]


class Locale(StrEnum):
    """A supported language. The first is the fallback."""

    language: Language

    def __new__(cls, code: str, language: Language) -> "Locale":
        """A member whose value is the language code."""
        member = str.__new__(cls, code)
        member._value_, member.language = code, language
        return member

    EN = (
        "en",
        Language(
            english="English",
            name="English",
            format="en-GB",
            moment="EEEE d MMMM y, HH:mm",
            also=("eng", "ingles", "الانجليزية"),
        ),
    )
    ES = (
        "es",
        Language(
            english="Spanish",
            name="Español",
            format="es",
            moment="EEEE d 'de' MMMM 'de' y, HH:mm",
            also=("spa", "castellano"),
        ),
    )
    AR = (
        "ar",
        Language(
            english="Arabic",
            name="العربية",
            format="ar-u-nu-latn",
            moment="EEEE d MMMM y، HH:mm",
            also=("ara", "arabe", "عربي"),
            is_right_to_left=True,
        ),
    )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Adds language names to the JSON schema; the web app's list is generated from it."""
        schema = handler(core_schema)
        resolved = handler.resolve_ref_schema(schema)
        resolved["x-languages"] = {
            one.value: {
                "name": one.language.name,
                "direction": one.language.direction,
                "format": one.language.format,
            }
            for one in cls
        }
        return schema


LOCALES = tuple(Locale)
BY_CODE = {one.value: one for one in Locale}

FOLDER = Path(__file__).parent.parent / "locale"


@lru_cache
def translator(locale: str, domain: str = "convite") -> gettext.NullTranslations:
    """The translations of a language; English for an unsupported language.

    `convite` has texts for guests, keyed by English text; `problems` has problems, keyed by name.

    Example:
        >>> translator("es").gettext("You don't need to do anything.")
        'No tienes que hacer nada.'
    """
    path = FOLDER / locale / "LC_MESSAGES" / f"{domain}.po"
    if locale not in BY_CODE or not path.is_file():
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    with path.open("rb") as written:
        write_mo(compiled, read_po(written, locale=locale))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def problem_text(locale: str, *keys: str) -> str | None:
    """The first translation found for a problem; None if there is none, as in English."""
    texts = translator(locale, "problems")
    return next((text for key in keys if (text := texts.gettext(key)) != key), None)


def direction(locale: str) -> str:
    """The language's text direction: `ltr` or `rtl`."""
    known = BY_CODE.get(locale)
    return known.language.direction if known else "ltr"


def pick(accept_language: str, *candidates: str | None, fallback: str = "") -> Locale:
    """Picks a reader's language: the first supported candidate, else the browser's preference,
    else the fallback, else English.

    Example:
        >>> pick("ar;q=0.4, es-MX", None, "fr").value
        'es'
    """
    return asked_for(accept_language, *candidates) or supported(fallback) or LOCALES[0]


def asked_for(accept_language: str, *candidates: str | None) -> Locale | None:
    """The first supported candidate, else the browser's preference; None if none is supported."""
    wanted = (*candidates, *languages_accepted(accept_language))
    return next((found for found in map(supported, wanted) if found is not None), None)


def supported(code: str | None) -> Locale | None:
    """The supported language of a code such as `es-MX` or `pt_BR`; None if it isn't one."""
    return BY_CODE.get((code or "").replace("_", "-").partition("-")[0].lower())


def accepted_locale(headers: Iterable[tuple[bytes, bytes]]) -> Locale:
    """The language that a request asks for, from its raw headers."""
    languages = (value for name, value in headers if name == b"accept-language")
    return pick(next(languages, b"").decode("latin-1"))


def languages_accepted(accept_language: str) -> list[str]:
    """The languages of an Accept-Language header, most preferred first."""
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
