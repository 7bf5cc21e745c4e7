"""Pages rendered on the server: one environment, everything escaped, texts from the catalogues."""

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
    """The templates, in one language."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.install_gettext_translations(translator(locale), newstyle=True)  # type: ignore[attr-defined]
    return made


def render(template: str, locale: str, **values: Any) -> str:
    """A page in a language."""
    page = environment(locale).get_template(template)
    return page.render(locale=locale, direction=direction(locale), **values)


def format_date(moment: datetime, zone: str, locale: str) -> str:
    """A moment as people speak it, with the place whose clock it is."""
    local = moment.astimezone(ZoneInfo(zone))
    said = format_datetime(local, pick("", locale).language.moment, locale=locale)
    place = get_timezone_location(ZoneInfo(zone), locale=locale, return_city=True)
    return f"{said} ({place})"
