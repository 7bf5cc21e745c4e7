"""When providers are asked how a payment is. Pure functions."""

from datetime import datetime, timedelta

#: At first every few seconds, so that a payment without a webhook is settled within ten.
FIRST = timedelta(seconds=4)
SLOWER_AFTER = 60
LONGEST = timedelta(hours=1)


def next_look(looks: int, moment: datetime) -> datetime:
    """When to ask next, after so many looks: every four seconds for some minutes, then ever less often."""
    if looks <= SLOWER_AFTER:
        return moment + FIRST
    doublings = min(10, (looks - SLOWER_AFTER) // 5)
    return moment + min(LONGEST, FIRST * (1 << doublings))
