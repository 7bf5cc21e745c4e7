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
from convite.core.problems import Problem
from convite.core.shapes import is_storable

FOLDER = Path(__file__).parent.parent / "templates"

#: Of every page: it is for one reader, and not for search engines.
PAGE_HEADERS = {"cache-control": "no-store", "x-robots-tag": "noindex, nofollow"}

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
    made.filters["storable"] = storable
    made.policies["urlize.rel"] = "noopener noreferrer nofollow"
    words = translator(locale)
    # the i18n extension adds the method
    made.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
    made.extend(say=words.gettext)
    return made


def render(template: str, locale: str, **values: Any) -> str:
    """Renders a page in a language."""
    page = environment(locale).get_template(template)
    return page.render(locale=locale, direction=direction(locale), **values)


def storable(text: str) -> str:
    """A text without the characters that a page can't show."""
    return "".join(letter for letter in text if is_storable(letter))


def problem_page(problem: Problem, locale: str) -> str:
    """The page for browsers that a request was refused. It never shows a validator's words."""
    if problem.is_technical:
        return render("problem.html", locale, title=None, detail=None)
    title, detail = problem.title_in(locale), problem.detail_in(locale)
    return render("problem.html", locale, title=title, detail=detail)


@lru_cache(maxsize=1000)
def format_date(moment: datetime, zone: str, locale: str) -> str:
    """A date and time in the reader's language, with the city of its time zone.

    Kept, since all parties of an event are shown the same dates.
    """
    local = moment.astimezone(ZoneInfo(zone))
    moment_text = format_datetime(local, pick("", locale).language.moment, locale=locale)
    place = get_timezone_location(ZoneInfo(zone), locale=locale, return_city=True)
    return f"{moment_text} ({place})"


def format_span(starts: datetime | None, ends: datetime | None, zone: str, locale: str) -> str:
    """From when to when, with the city of the time zone once; empty without a start."""
    if starts is None:
        return ""
    from_text = format_date(starts, zone, locale)
    if ends is None:
        return from_text
    local_start, local_end = starts.astimezone(ZoneInfo(zone)), ends.astimezone(ZoneInfo(zone))
    moment_text, _, place = from_text.rpartition(" (")
    is_one_day = (local_end - local_start).total_seconds() < ONE_NIGHT
    until = (
        f"{local_end:%H:%M}" if is_one_day else format_date(ends, zone, locale).rpartition(" (")[0]
    )
    return f"{moment_text} – {until} ({place}"


#: An end within so many seconds of the start is told by its time alone: until 2 in the morning.
ONE_NIGHT = 18 * 3600
