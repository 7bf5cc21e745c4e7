"""The application's clock, and the one function that turns local wall time into UTC.

Whether a hold or a log-in has ended is asked of the database's clock, never of this one.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def is_zone(name: str) -> bool:
    """Whether `name` is an IANA time zone."""
    return name in available_timezones()


def to_utc(local: datetime, zone: str) -> datetime:
    """Wall time `local` (without offset) in `zone`, as UTC; in a fold the first of the two."""
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def to_local(moment: datetime, zone: str) -> datetime:
    """A moment as the wall clock in `zone` shows it, without offset."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
