"""Checks whether places fit. Pure functions over pools that the caller has locked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


class Pool(Protocol):
    """A pool of places: the capacity (None means unlimited), taken and held."""

    id: UUID
    capacity: int | None
    taken: int
    held: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Shortage:
    """A pool with fewer places than requested."""

    pool_id: UUID
    wanted: int
    #: Places left; never below 0.
    left: int


def places_left(pool: Pool) -> int | None:
    """How many places a pool has left, never below 0; None if it has no limit."""
    return None if pool.capacity is None else max(0, pool.capacity - pool.taken - pool.held)


def places_to_take(pool: Pool, *, returned: int, wanted: int) -> int:
    """How many of the `wanted` places there are in a pool that gets `returned` ones back."""
    short = find_shortages([pool], {pool.id: wanted - returned})
    return short[0].left + returned if short else wanted


def find_shortages(pools: Sequence[Pool], wanted: Mapping[UUID, int]) -> list[Shortage]:
    """Returns the pools that are short of places, in the order of `pools`. Empty if all fit.

    A ticket may need a place of the event, of its category and of a session at once: all or none.
    A negative number gives places back. Expired reservations still count as held until the caller
    expires them and checks again.

    Raises:
        KeyError: `wanted` names a pool that isn't in `pools`.
    """
    known = {pool.id: pool for pool in pools}
    if missing := wanted.keys() - known.keys():
        raise KeyError(f"not among the pools: {sorted(map(str, missing))}")
    shortages = []
    for pool in pools:
        number = wanted.get(pool.id, 0)
        left = places_left(pool)
        if left is not None and number > left:
            shortages.append(Shortage(pool_id=pool.id, wanted=number, left=left))
    return shortages
