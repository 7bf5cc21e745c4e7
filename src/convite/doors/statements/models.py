"""The table of transfers that bank statements report."""

from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, one_of
from convite.core.machine import Transitions

#: `found`: its order is known, and a job is about to pay it; `near`: a person decides.
TransferStatus = Literal["unmatched", "near", "found", "matched", "ignored"]


class BankTransaction(Keyed, Base):
    """Money that came to an organization's bank account, in minor units."""

    __tablename__ = "bank_transactions"
    __table_args__ = (
        one_of("status", TransferStatus),
        CheckConstraint("amount > 0", name="amount"),
        UniqueConstraint("organization_id", "key", name="bank_transactions_once"),
        Index("bank_transactions_list", "organization_id", "created_at", "id"),
        Index("bank_transactions_status_list", "organization_id", "status", "created_at", "id"),
    )
    TRANSITIONS: ClassVar[Transitions] = {
        "unmatched": frozenset({"found", "ignored"}),
        "near": frozenset({"found", "ignored"}),
        "found": frozenset({"matched", "near"}),
        "matched": frozenset(),
        "ignored": frozenset({"found"}),
    }

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    key: Mapped[str]
    booked_on: Mapped[date]
    amount: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str]
    text: Mapped[str]
    payer: Mapped[str]
    status: Mapped[str] = mapped_column(default="unmatched", server_default="unmatched")
    order_id: Mapped[UUID | None] = mapped_column(ForeignKey("orders.id"))
    payment_id: Mapped[UUID | None] = mapped_column(ForeignKey("payments.id"))

    @property
    def event_id(self) -> None:
        """It belongs to no event: its facts are numbered in the organization's stream."""
