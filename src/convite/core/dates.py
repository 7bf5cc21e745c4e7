"""Dates and times as people read them: in their language, with the city of the event's time zone."""

from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.core import get_global
from babel.dates import format_datetime, format_timedelta, get_timezone_location

from convite.core.language import pick

#: An end within so many seconds of the start is told by its time alone: until 2 in the morning.
ONE_NIGHT = 18 * 3600


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


def format_ago(moment: datetime, at: datetime, locale: str) -> str:
    """How long before another moment one was, in the reader's language.

    Example:
        >>> now = datetime(2027, 5, 1, 12, tzinfo=ZoneInfo("UTC"))
        >>> format_ago(now.replace(hour=10), now, "en"), format_ago(now, now, "en")
        ('2 hours ago', '1 second ago')
    """
    # clocks of two machines may differ: nothing is told of the future
    past = min(moment - at, timedelta(seconds=-1))
    return str(format_timedelta(past, add_direction=True, threshold=1, locale=locale))


def country_of_zone(zone: str) -> str | None:
    """The country where a time zone's city is; none for zones of no place.

    Example:
        >>> country_of_zone("Europe/Madrid"), country_of_zone("UTC")
        ('ES', None)
    """
    zone = get_global("zone_aliases").get(zone, zone)
    country = get_global("zone_territories").get(zone)
    # ZZ and 001 are no countries
    return country if country and country.isalpha() and country != "ZZ" else None
