"""Server-rendered pages: one Jinja environment per language, with autoescaping on."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, get_timezone_location
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from convite.core.language import direction, pick, translator

FOLDER = Path(__file__).parent.parent / "templates"


#: The tokens of a text without values: `{{ _("…") }}`.
FIXED_TEXT = ["variable_begin", "name", "lparen", "string", "rparen", "variable_end"]


class FixedTexts(Extension):
    """Translates texts without values once, while a template is compiled."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """The template's tokens, where such a text is markup like the template's own."""
        kept: list[Token] = []
        for token in stream:
            kept.append(token)
            last = kept[-len(FIXED_TEXT) :]
            if [one.type for one in last] == FIXED_TEXT and last[1].value == "_":
                text = self.environment.say(last[3].value) % {}  # type: ignore[attr-defined]
                kept[-len(FIXED_TEXT) :] = [Token(last[0].lineno, "data", text)]
        return kept


@lru_cache
def environment(locale: str) -> Environment:
    """The environment of a language's pages. Templates are compiled once and not looked at again."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n", FixedTexts],
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words = translator(locale)
    # the i18n extension adds the method
    made.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
    made.extend(say=words.gettext)
    return made


def render(template: str, locale: str, **values: Any) -> str:
    """Renders a page in a language."""
    page = environment(locale).get_template(template)
    return page.render(locale=locale, direction=direction(locale), **values)


@lru_cache(maxsize=1000)
def format_date(moment: datetime, zone: str, locale: str) -> str:
    """A date and time in the reader's language, with the city of its time zone.

    Kept, since all parties of an event are shown the same dates.
    """
    local = moment.astimezone(ZoneInfo(zone))
    moment_text = format_datetime(local, pick("", locale).language.moment, locale=locale)
    place = get_timezone_location(ZoneInfo(zone), locale=locale, return_city=True)
    return f"{moment_text} ({place})"
