"""The languages that people read, and who gets which.

Everything else that has to know them (schemas, OpenAPI, the web app) takes them from `Locale`. A new
language is one entry there and its catalogues: `locale/<code>`, `web/src/locales/<code>.po` and the
guest page's `web/src/rsvp/words.ts`.

Catalogues are read as they are edited (`.po`), once a process: there is no build step to forget.
A text that a catalogue lacks is shown in English, which is also its key.
"""

import gettext
import io
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import GetJsonSchemaHandler
from pydantic_core import CoreSchema


@dataclass(frozen=True, kw_only=True, slots=True)
class Language:
    """What is known of a language."""

    #: Its name in English, and its own name.
    english: str
    name: str
    #: The locale by which browsers write dates and numbers. Arabic has Western digits, as seat labels
    #: and codes are printed; English has the day first and 24 hours.
    format: str
    #: Babel's pattern of a moment as people speak it.
    moment: str
    #: What guest lists call it besides.
    also: tuple[str, ...]
    is_right_to_left: bool = False

    @property
    def direction(self) -> str:
        """How it is written: `ltr` or `rtl`."""
        return "rtl" if self.is_right_to_left else "ltr"


class Locale(StrEnum):
    """A language that people can read here. The first is the fallback."""

    language: Language

    def __new__(cls, code: str, language: Language) -> "Locale":
        """A member that is its code, and carries the rest."""
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
        """Tells clients what they show of each language; the web app's list is generated from it."""
        schema = handler(core_schema)
        told = handler.resolve_ref_schema(schema)
        told["x-languages"] = {
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
    """The texts of a language; English ones for a language we don't speak.

    `convite` has what guests read, by its English text; `problems` has refusals, by their names.

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
    """The first text that the language has of a refusal; None where it has none, as in English."""
    texts = translator(locale, "problems")
    return next((text for key in keys if (text := texts.gettext(key)) != key), None)


def direction(locale: str) -> str:
    """How the language is written: `ltr` or `rtl`."""
    known = BY_CODE.get(locale)
    return known.language.direction if known else "ltr"


def pick(accept_language: str, *candidates: str | None, fallback: str = "") -> Locale:
    """The language somebody gets: the first candidate that we speak, else what their browser asks
    for, else the fallback, else English.

    Example:
        >>> pick("ar;q=0.4, es-MX", None, "fr").value
        'es'
    """
    for candidate in (*candidates, *languages_accepted(accept_language), fallback):
        spoken = (candidate or "").replace("_", "-").partition("-")[0].lower()
        if spoken in BY_CODE:
            return BY_CODE[spoken]
    return LOCALES[0]


def accepted_locale(headers: Iterable[tuple[bytes, bytes]]) -> Locale:
    """The language that a request asks for, from its raw headers."""
    asked = (value for name, value in headers if name == b"accept-language")
    return pick(next(asked, b"").decode("latin-1"))


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
