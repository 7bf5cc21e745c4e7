"""Whether places fit: pure computation over pools that the caller holds locked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


class Pool(Protocol):
    """Counted places: a limit (None for none), and those taken and held."""

    id: UUID
    capacity: int | None
    taken: int
    held: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Shortage:
    """A pool that has fewer places than are wanted."""

    pool_id: UUID
    wanted: int
    #: How many there are; never below 0.
    left: int


def find_shortages(pools: Sequence[Pool], wanted: Mapping[UUID, int]) -> list[Shortage]:
    """What keeps a wish over several pools from being met, in the order of `pools`; nothing if it fits.

    A ticket may need a place of the event, of its category and of a session at once: all or none. A
    negative number gives places back. Places of a reservation that is due still count as held: the
    caller expires those of a short pool and judges again.

    Raises:
        KeyError: a pool is wanted that isn't among `pools`.
    """
    known = {pool.id: pool for pool in pools}
    if missing := wanted.keys() - known.keys():
        raise KeyError(f"not among the pools: {sorted(map(str, missing))}")
    shortages = []
    for pool in pools:
        number = wanted.get(pool.id, 0)
        left = None if pool.capacity is None else max(0, pool.capacity - pool.taken - pool.held)
        if left is not None and number > left:
            shortages.append(Shortage(pool_id=pool.id, wanted=number, left=left))
    return shortages
