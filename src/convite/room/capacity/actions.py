"""Taking and giving back places. The pool's row lock makes the judgement exact."""

from uuid import UUID

from sqlalchemy import func, select, update

from convite.core.db import Tx, locked
from convite.room.capacity.models import CapacityPool
from convite.room.capacity.rules import find_shortages


async def lock_pool(tx: Tx, event_id: UUID) -> CapacityPool:
    """The event's pool, locked until the end of the transaction: the first lock of all."""
    statement = locked(select(CapacityPool).where(CapacityPool.event_id == event_id))
    result = await tx.execute(statement.execution_options(populate_existing=True))
    pool: CapacityPool = result.scalar_one()
    return pool


async def take_places(tx: Tx, event_id: UUID, wanted: int) -> int:
    """Takes as many of `wanted` places as there are, and says how many that was.

    Locks the event's pool until the end of the transaction.
    """
    if wanted <= 0:
        return 0
    return await exchange_places(tx, await lock_pool(tx, event_id), returned=0, wanted=wanted)


async def exchange_places(tx: Tx, pool: CapacityPool, *, returned: int, wanted: int) -> int:
    """Gives places of the (locked) pool back and takes as many of `wanted` as there are then.

    Says how many those are.
    """
    short = find_shortages([pool], {pool.id: wanted - returned})
    taken = short[0].left + returned if short else wanted
    if taken != returned:
        await add_taken(tx, pool.event_id, taken - returned)
    return taken


async def release_places(tx: Tx, event_id: UUID, places: int) -> None:
    """Gives places back."""
    if places > 0:
        await add_taken(tx, event_id, -places)


async def add_taken(tx: Tx, event_id: UUID, by: int) -> None:
    """Moves the count of taken places."""
    await tx.execute(
        update(CapacityPool)
        .where(CapacityPool.event_id == event_id)
        .values(taken=CapacityPool.taken + by, updated_at=func.now())
        .execution_options(synchronize_session=False)
    )
