"""What a ticket costs at a moment, and whether it is sold then. Pure functions."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, Protocol

#: `soon`: not yet; `over`: no longer; `paused`: by the organizer.
SaleState = Literal["on_sale", "soon", "over", "paused", "sold_out"]


class Priced(Protocol):
    """What of a ticket type decides about its price."""

    @property
    def price(self) -> int:
        """The last price, in minor units."""

    @property
    def price_steps(self) -> Sequence[Mapping[str, Any]]:
        """Earlier prices."""


class Sold(Priced, Protocol):
    """What of a ticket type decides about its price and sale."""

    @property
    def is_on_sale(self) -> bool:
        """Whether the organizer sells it at all."""

    @property
    def sales_start(self) -> datetime | None:
        """From when."""

    @property
    def sales_end(self) -> datetime | None:
        """Until when."""


def price_at(sold: Priced, moment: datetime, before: int) -> int:
    """The price of the next ticket at a moment, when `before` were sold or are held.

    Of the steps, the first counts whose date hasn't come and whose number isn't reached.
    """
    for step in sold.price_steps:
        until, first = step.get("until"), step.get("first")
        is_past = until is not None and datetime.fromisoformat(until) <= moment
        is_used = first is not None and before >= first
        if not is_past and not is_used:
            return int(step["price"])
    return sold.price


def sale_state(sold: Sold, moment: datetime, left: int | None) -> SaleState:
    """Whether it is sold at a moment, with `left` places in its pool (None means unlimited)."""
    if not sold.is_on_sale:
        return "paused"
    if sold.sales_start is not None and moment < sold.sales_start:
        return "soon"
    if sold.sales_end is not None and moment >= sold.sales_end:
        return "over"
    return "sold_out" if left == 0 else "on_sale"
