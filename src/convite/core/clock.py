"""The application's clock and its time zones.

Expiry of holds and sessions is decided by the database's clock, never by this one.
"""

from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

#: Files beside the time zones that aren't any: what this machine is set to, and stand-ins.
NO_ZONES = frozenset({"localtime", "Factory", "posixrules"})


def now() -> datetime:
    """The current time in UTC."""
    return datetime.now(UTC)


def this_hour() -> str:
    """The current hour in UTC, for keys of what happens once an hour, as `2030-05-01T18`."""
    return f"{now():%Y-%m-%dT%H}"


def is_zone(name: str) -> bool:
    """Whether `name` is an IANA time zone."""
    return name in zones()


@cache
def zones() -> frozenset[str]:
    """The names of the IANA time zones, read from the disk once."""
    return frozenset(available_timezones() - NO_ZONES)


def to_local(moment: datetime, zone: str) -> datetime:
    """Converts a moment to wall time in `zone`, without offset."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
