"""Queries of places. What they find may change at once: whoever gives places locks the pool."""

from uuid import UUID

from sqlalchemy import bindparam, select

from convite.core.db import ReadTx
from convite.core.prepared import Prepared
from convite.room.capacity.models import CapacityPool

OF_EVENT = Prepared(select(CapacityPool).where(CapacityPool.event_id == bindparam("event_id")))


async def pool_of(tx: ReadTx, event_id: UUID) -> CapacityPool:
    """The event's pool as it is now."""
    row = await OF_EVENT.first(tx, event_id=event_id)
    assert row is not None  # made with the event
    return row[0]
