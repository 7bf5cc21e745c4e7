"""Schemas of payments."""

from datetime import datetime
from uuid import UUID

from convite.core.shapes import Output
from convite.doors.payments.models import Attention, PaymentStatus, ProviderName
from convite.gateways.payments import Mode, ProviderState


class PaymentOut(Output):
    """One attempt to pay an order."""

    id: UUID
    order_id: UUID
    provider: ProviderName
    mode: Mode
    provider_payment_id: str | None
    amount: int
    currency: str
    status: PaymentStatus
    provider_state: ProviderState
    captured: int
    #: Paid back, or on its way back.
    refund_claimed: int
    fee: int
    attention: Attention | None
    last_four: str
    error: str
    reference: str
    created_at: datetime
    paid_at: datetime | None
