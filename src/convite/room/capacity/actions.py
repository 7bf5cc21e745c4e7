"""Takes and releases places. The pool's row lock makes the check race-free."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import aliased

from convite.core.db import Tx, locked
from convite.core.prepared import Prepared
from convite.events.event.models import Event
from convite.events.event.queries import SHARES_TURN
from convite.room.capacity.models import CapacityPool
from convite.room.capacity.rules import places_to_take

# The event is locked as it is read, and the pool when both are found: the order of whoever changes an
# event's capacity.
STEADY = aliased(
    Event,
    select(Event)
    .where(Event.id == bindparam("event_id"), SHARES_TURN)
    .with_for_update(read=True)
    .subquery(),
)
LOCKED = Prepared(
    locked(
        select(CapacityPool, STEADY)
        .select_from(STEADY)
        .join(CapacityPool, CapacityPool.event_id == STEADY.id),
        of=CapacityPool,
    ),
    refresh=True,
)


async def lock_pool(tx: Tx, event_id: UUID) -> CapacityPool:
    """Locks the event's pool until the end of the transaction. This lock is always taken first.

    Nobody can cancel or change the event until then either, and the transaction's event is read again:
    whether it was canceled is asked after this. Its lock is shared (FOR SHARE): with one that excludes
    others, many replies at once were refused as busy.
    """
    row = await LOCKED.first(tx, event_id=event_id)
    assert row is not None  # made with the event
    return row[0]


async def take_places(tx: Tx, event_id: UUID, wanted: int) -> int:
    """Takes up to `wanted` places and returns how many it got.

    Locks the event's pool until the end of the transaction.
    """
    if wanted <= 0:
        return 0
    taken = places_to_take(await lock_pool(tx, event_id), returned=0, wanted=wanted)
    await add_taken(tx, event_id, taken)
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


MOVE_PLACES = """
UPDATE capacity_pools p SET taken = p.taken + w.taken, held = p.held + w.held, updated_at = now()
FROM unnest($1::uuid[], $2::int[], $3::int[]) AS w (id, taken, held) WHERE p.id = w.id
"""


async def move_places(tx: Tx, places: Mapping[UUID, tuple[int, int]]) -> None:
    """Adds to the taken and held places of (locked) pools; both can be negative."""
    changed = {key: counts for key, counts in places.items() if counts != (0, 0)}
    if changed:
        columns = zip(*changed.values(), strict=True)
        await tx.driver.execute(MOVE_PLACES, list(changed), *map(list, columns))
