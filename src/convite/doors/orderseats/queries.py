"""Queries of seats that orders want."""

from collections.abc import Sequence
from uuid import UUID

from convite.core.db import Tx
from convite.doors.orders.queries import WholeOrder

# Locked in the order of their ids, as everywhere, before single orders hold them.
LOCK = """
SELECT id, category FROM seats WHERE event_id = $1 AND id = ANY ($2) ORDER BY id FOR NO KEY UPDATE
"""


async def lock_wanted(tx: Tx, event_id: UUID, seat_ids: Sequence[UUID]) -> dict[UUID, str | None]:
    """Locks the seats that a batch of orders wants; returns the categories of those that are there."""
    if not seat_ids:
        return {}
    rows = await tx.driver.fetch(LOCK, event_id, list(seat_ids))
    return {row["id"]: row["category"] for row in rows}


FREE = """
SELECT coalesce(bool_and(seat_state(s.attendee_id, s.blocked, s.held_until, s.house, s.house_until, now())
  = 'f'), true)
FROM (SELECT * FROM seats WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE) s
"""


async def seats_are_free(tx: Tx, whole: WholeOrder) -> bool:
    """Whether the seats that an order had are free now; they are locked from then on."""
    ids = [line.seat_id for line in whole.lines if line.seat_id and line.canceled_at is None]
    return not ids or bool(await tx.driver.fetchval(FREE, ids))


LOST = """
SELECT id FROM seats WHERE id = ANY ($1) AND reservation_id IS DISTINCT FROM $2
  AND seat_state(attendee_id, blocked, held_until, house, house_until, now()) IN ('a', 'h')
"""


async def lost_seats(tx: Tx, seat_ids: Sequence[UUID], former: UUID) -> list[UUID]:
    """Which of these (locked) seats somebody has, apart from the hold that the buyer had."""
    return [row["id"] for row in await tx.driver.fetch(LOST, list(seat_ids), former)]
