"""Facts of orders, all in the event's stream."""

from uuid import UUID

from convite.core.log import Fact

OPERATIONS = ("events/{event_id}/operations",)


class OrderFact(Fact, frozen=True, kw_only=True):
    """What every fact of an order says."""

    object_type = "order"
    channels = OPERATIONS
    order_id: UUID
    reference: str
    status: str
    total: int
    currency: str
    version: int


class OrderPlaced(OrderFact, frozen=True, kw_only=True):
    """Somebody ordered tickets; their places are held, or theirs at once if they cost nothing."""

    action = "order_placed"
    private = frozenset({"buyer_name"})
    buyer_name: str


class OrderExtended(OrderFact, frozen=True, kw_only=True):
    """Its buyer got more time to pay."""

    action = "order_extended"


class PaymentAwaited(OrderFact, frozen=True, kw_only=True):
    """The buyer began to pay."""

    action = "payment_awaited"


class OrderPaid(OrderFact, frozen=True, kw_only=True):
    """An order was paid in full, and its tickets were issued."""

    action = "order_paid"


class OrderFailed(OrderFact, frozen=True, kw_only=True):
    """A payment was declined; another can follow while the places are held."""

    action = "order_failed"


class OrderExpired(OrderFact, frozen=True, kw_only=True):
    """An order wasn't paid in time; its places are free again."""

    action = "order_expired"


class OrderCanceled(OrderFact, frozen=True, kw_only=True):
    """An order was canceled, and its tickets are no longer valid."""

    action = "order_canceled"
    reason: str = ""


class OrderRefunded(OrderFact, frozen=True, kw_only=True):
    """How much of an order was paid back changed."""

    action = "order_refunded"
    refunded: int


class LinesCanceled(OrderFact, frozen=True, kw_only=True):
    """Some of an order's tickets were canceled."""

    action = "lines_canceled"
    lines: int
