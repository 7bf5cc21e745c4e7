"""Queries of seats that orders want."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import or_, select

from convite.core.db import ReadTx, Tx, locked
from convite.doors.orders.queries import WholeOrder
from convite.room.holds.models import Reservation
from convite.room.holds.rules import anonymous_holder

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
SELECT id FROM seats WHERE id = ANY ($1) AND (reservation_id = ANY ($2)) IS NOT true
  AND seat_state(attendee_id, blocked, held_until, house, house_until, now()) IN ('a', 'h')
"""


async def lost_seats(tx: Tx, seat_ids: Sequence[UUID], former: Sequence[UUID]) -> list[UUID]:
    """Which of these (locked) seats somebody has, apart from the holds that the buyer had."""
    return [row["id"] for row in await tx.driver.fetch(LOST, list(seat_ids), list(former))]


async def holds_of_buyer(tx: Tx, event_id: UUID, key: UUID) -> list[Reservation]:
    """The living holds of seats of whoever has this key, locked in order of id.

    A buyer without an account keeps the key of the first hold, also after it has ended.
    """
    named = select(Reservation.holder_id).where(
        Reservation.id == key,
        or_(Reservation.ended_at.is_(None), Reservation.holder_kind == "anonymous"),
    )
    found = await tx.execute(
        locked(
            select(Reservation)
            .where(
                Reservation.event_id == event_id,
                Reservation.ended_at.is_(None),
                Reservation.holder_kind != "order",
                Reservation.pool_ids == [],
                or_(
                    Reservation.holder_id == named.scalar_subquery(),
                    Reservation.holder_id == anonymous_holder(key),
                ),
            )
            .order_by(Reservation.id)
        ).execution_options(populate_existing=True)
    )
    return list(found.scalars())


NAMES = "SELECT id, seat_number FROM seats WHERE event_id = $1 AND id = ANY ($2)"


async def seat_labels(tx: ReadTx, event_id: UUID, seat_ids: Collection[UUID]) -> dict[UUID, str]:
    """The labels of those of these seats that are the event's."""
    if not seat_ids:
        return {}
    rows = await tx.driver.fetch(NAMES, event_id, list(seat_ids))
    return {row["id"]: row["seat_number"] for row in rows}
