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


#: How long refunds and disputes that no webhook told of are looked for after a payment.
LOOKED_AFTER = timedelta(days=180)


def look_after(paid_at: datetime, moment: datetime) -> datetime | None:
    """When to look at a payment that was made: once a day, as long as it may be disputed."""
    return moment + timedelta(days=1) if moment - paid_at < LOOKED_AFTER else None
