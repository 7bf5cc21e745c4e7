"""When regular work is due: `every:SECONDS`, or a cron line of five fields in UTC."""

from dataclasses import dataclass
from datetime import datetime, timedelta

#: Bounds of minute, hour, day of month, month, day of week (0 is Sunday, as is 7).
BOUNDS = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
#: A line that fits no minute within this is a mistake (the 30th of February).
FURTHEST = timedelta(days=366 * 4)


@dataclass(frozen=True, kw_only=True)
class Cron:
    """A cron line, each field as the set of values that fit."""

    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]

    def fits(self, moment: datetime) -> bool:
        """Whether the work is due in this minute."""
        return (
            moment.minute in self.minutes
            and moment.hour in self.hours
            and moment.day in self.days
            and moment.month in self.months
            and (moment.isoweekday() % 7) in self.weekdays
        )

    def after(self, moment: datetime) -> datetime:
        """The first minute that fits after `moment`.

        Raises:
            ValueError: there is none.
        """
        day = moment.replace(second=0, microsecond=0) + timedelta(minutes=1)
        end = moment + FURTHEST
        while day < end:
            if self.fits(day):
                return day
            whole = day.month in self.months and day.day in self.days
            step = timedelta(minutes=1) if whole else timedelta(days=1)
            day = day + step if whole else day.replace(hour=0, minute=0) + step
        raise ValueError("this schedule fits no day")


def read_cron(line: str) -> Cron:
    """Reads `*`, `*/5`, `1-5`, `1,15` and numbers.

    Raises:
        ValueError: it isn't a cron line.
    """
    fields = line.split()
    if len(fields) != len(BOUNDS):
        raise ValueError(f"{line!r} isn't a cron line of five fields")
    minutes, hours, days, months, weekdays = (
        values_of(field, low, high) for field, (low, high) in zip(fields, BOUNDS, strict=True)
    )
    return Cron(
        minutes=minutes,
        hours=hours,
        days=days,
        months=months,
        weekdays=frozenset(day % 7 for day in weekdays),
    )


def values_of(field: str, low: int, high: int) -> frozenset[int]:
    """The values that a field names."""
    found: set[int] = set()
    for part in field.split(","):
        span, _, step = part.partition("/")
        first, _, last = span.partition("-")
        start = low if first == "*" else int(first)
        end = high if first == "*" else int(last or first)
        if not low <= start <= end <= high:
            raise ValueError(f"{field!r} is outside {low}-{high}")
        found.update(range(start, end + 1, int(step or 1)))
    return frozenset(found)


def seconds_until(schedule: str, moment: datetime) -> float:
    """How long from `moment` until the work is due next."""
    kind, _, rest = schedule.partition(":")
    if kind == "every":
        return float(rest)
    return (read_cron(schedule).after(moment) - moment).total_seconds()
