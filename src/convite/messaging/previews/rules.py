"""How many messages a broadcast amounts to, and what they cost. Pure functions."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from convite.gateways.sms import segments_of


def average_segments(texts: Sequence[str]) -> float:
    """How many SMS one of these texts takes on average."""
    return sum(map(segments_of, texts)) / len(texts) if texts else 1


def cost_of(price: str, total: int) -> tuple[str | None, str | None]:
    """What so many messages cost, with two decimals, and the currency; None without a price.

    Example:
        >>> cost_of("0.065 EUR", 100)
        ('6.50', 'EUR')
    """
    amount, _, currency = price.partition(" ")
    if not currency:
        return None, None
    cost = (Decimal(amount) * total).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return str(cost), currency
