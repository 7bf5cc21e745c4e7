"""The tables of refunds and disputes."""

from datetime import datetime
from typing import Any, ClassVar, Literal
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, one_of
from convite.core.machine import Transitions
from convite.gateways.payments import DisputeState

RefundStatus = Literal["queued", "pending", "succeeded", "failed"]
#: Who wanted it: the team, the buyer by the policy, money that came too late or twice, the event's
#: cancellation, or somebody on the provider's own pages.
RefundSource = Literal["team", "buyer", "late", "excess", "event", "dashboard"]


class Refund(Keyed, Base):
    """Money that goes back to a buyer, in minor units. Its id is the provider's idempotency key."""

    __tablename__ = "refunds"
    __table_args__ = (
        one_of("source", RefundSource),
        one_of("status", RefundStatus),
        CheckConstraint("amount > 0", name="amount"),
        Index("refunds_order", "order_id", "created_at", "id"),
        Index("refunds_list", "event_id", "created_at", "id"),
        Index(
            "refunds_at_provider",
            *("payment_id", "provider_refund_id"),
            unique=True,
            postgresql_where=text("provider_refund_id IS NOT NULL"),
        ),
        Index(
            "refunds_waiting",
            "updated_at",
            postgresql_where=text("status IN ('queued', 'pending')"),
        ),
    )
    TRANSITIONS: ClassVar[Transitions] = {
        "queued": frozenset({"pending", "succeeded", "failed"}),
        "pending": frozenset({"succeeded", "failed"}),
        # the receiving bank may send it back weeks later
        "succeeded": frozenset({"failed"}),
        "failed": frozenset({"queued"}),
    }

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"))
    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"))
    payment_id: Mapped[UUID] = mapped_column(ForeignKey("payments.id"))
    amount: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str]
    reason: Mapped[str] = mapped_column(default="", server_default="")
    source: Mapped[str]
    status: Mapped[str] = mapped_column(default="queued", server_default="queued")
    provider_refund_id: Mapped[str | None]
    #: How much of it is of which line, by the line's id; empty if it is of the whole order.
    lines: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    #: Whether it stands in the ledger.
    is_booked: Mapped[bool] = mapped_column(default=False, server_default="false")
    error: Mapped[str] = mapped_column(default="", server_default="")
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    requested_by: Mapped[UUID | None]
    settled_at: Mapped[datetime | None]


class Dispute(Keyed, Base):
    """A buyer's bank takes money back, unless the team shows by a date that the buyer is wrong."""

    __tablename__ = "disputes"
    __table_args__ = (
        one_of("status", DisputeState),
        UniqueConstraint("payment_id", "provider_dispute_id", name="disputes_once"),
        Index("disputes_list", "event_id", "created_at", "id"),
        Index("disputes_order", "order_id"),
    )
    TRANSITIONS: ClassVar[Transitions] = {
        "needs_response": frozenset({"under_review", "won", "lost"}),
        "under_review": frozenset({"needs_response", "won", "lost"}),
        "won": frozenset(),
        "lost": frozenset({"won"}),
    }

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"))
    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"))
    payment_id: Mapped[UUID] = mapped_column(ForeignKey("payments.id"))
    provider_dispute_id: Mapped[str]
    amount: Mapped[int] = mapped_column(BigInteger)
    fee: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    currency: Mapped[str]
    reason: Mapped[str] = mapped_column(default="", server_default="")
    status: Mapped[str] = mapped_column(default="needs_response", server_default="needs_response")
    due_at: Mapped[datetime | None]
    evidence: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    evidence_sent_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
