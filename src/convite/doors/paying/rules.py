"""How long a payment may take, and how it can be made. Pure functions."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from convite.doors.payments.models import ProviderName

#: Providers that an organization has an account at.
ONLINE: tuple[ProviderName, ...] = ("stripe", "razorpay", "paypal")
#: What only the event's team confirms.
BY_HAND: tuple[ProviderName, ...] = ("manual", "bank", "cash")

#: How long the buyer may take on the provider's pages; Stripe's last half an hour at least.
ONLINE_TIME = timedelta(minutes=32)
#: Whoever tries again and again keeps places no longer than this after ordering.
MOST_ONLINE = timedelta(hours=2)
BANK_TIME = timedelta(days=7)


def pay_until(
    provider: ProviderName, moment: datetime, starts_at: datetime | None, ends_at: datetime | None
) -> datetime:
    """Until when a payment can be made, once the buyer has chosen how to pay.

    Transfers take days, but not longer than until the event starts; cash is paid at the door.
    """
    if provider == "cash":
        return max(ends_at or starts_at or moment + BANK_TIME, moment + ONLINE_TIME)
    if provider in BY_HAND:
        last = moment + BANK_TIME
        return max(min(last, starts_at or last), moment + ONLINE_TIME)
    return moment + ONLINE_TIME


def held_until(provider: ProviderName, until: datetime, ordered_at: datetime) -> datetime:
    """Until when the places are held for a payment that can be made `until` then."""
    return until if provider in BY_HAND else min(until, ordered_at + MOST_ONLINE)


def offered(
    online: Sequence[ProviderName], by_hand: Sequence[ProviderName], *, is_new: bool
) -> list[ProviderName]:
    """The ways to pay: those that are set up, or the test provider for whoever never set one up.

    Whoever turns all off sells nothing, and gives nothing away.
    """
    ways = [*online, *by_hand]
    return ways or (["test"] if is_new else [])
