"""What goes back of an order. Pure functions."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from convite.core.money import percent_of
from convite.doors.orders.models import OrderLine
from convite.events.sales.rules import percent_back
from convite.events.sales.schemas import CancellationPolicy


def remaining_of(line: OrderLine) -> int:
    """What of a line's price wasn't paid back."""
    return line.amount - line.refunded


def by_policy(
    lines: Sequence[OrderLine], policy: CancellationPolicy, starts_at: datetime, moment: datetime
) -> dict[str, int]:
    """What a buyer gets back for canceling lines at a moment, by line; lines without any are left out."""
    percent = percent_back(policy.steps, starts_at, moment)
    back = {}
    for line in lines:
        price = line.amount if policy.returns_fee else line.amount - line.platform_fee
        amount = min(percent_of(price, percent), remaining_of(line))
        if amount > 0:
            back[str(line.id)] = amount
    return back


def with_companions(lines: Sequence[OrderLine], chosen: Collection[UUID]) -> list[OrderLine]:
    """The chosen lines that stand, with those whom the same tickets admit."""
    tickets = {line.admitted_by or line.id for line in lines if line.id in chosen}
    return [
        line
        for line in lines
        if (line.admitted_by or line.id) in tickets and line.canceled_at is None
    ]


def spread(amount: int, remaining: Sequence[int]) -> list[int]:
    """Takes an amount from several payments, one after the other.

    Example:
        >>> spread(70, [50, 50])
        [50, 20]
    """
    parts = []
    for most in remaining:
        parts.append(min(amount, most))
        amount -= parts[-1]
    return parts
