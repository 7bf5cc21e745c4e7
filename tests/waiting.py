"""Requests that wait for one another's locks, as a test wants them to."""

import asyncio
from collections.abc import Awaitable
from typing import Any, TypeVar

from tests.support import until
from tests.world import World

FirstT = TypeVar("FirstT")
SecondT = TypeVar("SecondT")


async def are_waiting(world: World, how_many: int) -> None:
    """Until so many transactions of this world wait for a lock."""

    async def enough() -> bool:
        waiting = await world.one(
            "SELECT count(DISTINCT l.pid) FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
            " WHERE a.datname = current_database() AND NOT l.granted"
        )
        return bool(waiting >= how_many)

    await until(enough)


async def in_turn(
    world: World,
    waits_for: str,
    key: Any,
    first: Awaitable[FirstT],
    second: Awaitable[SecondT],
) -> tuple[FirstT, SecondT]:
    """The answers of two requests of which the second begins while the first waits for a row.

    `waits_for` locks the row, by its key `$1`.
    """
    async with world.database() as owner:
        async with owner.transaction():
            await owner.execute(waits_for, key)
            one = asyncio.ensure_future(first)
            await are_waiting(world, 1)
            two = asyncio.ensure_future(second)
            await are_waiting(world, 2)
        return await asyncio.gather(one, two)
