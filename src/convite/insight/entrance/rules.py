"""Pure: arrivals put in steps of five minutes."""

from collections.abc import Mapping
from datetime import datetime, timedelta

STEP = timedelta(minutes=5)
STEPS = 24


def step_of(moment: datetime) -> datetime:
    """The beginning of the five minutes that `moment` lies in."""
    return moment.replace(minute=moment.minute - moment.minute % 5, second=0, microsecond=0)


def filled(arrivals: Mapping[datetime, int], now: datetime) -> list[tuple[datetime, int]]:
    """The last two hours without holes, oldest first; steps older than that are left out."""
    newest = step_of(now)
    steps = [newest - STEP * back for back in reversed(range(STEPS))]
    return [(at, arrivals.get(at, 0)) for at in steps]
