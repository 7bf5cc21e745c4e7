"""The table of promo codes."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Numeric, Uuid
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, Versioned
from convite.core.problems import Invalid, on_constraint

on_constraint(
    "promo_codes_code_key",
    "promo-code-taken",
    "This event already has a promo code like this.",
    field="code",
)
on_constraint(
    "promo_codes_value_check",
    "promo-two-values",
    "Enter either a percentage or an amount.",
    Invalid,
    field="amount",
)
on_constraint(
    "promo_codes_used_check", "promo-code-used", "It was already used more often than that."
)


class PromoCode(Keyed, Versioned, Base):
    """A code that lowers an order's price, or only shows hidden types if it has neither value."""

    __tablename__ = "promo_codes"
    __table_args__ = (
        CheckConstraint("num_nonnulls(percent, amount) <= 1", name="value"),
        CheckConstraint("percent > 0 AND percent <= 100", name="percent"),
        CheckConstraint("amount > 0 AND amount <= 100000000000", name="amount"),
        CheckConstraint("used >= 0 AND (quota IS NULL OR used <= quota)", name="used"),
        Index("promo_codes_code_key", "event_id", "code_key", unique=True),
    )

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"))
    #: As the organizer wrote it, and as it is found.
    code: Mapped[str]
    code_key: Mapped[str]
    percent: Mapped[Decimal | None] = mapped_column(Numeric(6, 3))
    #: Minor units of the event's currency, off the whole order.
    amount: Mapped[int | None] = mapped_column(BigInteger)
    #: How many orders can use it; null means any number.
    quota: Mapped[int | None]
    #: Orders that use it, those that aren't paid yet included.
    used: Mapped[int] = mapped_column(default=0, server_default="0")
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    #: The types that it is for, hidden ones included; empty means all that aren't hidden.
    ticket_type_ids: Mapped[list[UUID]] = mapped_column(
        ARRAY(Uuid(as_uuid=True)), default=list, server_default="{}"
    )
    is_active: Mapped[bool] = mapped_column(default=True, server_default="true")
