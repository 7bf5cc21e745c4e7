"""Placeholders in a host's words, and when a guest may be written to. Pure functions."""

import re
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*\}\}")
NAMES = ("name", "event", "when", "where", "link", "answer_by")


def unknown_placeholders(words: str) -> list[str]:
    """Placeholders in double braces that have no value."""
    return sorted({f"{{{{{one}}}}}" for one in PLACEHOLDER.findall(words) if one not in NAMES})


def filled(words: str, values: Mapping[str, str]) -> str:
    """Fills in the placeholders; a value that looks like a placeholder is left as it is."""
    return PLACEHOLDER.sub(lambda found: values[found.group(1)], words)


def not_before(moment: datetime, zone: str, quiet: tuple[time, time] | None) -> datetime:
    """The first time at or after `moment` outside the quiet hours in a time zone.

    Example:
        >>> night = (time(22), time(8))
        >>> not_before(datetime(2027, 5, 1, 21, 30, tzinfo=ZoneInfo("UTC")), "Europe/Madrid", night)
        datetime.datetime(2027, 5, 2, 6, 0, tzinfo=zoneinfo.ZoneInfo(key='UTC'))
    """
    if quiet is None or quiet[0] == quiet[1]:
        return moment
    start, end = quiet
    local = moment.astimezone(ZoneInfo(zone))
    clock = local.time().replace(tzinfo=None)
    over_midnight = start > end
    is_quiet = clock >= start or clock < end if over_midnight else start <= clock < end
    if not is_quiet:
        return moment
    day = local.date() + timedelta(days=1 if over_midnight and clock >= start else 0)
    return datetime.combine(day, end, tzinfo=ZoneInfo(zone)).astimezone(moment.tzinfo)
