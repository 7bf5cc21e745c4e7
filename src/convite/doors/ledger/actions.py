"""Writes of the ledger."""

from collections.abc import Mapping
from uuid import UUID

from convite.core.db import Tx
from convite.core.ids import new_id
from convite.doors.ledger.models import EntryKind, LedgerEntry
from convite.doors.ledger.rules import Account
from convite.doors.payments.models import Payment


async def post(
    tx: Tx,
    payment: Payment,
    kind: EntryKind,
    entries: Mapping[Account, int],
    *,
    refund_id: UUID | None = None,
    dispute_id: UUID | None = None,
) -> None:
    """Adds a transaction about a payment. A trigger refuses one that doesn't sum to zero."""
    transaction_id = new_id()
    for account, amount in entries.items():
        if amount:
            tx.add(
                LedgerEntry(
                    id=new_id(),
                    organization_id=payment.organization_id,
                    event_id=payment.event_id,
                    transaction_id=transaction_id,
                    kind=kind,
                    account=account,
                    provider=payment.provider,
                    amount=amount,
                    currency=payment.currency,
                    order_id=payment.order_id,
                    payment_id=payment.id,
                    refund_id=refund_id,
                    dispute_id=dispute_id,
                )
            )
    await tx.flush()
