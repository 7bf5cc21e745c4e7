"""A sell-out while API and PostgreSQL are killed: nothing is sold twice, nothing acknowledged lost."""

import asyncio
import contextlib
import json
import signal
from collections.abc import AsyncIterator
from dataclasses import dataclass

import asyncpg
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from convite.entry.operations.invariants import check_invariants
from tests.chaos.selling import Market, open_market
from tests.chaos.supervised import Supervised
from tests.support import until
from tests.world import Person

pytestmark = pytest.mark.chaos

SEED, MAX_GAP = 16, 10.0
#: Buyers, seats, buyers at the same time, and how many sockets watch the map; the second in `make fuzz`.
SIZES = [(900, 150, 24, 20), pytest.param((5000, 500, 64, 1000), marks=pytest.mark.fuzz)]


async def has_sold(market: Market, count: int) -> None:
    async def enough() -> bool:
        return len(market.orders) >= count

    await until(enough, limit=90)


@dataclass
class Watchers:
    """Sockets that follow the map's seats, and come back when they are cut."""

    host: Person
    channel: str
    listening: int = 0
    cuts: int = 0

    async def watch(self) -> None:
        port = self.host.world.processes[0].port
        while True:
            try:
                async with connect(f"ws://127.0.0.1:{port}/ws?token={self.host.token}") as socket:
                    asked = {"action": "subscribe", "channel": self.channel, "ref": "1"}
                    await socket.send(json.dumps(asked))
                    self.listening += 1
                    try:
                        async for _ in socket:
                            pass
                    finally:
                        self.listening -= 1
            except (OSError, WebSocketException):
                pass
            self.cuts += 1
            await asyncio.sleep(0.2)  # as a browser waits before it comes back


@contextlib.asynccontextmanager
async def watched(host: Person, channel: str, count: int) -> AsyncIterator[Watchers]:
    """So many sockets for as long as the block lasts, all there when it begins."""
    watchers = Watchers(host, channel)
    tasks = [asyncio.create_task(watchers.watch()) for _ in range(count)]
    try:
        await until(lambda: all_there(watchers, count), limit=60)
        yield watchers
        await until(lambda: all_there(watchers, count), limit=60)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def all_there(watchers: Watchers, count: int) -> bool:
    return watchers.listening == count


@pytest.mark.parametrize("size", SIZES)
async def test_a_sell_out_survives_kills(
    supervised: Supervised, size: tuple[int, int, int, int]
) -> None:
    buyers, seats, at_once, sockets = size
    host = await supervised.organizer()
    market = await open_market(await host.event(), seats, supervised.port)
    async with watched(host, f"events/{market.event.id}/seats", sockets) as watchers:
        selling = asyncio.create_task(market.sell(buyers, at_once, SEED))

        await has_sold(market, seats // 5)
        supervised.child(" api").send_signal(signal.SIGKILL)
        await has_sold(market, seats // 2)
        supervised.child("postgres").send_signal(signal.SIGKILL)
        await selling
        assert watchers.cuts >= sockets  # all were cut, and come back

    owner = await asyncpg.connect(supervised.dsns.owner)
    rows = await owner.fetch("SELECT id, buyer_name, status FROM orders")
    seated = await owner.fetchval("SELECT count(*) FROM seats WHERE attendee_id IS NOT NULL")
    faults = await check_invariants(owner)
    await owner.close()
    assert {str(row["id"]) for row in rows} == {one["id"] for one in market.orders.values()}
    assert len({row["buyer_name"] for row in rows}) == len(rows) == seated == seats
    assert {row["status"] for row in rows} == {"paid"}
    assert faults == []
    assert market.failures["503"] > 0
    assert market.failures["500"] == 0, supervised.output.read_text()
    assert market.longest_gap < MAX_GAP
