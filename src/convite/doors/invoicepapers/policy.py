"""Whether an order has a document to show."""

from convite.core.problems import Conflict
from convite.doors.orders.models import OPEN, Order


def check_payable(order: Order) -> None:
    """Checks that an order was paid, or can be.

    Raises:
        Conflict: it costs nothing, or it ended before anything was paid.
    """
    if order.total == 0:
        raise Conflict("This order costs nothing, so it has no invoice.", name="free-order")
    if order.paid_at is None and order.status not in OPEN:
        raise Conflict(
            "Nothing was paid for this order, so it has no invoice.", name="unpaid-order"
        )
