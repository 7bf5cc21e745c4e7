"""A sell-out while API and PostgreSQL are killed: nothing is sold twice, nothing acknowledged lost."""

import asyncio
import signal

import asyncpg
import pytest

from convite.entry.operations.invariants import check_invariants
from tests.chaos.selling import Market, open_market
from tests.chaos.supervised import Supervised
from tests.support import until

pytestmark = pytest.mark.chaos

BUYERS, SEATS, AT_ONCE, SEED = 900, 150, 24, 16
MAX_GAP = 10.0


async def has_sold(market: Market, count: int) -> None:
    async def enough() -> bool:
        return len(market.orders) >= count

    await until(enough, limit=90)


async def test_a_sell_out_survives_kills(supervised: Supervised) -> None:
    host = await supervised.organizer()
    market = await open_market(await host.event(), SEATS, supervised.port)
    selling = asyncio.create_task(market.sell(BUYERS, AT_ONCE, SEED))

    await has_sold(market, SEATS // 5)
    supervised.child(" api").send_signal(signal.SIGKILL)
    await has_sold(market, SEATS // 2)
    supervised.child("postgres").send_signal(signal.SIGKILL)
    await selling

    owner = await asyncpg.connect(supervised.dsns.owner)
    rows = await owner.fetch("SELECT id, buyer_name, status FROM orders")
    seated = await owner.fetchval("SELECT count(*) FROM seats WHERE attendee_id IS NOT NULL")
    faults = await check_invariants(owner)
    await owner.close()
    assert {str(row["id"]) for row in rows} == {one["id"] for one in market.orders.values()}
    assert len({row["buyer_name"] for row in rows}) == len(rows) == seated == SEATS
    assert {row["status"] for row in rows} == {"paid"}
    assert faults == []
    assert market.failures["503"] > 0
    assert market.failures["500"] == 0, supervised.output.read_text()
    assert market.longest_gap < MAX_GAP
