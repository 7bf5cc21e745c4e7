"""Server-rendered pages: one Jinja environment per language, with autoescaping on."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, get_timezone_location
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from convite.core.language import direction, pick, translator

FOLDER = Path(__file__).parent.parent / "templates"


@lru_cache
def environment(locale: str) -> Environment:
    """The template environment for one language."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words = translator(locale)
    # the i18n extension adds the method
    made.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
    return made


def render(template: str, locale: str, **values: Any) -> str:
    """Renders a page in a language."""
    page = environment(locale).get_template(template)
    return page.render(locale=locale, direction=direction(locale), **values)


def format_date(moment: datetime, zone: str, locale: str) -> str:
    """A date and time in the reader's language, with the city of its time zone."""
    local = moment.astimezone(ZoneInfo(zone))
    moment_text = format_datetime(local, pick("", locale).language.moment, locale=locale)
    place = get_timezone_location(ZoneInfo(zone), locale=locale, return_city=True)
    return f"{moment_text} ({place})"
