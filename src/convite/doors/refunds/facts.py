"""Facts of refunds and disputes, all in the event's stream."""

from datetime import datetime
from uuid import UUID

from convite.core.log import Fact

OPERATIONS = ("events/{event_id}/operations",)


class RefundFact(Fact, frozen=True, kw_only=True):
    """What every fact of a refund says."""

    object_type = "refund"
    channels = OPERATIONS
    refund_id: UUID
    order_id: UUID
    payment_id: UUID
    amount: int
    currency: str
    source: str
    status: str


class RefundQueued(RefundFact, frozen=True, kw_only=True):
    """Money is to go back; a job tells the provider."""

    action = "refund_queued"


class RefundPending(RefundFact, frozen=True, kw_only=True):
    """The provider took a refund, which isn't final yet."""

    action = "refund_pending"


class RefundSucceeded(RefundFact, frozen=True, kw_only=True):
    """Money went back."""

    action = "refund_succeeded"


class RefundFailed(RefundFact, frozen=True, kw_only=True):
    """Money couldn't be paid back, perhaps weeks later: a person has to do something."""

    action = "refund_failed"
    error: str


class DisputeFact(Fact, frozen=True, kw_only=True):
    """What every fact of a dispute says."""

    object_type = "dispute"
    channels = OPERATIONS
    dispute_id: UUID
    order_id: UUID
    payment_id: UUID
    amount: int
    currency: str
    status: str


class DisputeOpened(DisputeFact, frozen=True, kw_only=True):
    """A buyer's bank takes money back; evidence can be handed in until `due_at`."""

    action = "dispute_opened"
    due_at: datetime | None


class DisputeMoved(DisputeFact, frozen=True, kw_only=True):
    """A dispute is being reviewed, or was decided."""

    action = "dispute_moved"


class EvidenceHandedIn(DisputeFact, frozen=True, kw_only=True):
    """The team handed in evidence against a dispute."""

    action = "dispute_answered"


class DisputeAccepted(DisputeFact, frozen=True, kw_only=True):
    """The team gave a dispute up: the buyer keeps the money."""

    action = "dispute_accepted"
