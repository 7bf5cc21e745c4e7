"""Queries of refunds and disputes."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from convite.core.db import ReadTx
from convite.doors.refunds.models import Dispute, Refund

#: Most refunds of one order.
MAX_REFUNDS = 500


DISPUTED = """
SELECT EXISTS (SELECT FROM disputes WHERE order_id = $1 AND status IN ('needs_response', 'under_review'))
"""


async def is_disputed(tx: ReadTx, order_id: UUID) -> bool:
    """Whether a buyer's bank is deciding about an order's money."""
    return bool(await tx.driver.fetchval(DISPUTED, order_id))


async def refunds_of(tx: ReadTx, order_id: UUID) -> Sequence[Refund]:
    """An order's refunds, the oldest first."""
    found = await tx.execute(
        select(Refund)
        .where(Refund.order_id == order_id)
        .order_by(Refund.created_at, Refund.id)
        .limit(MAX_REFUNDS)
        .execution_options(populate_existing=True)
    )
    return found.scalars().all()


async def disputes_of(tx: ReadTx, order_id: UUID) -> Sequence[Dispute]:
    """An order's disputes, the oldest first."""
    found = await tx.execute(
        select(Dispute)
        .where(Dispute.order_id == order_id)
        .order_by(Dispute.created_at, Dispute.id)
        .limit(MAX_REFUNDS)
        .execution_options(populate_existing=True)
    )
    return found.scalars().all()
