"""The table of the ledger."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, func
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, one_of
from convite.core.ids import new_id
from convite.doors.ledger.rules import Account

EntryKind = Literal[
    "payment", "fee", "refund", "refund_failed", "dispute", "dispute_won", "held", "released",
]  # fmt: skip


class LedgerEntry(Base):
    """One side of a transaction, in minor units; each transaction sums to zero in each currency."""

    __tablename__ = "ledger_entries"
    __table_args__ = (
        one_of("kind", EntryKind),
        one_of("account", Account),
        CheckConstraint("amount <> 0", name="amount"),
        Index("ledger_entries_list", "event_id", "created_at", "id"),
        Index("ledger_entries_transaction", "transaction_id"),
        Index("ledger_entries_order", "order_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"))
    transaction_id: Mapped[UUID]
    kind: Mapped[str]
    account: Mapped[str]
    #: Whose balance it is.
    provider: Mapped[str]
    amount: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str]
    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"))
    payment_id: Mapped[UUID] = mapped_column(ForeignKey("payments.id"))
    refund_id: Mapped[UUID | None]
    dispute_id: Mapped[UUID | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
