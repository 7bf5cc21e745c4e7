"""How much of what was paid comes back, by the policy that the buyer agreed to."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Protocol


class Step(Protocol):
    """Until so many hours before the start, so much comes back."""

    @property
    def hours_before(self) -> int:
        """Until when, in hours before the start."""

    @property
    def percent(self) -> Decimal:
        """How much comes back."""


def percent_back(steps: Sequence[Step], starts_at: datetime, moment: datetime) -> Decimal:
    """How many percent of the price come back if a buyer cancels at `moment`; 0 without a step for it.

    Example:
        >>> from types import SimpleNamespace
        >>> steps = [SimpleNamespace(hours_before=48, percent=Decimal(50))]
        >>> start = datetime(2027, 5, 3, 18)
        >>> percent_back(steps, start, datetime(2027, 5, 1, 18)), percent_back(steps, start, start)
        (Decimal('50'), Decimal('0'))
    """
    fitting = [
        step.percent for step in steps if moment <= starts_at - timedelta(hours=step.hours_before)
    ]
    return max(fitting, default=Decimal(0))
