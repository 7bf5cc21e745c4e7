"""Facts of payments, all in the event's stream."""

from uuid import UUID

from convite.core.log import Fact

OPERATIONS = ("events/{event_id}/operations",)


class PaymentFact(Fact, frozen=True, kw_only=True):
    """What every fact of a payment says."""

    object_type = "payment"
    channels = OPERATIONS
    payment_id: UUID
    order_id: UUID
    provider: str
    amount: int
    currency: str


class PaymentStarted(PaymentFact, frozen=True, kw_only=True):
    """Somebody began to pay."""

    action = "payment_started"


class PaymentReceived(PaymentFact, frozen=True, kw_only=True):
    """Money came in: `captured` in all by this payment."""

    action = "payment_received"
    captured: int


class PaymentFailed(PaymentFact, frozen=True, kw_only=True):
    """A payment can't be made any more."""

    action = "payment_failed"
    error: str


class PaymentQuestioned(PaymentFact, frozen=True, kw_only=True):
    """A person has to look at a payment: too little, too much, or not what the order says."""

    action = "payment_questioned"
    attention: str


class PaymentReversed(PaymentFact, frozen=True, kw_only=True):
    """All of a payment was paid back, or that failed."""

    action = "payment_reversed"


class WebhookReceived(Fact, frozen=True, kw_only=True):
    """A provider says that something of a payment changed, which is then looked up."""

    action = "webhook_received"
    object_type = "payment_account"
    provider_payment_id: str
    kind: str
