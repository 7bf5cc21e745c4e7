"""The table of accounts at payment providers."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.dialects.postgresql import BYTEA
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, Versioned, one_of
from convite.gateways.payments import Mode

#: Providers that an organization has an account at.
Provider = Literal["stripe", "razorpay", "paypal"]


class PaymentAccount(Keyed, Versioned, Base):
    """An organization's keys at a provider, in one mode."""

    __tablename__ = "payment_accounts"
    __table_args__ = (
        one_of("provider", Provider),
        one_of("mode", Mode),
        UniqueConstraint("organization_id", "provider", "mode", name="payment_accounts_once"),
    )

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    provider: Mapped[str]
    mode: Mapped[str]
    #: The provider's id and name of the account, as it answered.
    account: Mapped[str] = mapped_column(default="", server_default="")
    name: Mapped[str] = mapped_column(default="", server_default="")
    #: Secrets by name and webhook secrets, as JSON, sealed with the server key.
    keys: Mapped[bytes] = mapped_column(BYTEA)
    is_active: Mapped[bool] = mapped_column(default=True, server_default="true")
    checked_at: Mapped[datetime | None]
    #: When its last webhook came, when it last said how a payment is, and what went wrong last.
    last_event_at: Mapped[datetime | None]
    last_answer_at: Mapped[datetime | None]
    last_error: Mapped[str | None]
    last_error_at: Mapped[datetime | None]
