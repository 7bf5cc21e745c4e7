"""The table of ticket types."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Numeric
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, Versioned, one_of
from convite.core.problems import Invalid, on_constraint

on_constraint(
    "ticket_types_numbers_check",
    "most-below-least",
    "An order's largest number is below its smallest.",
    Invalid,
    field="max_per_order",
)

TicketKind = Literal["standard", "vip", "early_bird", "reduced", "group", "other"]
TicketMode = Literal["in_person", "online"]


class TicketType(Keyed, Versioned, Base):
    """A kind of ticket that is sold for an event. Amounts are minor units of the event's currency."""

    __tablename__ = "ticket_types"
    __table_args__ = (
        one_of("kind", TicketKind),
        one_of("mode", TicketMode),
        CheckConstraint("price BETWEEN 0 AND 100000000000", name="price"),
        CheckConstraint(
            "min_per_order >= 1 AND max_per_order >= min_per_order AND admits BETWEEN 1 AND 100",
            name="numbers",
        ),
        CheckConstraint("tax_percent BETWEEN 0 AND 100", name="tax_percent"),
        Index("ticket_types_list", "event_id", "position", "created_at", "id"),
    )

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"))
    name: Mapped[str]
    description: Mapped[str] = mapped_column(default="", server_default="")
    kind: Mapped[str] = mapped_column(default="standard", server_default="standard")
    #: Only online tickets are shown the event's link; they take no seat.
    mode: Mapped[str] = mapped_column(default="in_person", server_default="in_person")
    price: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    #: Whether buyers choose what they pay; the price is then the least.
    is_free_price: Mapped[bool] = mapped_column(default=False, server_default="false")
    #: Earlier prices, the first that still holds counts: see `PriceStep`.
    price_steps: Mapped[list[dict[str, Any]]] = mapped_column(
        JSONB, default=list, server_default="[]"
    )
    #: Whether it is something beside a ticket, which admits nobody by itself.
    is_addon: Mapped[bool] = mapped_column(default=False, server_default="false")
    quota: Mapped[int | None]
    sales_start: Mapped[datetime | None]
    sales_end: Mapped[datetime | None]
    min_per_order: Mapped[int] = mapped_column(default=1, server_default="1")
    max_per_order: Mapped[int] = mapped_column(default=10, server_default="10")
    #: How many people one ticket admits: a table of eight is one ticket.
    admits: Mapped[int] = mapped_column(default=1, server_default="1")
    #: The plan's category that it is for; null for any seat, or none.
    seat_category: Mapped[str | None]
    #: Whether everybody's name is asked for at the order, and not later.
    needs_names: Mapped[bool] = mapped_column(default=False, server_default="false")
    #: Whether only a promo code that names it shows it.
    is_hidden: Mapped[bool] = mapped_column(default=False, server_default="false")
    is_on_sale: Mapped[bool] = mapped_column(default=True, server_default="true")
    #: Its own rate of tax; null for the event's.
    tax_percent: Mapped[Decimal | None] = mapped_column(Numeric(6, 3))
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    translations: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
