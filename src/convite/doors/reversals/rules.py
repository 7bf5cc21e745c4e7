"""What goes back of an order. Pure functions."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from convite.core.money import percent_of
from convite.doors.orders.models import Order, OrderLine
from convite.events.event.models import Event
from convite.events.event.schemas import settings_in_force
from convite.events.sales.rules import percent_back
from convite.events.sales.schemas import CancellationPolicy


def remaining_of(line: OrderLine) -> int:
    """What of a line's price wasn't refunded."""
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


def back_for(
    order: Order, event: Event, lines: Sequence[OrderLine], moment: datetime
) -> dict[str, int]:
    """What the buyer of an order gets back for canceling these lines at a moment, by line.

    By the policy that was agreed to; everything while the event gives all back.
    """
    until = settings_in_force(None, event.settings).full_refund_until
    if until is not None and moment <= until:
        return {str(line.id): rest for line in lines if (rest := remaining_of(line)) > 0}
    policy = CancellationPolicy.model_validate(order.policy)
    return by_policy(lines, policy, event.starts_at or moment, moment)


def givable(lines: Sequence[OrderLine], used: Collection[UUID]) -> list[OrderLine]:
    """The lines that their buyer can cancel: they stand, and nobody else has them or came in with them.

    `used` are the attendees who have been at the door.
    """
    return [
        line
        for line in lines
        if line.canceled_at is None and line.transferred_at is None and line.attendee_id not in used
    ]


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


def take(lines: dict[str, int], amount: int) -> dict[str, int]:
    """Takes at most an amount from what is to go back for lines; what is left stays in `lines`.

    Example:
        >>> rest = {"a": 50, "b": 40}
        >>> take(rest, 70), rest
        ({'a': 50, 'b': 20}, {'b': 20})
    """
    taken: dict[str, int] = {}
    for key, most in list(lines.items()):
        part = min(most, amount)
        amount -= part
        if part:
            taken[key] = part
            lines[key] -= part
        if not lines[key]:
            del lines[key]
    return taken
