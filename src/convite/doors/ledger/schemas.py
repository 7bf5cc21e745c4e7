"""Schemas of the ledger."""

from datetime import datetime
from uuid import UUID

from convite.core.shapes import Output
from convite.doors.ledger.models import EntryKind
from convite.doors.ledger.rules import Account


class LedgerEntryOut(Output):
    """One side of a transaction."""

    id: UUID
    transaction_id: UUID
    kind: EntryKind
    account: Account
    provider: str
    amount: int
    currency: str
    order_id: UUID
    payment_id: UUID
    refund_id: UUID | None
    dispute_id: UUID | None
    created_at: datetime


class LedgerTotal(Output):
    """What stands on an account, in one currency. Currencies are never added."""

    account: Account
    provider: str
    currency: str
    amount: int


class LedgerTotals(Output):
    """An event's accounts."""

    items: list[LedgerTotal]
