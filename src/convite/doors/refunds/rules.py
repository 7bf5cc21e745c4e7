"""What refunds mean for their order. Pure functions."""

from typing import Literal


def stands_for_order(source: str) -> bool:
    """Whether a refund gives back what the order cost, and not money that never was the order's."""
    return source not in ("late", "excess")


def order_status(total: int, refunded: int) -> Literal["paid", "partially_refunded", "refunded"]:
    """The status of a paid order of which this much was refunded."""
    if refunded == 0:
        return "paid"
    return "refunded" if refunded >= total else "partially_refunded"
