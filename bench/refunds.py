"""All 10,000 paid orders of an event refunded by one task, while its worker is killed three times."""

import asyncio
import time
from uuid import UUID

import asyncpg
import httpx2

from bench.rig import Rig, make_event, register, rig
from bench.table import Row

ORDERS, KILLS, PRICE = 10_000, 3, 2500
LIMIT = 900.0

PEOPLE = """
INSERT INTO guests (id, organization_id, first_name, email, email_key, sort_key, search_key)
SELECT gen_random_uuid(), $1, 'Buyer ' || n, 'buyer' || n || '@example.com', 'buyer' || n || '@example.com',
  'buyer ' || n, ' buyer ' || n FROM generate_series(1, $2::int) n
"""
COME = """
INSERT INTO attendees (id, organization_id, event_id, guest_id, door, status, sort_key, ticket_type_id)
SELECT gen_random_uuid(), $1, $2, g.id, 'order', 'going', g.sort_key, $3 FROM guests g
WHERE g.organization_id = $1
"""
SOLD = """
INSERT INTO orders (id, organization_id, event_id, reference, status, guest_id, buyer_name, buyer_email,
  email_key, locale, currency, subtotal, discount, tax, tax_included, platform_fee, total, paid_at)
SELECT a.id, $1, $2, upper(substr(md5(a.id::text), 1, 8)), 'paid', a.guest_id, g.first_name, g.email,
  g.email_key, 'en', 'EUR', $3::bigint, 0, 0, true, 0, $3::bigint, now()
FROM attendees a JOIN guests g ON g.id = a.guest_id WHERE a.event_id = $2
"""
LINES = """
INSERT INTO order_lines (id, organization_id, event_id, order_id, position, ticket_type_id, unit_price,
  discount, tax, tax_percent, amount, platform_fee, attendee_id)
SELECT gen_random_uuid(), $1, $2, o.id, 0, $3, o.total, 0, 0, 0, o.total, 0, o.id
FROM orders o WHERE o.event_id = $2
"""
PAID = """
INSERT INTO payments (id, organization_id, event_id, order_id, provider, mode, amount, currency, status,
  provider_state, captured, paid_at)
SELECT gen_random_uuid(), $1, $2, o.id, 'test', 'test', o.total, 'EUR', 'paid', 'paid', o.total, now()
FROM orders o WHERE o.event_id = $2
"""
COUNTS = """
UPDATE capacity_pools SET taken = $2 WHERE event_id = $1 OR ticket_type_id = $3
"""
MADE = "SELECT count(*) FROM refunds WHERE event_id = $1 AND status = 'succeeded'"
TWICE = """
SELECT count(*) FROM (SELECT order_id FROM refunds WHERE event_id = $1 GROUP BY order_id
  HAVING count(*) > 1 OR sum(amount) <> $2) r
"""
BALANCE = "SELECT coalesce(sum(amount), 0) FROM ledger_entries WHERE event_id = $1"


async def fill(made: Rig, organization_id: str, event_id: str, kind_id: str) -> None:
    """Paid orders, one ticket each, as if they had been placed."""
    owner = await asyncpg.connect(made.dsns.owner)
    tenant, event, kind = UUID(organization_id), UUID(event_id), UUID(kind_id)
    await owner.execute(PEOPLE, tenant, ORDERS)
    await owner.execute(COME, tenant, event, kind)
    await owner.execute(SOLD, tenant, event, PRICE)
    await owner.execute(LINES, tenant, event, kind)
    await owner.execute(PAID, tenant, event)
    await owner.execute(COUNTS, event, ORDERS, kind)
    await owner.execute("ANALYZE")
    await owner.close()


async def refunded(made: Rig, event_id: str, begun: float) -> tuple[float, int, int]:
    """Waits until all are; kills the worker on the way. The seconds, refunds made, and those not once."""
    owner = await asyncpg.connect(made.dsns.owner)
    event, kills = UUID(event_id), 0
    while time.monotonic() - begun < LIMIT:
        count = await owner.fetchval(MADE, event)
        if kills < KILLS and count >= (kills + 1) * ORDERS // (KILLS + 2):
            made.processes[-1].kill()
            made.processes.pop().wait()
            made.start_worker()
            kills += 1
        if count >= ORDERS:
            break
        await asyncio.sleep(0.2)
    seconds = time.monotonic() - begun
    found = await owner.fetchval(MADE, event)
    twice = await owner.fetchval(TWICE, event, PRICE)
    assert await owner.fetchval(BALANCE, event) == 0
    await owner.close()
    return seconds, found, twice


def measure() -> list[Row]:
    """The rows of the table."""
    with rig() as made:
        headers = register(made)
        event_id = make_event(made, headers, visibility="public", approval="open")
        path = f"{made.url}/api/events/{event_id}"
        body = {"name": "Standard", "price": PRICE}
        kind = httpx2.post(f"{path}/ticket-types", headers=headers, json=body).json()
        row = httpx2.get(path, headers=headers).json()
        asyncio.run(fill(made, row["organization_id"], event_id, kind["id"]))
        made.start_worker()
        begun = time.monotonic()
        httpx2.post(f"{path}/refunds", headers=headers, json={"of": "all"}).raise_for_status()
        seconds, found, twice = asyncio.run(refunded(made, event_id, begun))
    return [
        Row(
            f"{ORDERS:,} orders refunded by one task, worker killed {KILLS} times",
            f"{found:,} refunded, {twice} twice or wrong, {seconds:.0f} s",
            f"{ORDERS:,}, 0 twice",
            found == ORDERS and twice == 0,
        )
    ]


if __name__ == "__main__":
    for row in measure():
        print(row)
