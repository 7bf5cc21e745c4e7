"""A storm of webhooks: each event comes up to five times, in any order, while the worker is killed.

Some have a wrong signature, some come after the places ran out. What stands in the end is what was paid.

By hand with a thousand orders of each provider: `pytest -m fuzz tests/doors/settlement/test_storm.py`.
"""

import asyncio
from random import Random
from typing import Any

import pytest

from tests.doors.settlement.test_providers import NAMES, Stage, staged
from tests.shop import ledger
from tests.support import until
from tests.world import World

KILLS = 3
PRICE = 2500
RUN_OUT = """
UPDATE reservations SET expires_at = now() - interval '1 second'
WHERE holder_id = ANY ($1::uuid[]) AND ended_at IS NULL
"""
STATUSES = "SELECT status, count(*) AS number FROM orders WHERE event_id = $1 GROUP BY status"
REFUNDED = "SELECT count(*) FROM refunds WHERE event_id = $1 AND status = 'succeeded'"
TICKETS = """
SELECT count(*) AS number, count(DISTINCT attendee_id) AS people FROM tickets WHERE event_id = $1
"""


async def ordered(stage: Stage, number: int) -> list[Any]:
    """Orders whose payment was begun, each with the provider's id of it."""
    made = []
    for _ in range(number):
        order = await stage.order()
        made.append({**order, "key": await stage.started(order)})
    return made


async def settled(stage: Stage, orders: int) -> dict[str, int]:
    """How many orders have which status, once none is open and all money that came late went back."""
    world, event = stage.shop.world, stage.shop.event.id
    found: dict[str, int] = {}

    async def is_over() -> bool:
        rows = await world.sql(STATUSES, event)
        found.clear()
        found.update({row["status"]: row["number"] for row in rows})
        open_ones = sum(found.get(one, 0) for one in ("created", "pending", "failed"))
        late = found.get("expired", 0)
        return open_ones == 0 and await world.one(REFUNDED, event) == late

    await until(is_over, limit=60 + orders)
    return found


@pytest.mark.chaos
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("orders", [20, pytest.param(1000, marks=pytest.mark.fuzz)])
async def test_what_stands_after_a_storm_is_what_was_paid(
    world: World, name: str, orders: int
) -> None:
    chance = Random(8)
    # some places fewer than orders: late money finds none, and goes back
    async with staged(world, name, works=False, quota=orders) as stage:
        made = await ordered(stage, orders)
        late = made[: orders // 10]
        await world.sql(RUN_OUT, [one["id"] for one in late])
        taken = [
            await stage.order() for _ in late
        ]  # ends those that ran out, and takes their places
        for one in made:
            stage.server.complete(one["key"])
        settings = stage.server.environment()
        storm = asyncio.create_task(stage.deliver(copies=5, random=chance, forged=0.05, at_once=8))
        for _ in range(KILLS):
            with world.worker(**settings) as running:
                await asyncio.wait([storm], timeout=chance.uniform(1, 3))
                running.kill()
        with world.worker(**settings):
            statuses = await storm
            for one in taken:
                await stage.buyer(one).post(f"/api/orders/{one['id']}/cancel")
            found = await settled(stage, orders)

        assert set(statuses) <= {200, 401}
        assert 401 in statuses
        paid = found.get("paid", 0)
        assert paid + found.get("expired", 0) + found.get("refunded", 0) == orders
        row = (await world.sql(TICKETS, stage.shop.event.id))[0]
        assert (row["number"], row["people"]) == (paid, paid)
        kept = await world.one(
            "SELECT count(*) FROM provider_events e JOIN payment_accounts a ON a.id = e.account_id"
            " WHERE a.organization_id = $1",
            stage.shop.event.host.organization_id,
        )
        assert kept <= len(stage.server.events)
        totals = await ledger(stage.shop)
        assert sum(totals.values()) == 0
        assert totals["sales"] + totals["tax"] == -PRICE * paid
        assert await world.faults() == []
