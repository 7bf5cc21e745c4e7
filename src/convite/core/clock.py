"""The application's clock and its time zones.

Expiry of holds and sessions is decided by the database's clock, never by this one.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones


def now() -> datetime:
    """The current time in UTC."""
    return datetime.now(UTC)


def is_zone(name: str) -> bool:
    """Whether `name` is an IANA time zone."""
    return name in available_timezones()


def to_local(moment: datetime, zone: str) -> datetime:
    """Converts a moment to wall time in `zone`, without offset."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
