"""The tables of orders and their lines."""

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar, Literal
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Numeric, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, Versioned, one_of
from convite.core.machine import Transitions

OrderStatus = Literal[
    "created", "pending", "paid", "failed", "expired", "canceled", "refunded", "partially_refunded",
]  # fmt: skip
SalesChannel = Literal["online", "box_office", "manual"]

#: Orders that hold places until they are paid or expire.
OPEN: tuple[OrderStatus, ...] = ("created", "pending", "failed")


class Order(Keyed, Versioned, Base):
    """An order. Its amounts, tax and policy are as agreed when it was placed, in minor units."""

    __tablename__ = "orders"
    __table_args__ = (
        one_of("status", OrderStatus),
        one_of("channel", SalesChannel),
        CheckConstraint(
            "subtotal >= 0 AND discount >= 0 AND discount <= subtotal AND tax >= 0"
            " AND platform_fee >= 0 AND refunded BETWEEN 0 AND total"
            " AND total = subtotal - discount + CASE WHEN tax_included THEN 0 ELSE tax END",
            name="amounts",
        ),
        Index("orders_reference_key", "reference", "organization_id", unique=True),
        Index("orders_list", "event_id", "created_at", "id"),
        Index("orders_status_list", "event_id", "status", "created_at", "id"),
        Index(
            "orders_due",
            "expires_at",
            postgresql_where=text("status IN ('created', 'pending', 'failed')"),
        ),
        Index(
            "orders_reservation",
            "reservation_id",
            postgresql_where=text("reservation_id IS NOT NULL"),
        ),
        Index(
            "orders_user_index",
            *("user_id", "created_at", "id"),
            postgresql_where=text("user_id IS NOT NULL"),
        ),
        Index(
            "orders_email_index",
            *("organization_id", "email_key"),
            postgresql_where=text("email_key IS NOT NULL"),
        ),
        Index("orders_guest_index", "guest_id", postgresql_where=text("guest_id IS NOT NULL")),
    )
    TRANSITIONS: ClassVar[Transitions] = {
        "created": frozenset({"pending", "paid", "failed", "expired", "canceled"}),
        "pending": frozenset({"paid", "failed", "expired", "canceled"}),
        # a declined card can be followed by another, and a declined payment may succeed after all
        "failed": frozenset({"pending", "paid", "expired", "canceled"}),
        # late money that finds its places still free
        "expired": frozenset({"paid"}),
        "paid": frozenset({"partially_refunded", "refunded", "canceled"}),
        # a refund that fails weeks later is taken back
        "partially_refunded": frozenset({"paid", "refunded", "canceled"}),
        "refunded": frozenset({"paid", "partially_refunded", "canceled"}),
        "canceled": frozenset(),
    }

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"))
    #: The number that people read out.
    reference: Mapped[str]
    status: Mapped[str] = mapped_column(default="created", server_default="created")
    channel: Mapped[str] = mapped_column(default="online", server_default="online")
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    #: The buyer in the address book, since their tickets were issued.
    guest_id: Mapped[UUID | None] = mapped_column(ForeignKey("guests.id"))
    buyer_name: Mapped[str]
    buyer_email: Mapped[str | None]
    email_key: Mapped[str | None]
    buyer_phone: Mapped[str | None]
    #: Names, e-mail, phone and reference, folded.
    search_key: Mapped[str] = mapped_column(default="", server_default="")
    locale: Mapped[str]
    currency: Mapped[str]
    subtotal: Mapped[int] = mapped_column(BigInteger)
    discount: Mapped[int] = mapped_column(BigInteger)
    tax: Mapped[int] = mapped_column(BigInteger)
    tax_included: Mapped[bool]
    platform_fee: Mapped[int] = mapped_column(BigInteger)
    total: Mapped[int] = mapped_column(BigInteger)
    #: What was paid back, or is on its way back.
    refunded: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    promo_code_id: Mapped[UUID | None] = mapped_column(ForeignKey("promo_codes.id"))
    reservation_id: Mapped[UUID | None]
    #: The cancellation policy as agreed.
    policy: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    #: Name, address and tax number for the invoice.
    billing: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    #: Answers to questions of scope `order`, by question id.
    answers: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    expires_at: Mapped[datetime | None]
    paid_at: Mapped[datetime | None]
    canceled_at: Mapped[datetime | None]
    cancel_reason: Mapped[str | None]


class OrderLine(Keyed, Base):
    """One person's admission, or one add-on. Of a ticket for several, the first line has the price."""

    __tablename__ = "order_lines"
    __table_args__ = (
        CheckConstraint(
            "unit_price >= 0 AND discount BETWEEN 0 AND unit_price AND tax >= 0 AND amount >= 0"
            " AND refunded BETWEEN 0 AND amount",
            name="amounts",
        ),
        Index("order_lines_order", "order_id", "position"),
        Index("order_lines_type", "ticket_type_id"),
        Index(
            "order_lines_attendee",
            "attendee_id",
            unique=True,
            postgresql_where=text("attendee_id IS NOT NULL AND canceled_at IS NULL"),
        ),
    )

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    event_id: Mapped[UUID]
    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"))
    position: Mapped[int]
    ticket_type_id: Mapped[UUID] = mapped_column(ForeignKey("ticket_types.id"))
    #: The line whose ticket admits this person too.
    admitted_by: Mapped[UUID | None]
    seat_id: Mapped[UUID | None]
    name: Mapped[str] = mapped_column(default="", server_default="")
    email: Mapped[str | None]
    unit_price: Mapped[int] = mapped_column(BigInteger)
    discount: Mapped[int] = mapped_column(BigInteger)
    tax: Mapped[int] = mapped_column(BigInteger)
    tax_percent: Mapped[Decimal] = mapped_column(Numeric(6, 3))
    #: What the line adds to the total.
    amount: Mapped[int] = mapped_column(BigInteger)
    platform_fee: Mapped[int] = mapped_column(BigInteger)
    refunded: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    attendee_id: Mapped[UUID | None] = mapped_column(ForeignKey("attendees.id"))
    canceled_at: Mapped[datetime | None]
    #: When its ticket was passed on to somebody else; the buyer doesn't see its code any more.
    transferred_at: Mapped[datetime | None]
