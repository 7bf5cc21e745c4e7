"""The harness can see: without the locks and the constraint that guard places, too many are sold.

Two API processes sell at once. The same with the guards is `test_guarded`.
"""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2

from tests.shop import Shop, open_shop
from tests.support import until
from tests.world import Process, World, free_port

#: A build that reads places without locking them.
UNGUARDED = """
from sqlalchemy import select
from convite.core.prepared import Prepared

def unlocked(prepared):
    plain = prepared.statement._generate()
    plain._for_update_arg = None
    return Prepared(plain, refresh=True)

from convite.room.capacity import actions as capacity
from convite.doors.pricing import queries as pricing
capacity.LOCKED = unlocked(capacity.LOCKED)
pricing.TYPES_LOCKED = unlocked(pricing.TYPES_LOCKED)
import sys; sys.argv = ["convite", "api"]
from convite.entry.cli import app; app()
"""
QUOTA, BUYERS = 40, 400


@asynccontextmanager
async def processes(world: World, code: str | None) -> AsyncIterator[list[Process]]:
    """Two more API processes, of a build of their own."""
    made = []
    for _ in range(2):
        port = free_port()
        command = [sys.executable, *(["-c", code] if code else ["-m", "convite.entry.cli", "api"])]
        running = subprocess.Popen(command, env=world.environment(port), cwd=world.files)  # noqa: ASYNC220
        http = httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=30)
        made.append(Process(port, running, http))
    try:
        for one in made:
            await until(one.is_ready, limit=120)
        yield made
    finally:
        for one in made:
            await one.http.aclose()
            one.running.terminate()
            one.running.wait(15)


async def sell(shop: Shop, made: list[Process]) -> int:
    """How many of the buyers were told that they have a ticket."""

    async def buy(number: int) -> int:
        buyer = {"name": f"Buyer {number}", "email": f"buyer{number}@example.com"}
        body = shop.body(buyer=buyer)
        return (await made[number % 2].http.post(shop.path, json=body)).status_code

    statuses = await asyncio.gather(*(buy(number) for number in range(BUYERS)))
    return statuses.count(201)


async def test_guarded(world: World) -> None:
    shop = await open_shop(world, quota=QUOTA)

    async with processes(world, None) as made:
        sold = await sell(shop, made)

    assert sold == QUOTA
    assert await world.faults() == []


async def test_unguarded_places_are_sold_twice_and_reported(world: World) -> None:
    shop = await open_shop(world, quota=QUOTA)
    guard = "ALTER TABLE capacity_pools {} CONSTRAINT capacity_pools_capacity_check"
    await world.sql(guard.format("DROP"))
    try:
        async with processes(world, UNGUARDED) as made:
            sold = await sell(shop, made)
        faults = await world.faults()
    finally:
        await world.sql(f"DELETE FROM capacity_pools WHERE ticket_type_id = '{shop.kind['id']}'")
        await world.sql(
            guard.format("ADD") + " CHECK (capacity IS NULL OR taken + held <= capacity)"
        )

    assert sold > QUOTA
    assert any("more places are taken than there are" in fault for fault in faults) or any(
        "the count of sold tickets is wrong" in fault for fault in faults
    )
