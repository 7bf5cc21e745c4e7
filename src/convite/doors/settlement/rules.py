"""What money that came in means for its order. Pure functions."""

from dataclasses import dataclass
from typing import Literal

from convite.doors.orders.models import OPEN
from convite.doors.payments.models import Attention

#: `issue` the tickets; `retake` their places first, which ran out; `give_back` all of it; `wait` for the
#: rest; `keep`: the order has been paid, perhaps with too much.
Step = Literal["issue", "retake", "give_back", "wait", "keep"]


@dataclass(frozen=True, kw_only=True)
class Money:
    """What came in for an order: in all, and by this payment just now."""

    total: int
    #: All payments together, less what was refunded.
    kept: int
    arrived: int


def next_step(status: str, money: Money) -> Step:
    """What to do now that money came in for an order with this status."""
    if status in OPEN:
        return "issue" if money.kept >= money.total else "wait"
    if status == "expired":
        return "retake" if money.kept >= money.total else "give_back"
    return "give_back" if status == "canceled" else "keep"


def excess_of(money: Money) -> int:
    """How much of what arrived is more than the order costs."""
    return max(0, min(money.arrived, money.kept - money.total))


def attention_of(status: str, money: Money) -> Attention | None:
    """Whether a person has to look at a payment's amount."""
    if status in OPEN and 0 < money.kept < money.total:
        return "partial"
    return "overpaid" if money.kept > money.total else None
