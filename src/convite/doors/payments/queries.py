"""Queries of payments."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from convite.core.db import ReadTx, load, locked
from convite.doors.payments.models import Payment

#: Most attempts to pay one order.
MAX_PAYMENTS = 50


async def payments_of(tx: ReadTx, order_id: UUID, *, lock: bool = False) -> Sequence[Payment]:
    """An order's payments, the oldest first."""
    statement = select(Payment).where(Payment.order_id == order_id)
    statement = statement.order_by(Payment.created_at, Payment.id).limit(MAX_PAYMENTS)
    statement = locked(statement) if lock else statement
    return (await tx.execute(statement.execution_options(populate_existing=True))).scalars().all()


async def payment_by_id(tx: ReadTx, payment_id: UUID, *, lock: bool = False) -> Payment | None:
    """One payment, as it is now."""
    return await load(tx, Payment, payment_id, lock=lock)


async def payment_at_provider(
    tx: ReadTx, account_id: UUID, provider_payment_id: str
) -> Payment | None:
    """The payment that a provider knows by this id, of one account."""
    found = await tx.execute(
        select(Payment).where(
            Payment.account_id == account_id, Payment.provider_payment_id == provider_payment_id
        )
    )
    return found.scalar_one_or_none()
