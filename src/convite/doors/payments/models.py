"""The tables of payments, and of webhooks about them."""

from datetime import datetime
from typing import Any, ClassVar, Literal
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, one_of
from convite.core.ids import new_id
from convite.core.machine import Transitions
from convite.gateways.payments import Mode, ProviderState

#: `test` moves no money; `manual`, `bank` and `cash` are confirmed by the event's team.
ProviderName = Literal["test", "manual", "bank", "cash", "stripe", "razorpay", "paypal"]
PaymentStatus = Literal["created", "paid", "failed", "refunded"]
#: Why a person has to look: less or more than the order's total came, or it isn't the order's at all.
Attention = Literal["partial", "overpaid", "mismatch", "unseated"]


class Payment(Keyed, Base):
    """One attempt to pay an order. Amounts are minor units."""

    __tablename__ = "payments"
    __table_args__ = (
        one_of("provider", ProviderName),
        one_of("mode", Mode),
        one_of("status", PaymentStatus),
        one_of("provider_state", ProviderState),
        one_of("attention", Attention),
        CheckConstraint("amount > 0 AND captured >= 0 AND fee >= 0", name="amounts"),
        CheckConstraint("refund_claimed BETWEEN 0 AND captured", name="refund_claimed"),
        Index("payments_order", "order_id", "created_at", "id"),
        Index(
            "payments_at_provider",
            *("provider", "mode", "provider_payment_id"),
            unique=True,
            postgresql_where=text("provider_payment_id IS NOT NULL"),
        ),
        Index("payments_due", "look_at", postgresql_where=text("look_at IS NOT NULL")),
        Index(
            "payments_attention",
            *("event_id", "created_at", "id"),
            postgresql_where=text("attention IS NOT NULL"),
        ),
        Index(
            "payments_open",
            *("event_id", "created_at", "id"),
            postgresql_where=text("status = 'created' AND provider_payment_id IS NOT NULL"),
        ),
        Index(
            "payments_last_four",
            *("event_id", "last_four"),
            postgresql_where=text("last_four <> ''"),
        ),
    )
    TRANSITIONS: ClassVar[Transitions] = {
        "created": frozenset({"paid", "failed"}),
        # a payment that failed may be authorized late
        "failed": frozenset({"paid"}),
        "paid": frozenset({"refunded"}),
        # a refund may fail weeks later
        "refunded": frozenset({"paid"}),
    }

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"))
    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"))
    #: The organization's account at the provider, if it needs one.
    account_id: Mapped[UUID | None]
    provider: Mapped[str]
    mode: Mapped[str]
    provider_payment_id: Mapped[str | None]
    amount: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str]
    status: Mapped[str] = mapped_column(default="created", server_default="created")
    provider_state: Mapped[str] = mapped_column(default="open", server_default="open")
    #: What came in.
    captured: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    #: What of it was paid back, or is on its way back.
    refund_claimed: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    #: What the provider kept of it.
    fee: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    attempt: Mapped[int] = mapped_column(default=1, server_default="1")
    attention: Mapped[str | None]
    #: What the buyer's browser needs: `client_secret`, `redirect_url`, `client`.
    client: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    last_four: Mapped[str] = mapped_column(default="", server_default="")
    error: Mapped[str] = mapped_column(default="", server_default="")
    provider_response: Mapped[dict[str, Any]] = mapped_column(
        JSONB, default=dict, server_default="{}"
    )
    #: What the payer or the team wrote: the transfer's text, the card terminal's receipt.
    reference: Mapped[str] = mapped_column(default="", server_default="")
    expires_at: Mapped[datetime | None]
    #: When the provider is asked next; null when nothing more is expected.
    look_at: Mapped[datetime | None]
    looks: Mapped[int] = mapped_column(default=0, server_default="0")
    paid_at: Mapped[datetime | None]

    @property
    def left(self) -> int:
        """What can still be refunded of it: refunds under way are gone already."""
        return self.captured - self.refund_claimed


class ReceivedEvent(Base):
    """A webhook whose signature was right; each is taken once. Kept for three months."""

    __tablename__ = "provider_events"
    __table_args__ = (
        UniqueConstraint("account_id", "provider_event_id", name="provider_events_once"),
        Index("provider_events_old", "created_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("payment_accounts.id", ondelete="CASCADE"))
    provider_event_id: Mapped[str]
    kind: Mapped[str]
    provider_payment_id: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
