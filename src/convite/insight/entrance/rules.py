"""Groups arrivals into steps of five minutes. Pure functions."""

from collections.abc import Mapping
from datetime import datetime, timedelta

STEP = timedelta(minutes=5)
STEPS = 24


def step_of(moment: datetime) -> datetime:
    """The start of the five minutes that `moment` lies in."""
    return moment.replace(minute=moment.minute - moment.minute % 5, second=0, microsecond=0)


def filled(arrivals: Mapping[datetime, int], now: datetime) -> list[tuple[datetime, int]]:
    """The last two hours without gaps, oldest first; older steps are left out."""
    newest = step_of(now)
    steps = [newest - STEP * back for back in reversed(range(STEPS))]
    return [(at, arrivals.get(at, 0)) for at in steps]
