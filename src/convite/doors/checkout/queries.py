"""Reads reservations of orders, and the places of their pools."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from convite.core.db import ReadTx, Tx, locked
from convite.doors.orders.models import OPEN, Order
from convite.doors.orders.queries import WholeOrder
from convite.doors.pricing.queries import kinds_of
from convite.room.holds.rules import pool_places

# Served by reservations_places_due.
DUE_ORDERS = """
SELECT DISTINCT organization_id, event_id FROM reservations
WHERE ended_at IS NULL AND pool_ids <> '{}' AND expires_at <= now() LIMIT 500
"""
# The event's pool is locked, so that nobody else ends these.
DUE = """
SELECT id, pool_ids, pool_places FROM reservations
WHERE event_id = $1 AND ended_at IS NULL AND pool_ids <> '{}' AND expires_at <= statement_timestamp()
ORDER BY expires_at, id LIMIT $2 FOR NO KEY UPDATE
"""


async def due_reservations(tx: Tx, event_id: UUID, most: int) -> dict[UUID, dict[UUID, int]]:
    """Reservations of places that ran out by the database's clock: their places, by pool."""
    return {row["id"]: pool_places(row) for row in await tx.driver.fetch(DUE, event_id, most)}


async def orders_held_by(tx: ReadTx, reservation_ids: Collection[UUID]) -> list[Order]:
    """The open orders of these reservations, locked in order of id."""
    found = await tx.execute(
        locked(
            select(Order)
            .where(Order.reservation_id.in_(reservation_ids), Order.status.in_(OPEN))
            .order_by(Order.id)
        ).execution_options(populate_existing=True)
    )
    return list(found.scalars())


async def reserved_places(tx: Tx, reservation_id: UUID) -> dict[UUID, int]:
    """The places that a living reservation holds, by pool; none if it has ended."""
    row = await tx.driver.fetchrow(
        "SELECT pool_ids, pool_places FROM reservations WHERE id = $1 AND ended_at IS NULL"
        " FOR NO KEY UPDATE",
        reservation_id,
    )
    return pool_places(row)


# The event's pool is locked. An order's own places aren't anybody's to take over.
PLACES_HELD = """
SELECT pool_ids, pool_places FROM reservations
WHERE id = $2 AND event_id = $1 AND ended_at IS NULL AND pool_ids <> '{}' AND holder_kind <> 'order'
FOR NO KEY UPDATE
"""


async def places_held(tx: Tx, event_id: UUID, key: UUID) -> dict[UUID, int]:
    """The places that a buyer's hold without seats has, by pool; none if it has ended."""
    row = await tx.driver.fetchrow(PLACES_HELD, event_id, key)
    return pool_places(row)


# Pools of the types of an order's lines, locked in order of id; the event's own pool is locked already.
POOLS_OF_ORDER = """
SELECT p.id, count(*) FILTER (WHERE l.admitted_by IS NULL) AS places
FROM order_lines l JOIN capacity_pools p ON p.ticket_type_id = l.ticket_type_id
WHERE l.order_id = $1 AND l.canceled_at IS NULL GROUP BY p.id
UNION ALL
SELECT p.id, count(*) FROM order_lines l JOIN ticket_types t ON t.id = l.ticket_type_id
JOIN capacity_pools p ON p.event_id = l.event_id
WHERE l.order_id = $1 AND l.canceled_at IS NULL AND NOT t.is_addon GROUP BY p.id
"""


async def places_of_order(tx: Tx, whole: WholeOrder) -> dict[UUID, int]:
    """How many places of which pools an order's tickets take."""
    return {
        row["id"]: row["places"] for row in await tx.driver.fetch(POOLS_OF_ORDER, whole.order.id)
    }


LEFT = """
WITH wanted AS (
  SELECT * FROM unnest($1::uuid[], $2::int[]) AS w (id, places)
), locked AS (
  SELECT p.id, p.capacity - p.taken - p.held AS rest FROM capacity_pools p
  WHERE p.id = ANY ($1) ORDER BY p.id FOR NO KEY UPDATE
)
SELECT bool_and(l.rest IS NULL OR l.rest >= w.places) FROM wanted w JOIN locked l ON l.id = w.id
"""


async def are_left(tx: Tx, pool_ids: list[UUID], places: list[int]) -> bool:
    """Whether so many places of each pool are free; the pools are locked from then on."""
    return bool(await tx.driver.fetchval(LEFT, pool_ids, places))


async def addons_of(tx: ReadTx, whole: WholeOrder) -> set[UUID]:
    """Which of an order's types admit nobody."""
    kinds = await kinds_of(tx, {line.ticket_type_id for line in whole.lines})
    return {key for key, kind in kinds.items() if kind.is_addon}
