"""Reads the dispute that is answered."""

from uuid import UUID

from convite.core.db import ReadTx, load
from convite.doors.refunds.models import Dispute


async def dispute_of(
    tx: ReadTx, order_id: UUID, dispute_id: UUID, *, lock: bool = False
) -> Dispute | None:
    """One dispute of an order, as it is now."""
    dispute = await load(tx, Dispute, dispute_id, lock=lock)
    return dispute if dispute is not None and dispute.order_id == order_id else None
