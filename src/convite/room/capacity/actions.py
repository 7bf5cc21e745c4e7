"""Takes and releases places. The pool's row lock makes the check race-free."""

from uuid import UUID

from sqlalchemy import func, select, update

from convite.core.db import Tx, locked
from convite.room.capacity.models import CapacityPool
from convite.room.capacity.rules import find_shortages


async def lock_pool(tx: Tx, event_id: UUID) -> CapacityPool:
    """Locks the event's pool until the end of the transaction. This lock is always taken first."""
    statement = locked(select(CapacityPool).where(CapacityPool.event_id == event_id))
    result = await tx.execute(statement.execution_options(populate_existing=True))
    pool: CapacityPool = result.scalar_one()
    return pool


async def take_places(tx: Tx, event_id: UUID, wanted: int) -> int:
    """Takes up to `wanted` places and returns how many it got.

    Locks the event's pool until the end of the transaction.
    """
    if wanted <= 0:
        return 0
    return await exchange_places(tx, await lock_pool(tx, event_id), returned=0, wanted=wanted)


async def exchange_places(tx: Tx, pool: CapacityPool, *, returned: int, wanted: int) -> int:
    """Gives places back to the (locked) pool, then takes up to `wanted`.

    Returns how many it took.
    """
    short = find_shortages([pool], {pool.id: wanted - returned})
    taken = short[0].left + returned if short else wanted
    if taken != returned:
        await add_taken(tx, pool.event_id, taken - returned)
    return taken


async def release_places(tx: Tx, event_id: UUID, places: int) -> None:
    """Gives places back to the event's pool."""
    if places > 0:
        await add_taken(tx, event_id, -places)


async def add_taken(tx: Tx, event_id: UUID, by: int) -> None:
    """Adds to the number of taken places."""
    await tx.execute(
        update(CapacityPool)
        .where(CapacityPool.event_id == event_id)
        .values(taken=CapacityPool.taken + by, updated_at=func.now())
        .execution_options(synchronize_session=False)
    )
