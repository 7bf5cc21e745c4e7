"""Queries of holds, and of seats near one that is taken."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from convite.core.db import Connection, ReadTx
from convite.core.problems import Conflict, Held, Problem, invalid
from convite.plan.seating.queries import STATE, STATES
from convite.room.holds.models import Reservation
from convite.room.holds.schemas import HeldSeat

#: How far along the plan's order a neighbour is looked for, in seats.
NEIGHBOURHOOD = 300
#: How many near seats are offered to who lost one.
NEAREST = 5
#: Served by seats_event_id_place_key; takes no lock. Of the same category; where that one is kept for
#: the host ($3), of any other that isn't ($4).
NEAREST_FREE = f"""
SELECT s.id, s.seat_number FROM seats s, seats lost
WHERE lost.id = $2 AND lost.event_id = $1 AND s.event_id = $1
  AND s.place BETWEEN lost.place - {NEIGHBOURHOOD} AND lost.place + {NEIGHBOURHOOD}
  AND (s.category = lost.category) <> $3::bool AND s.category <> ALL ($4::text[])
  AND seat_state(s.attendee_id, s.blocked, s.held_until, s.house, s.house_until, now()) = 'f'
ORDER BY (s.x - lost.x) ^ 2 + (s.y - lost.y) ^ 2, s.place LIMIT {NEAREST}
"""  # noqa: S608  (constants of this module only)

BLOCKING = f"""
SELECT id, seat_number, {STATE} AS state, category = ANY ($3) AS is_reserved
FROM seats WHERE event_id = $1 AND id = ANY ($2)
"""  # noqa: S608  (constants of this module only)

RESERVED = """
SELECT c.name FROM plan_categories c JOIN seating_plans p ON p.id = c.plan_id
WHERE p.event_id = $1 AND c.kind = 'reserved'
"""


@dataclass(frozen=True, kw_only=True)
class Blocking:
    """Why a hold failed: the seats in the way, and free ones near the first."""

    blocking: list[dict[str, str]]
    nearest: list[HeldSeat]


def blocking_status(row: Any, kept: Collection[UUID]) -> str:
    """The state of a seat in the way; one that has come free meanwhile was held when it was asked for."""
    if row["id"] in kept:
        return "blocked"
    return "held" if row["state"] == "f" else STATES[row["state"]]


async def find_blocking(
    connection: Connection, event_id: UUID, seat_ids: Sequence[UUID]
) -> Blocking:
    """The state of the seats in the way, and what could be had instead."""
    reserved = await reserved_categories(connection, event_id)
    rows = await connection.fetch(BLOCKING, event_id, list(seat_ids), reserved)
    # nobody has it, so it was refused for being the host's to give
    kept = {
        row["id"]
        for row in rows
        if row["state"] == "o" or (row["is_reserved"] and row["state"] == "f")
    }
    blocking = [
        {
            "id": str(row["id"]),
            "seat_number": row["seat_number"],
            "status": blocking_status(row, kept),
        }
        for row in rows
    ]
    is_kept = bool(seat_ids) and seat_ids[0] in kept
    others = reserved if is_kept else []
    nearest: list[HeldSeat] = []
    if seat_ids:
        near = await connection.fetch(NEAREST_FREE, event_id, seat_ids[0], is_kept, others)
        nearest = [HeldSeat(id=row["id"], seat_number=row["seat_number"]) for row in near]
    return Blocking(blocking=blocking, nearest=nearest)


async def reserved_categories(connection: Connection, event_id: UUID) -> list[str]:
    """Categories that only organizers pick from."""
    return [row["name"] for row in await connection.fetch(RESERVED, event_id)]


async def reservation_by_key(tx: ReadTx, key: UUID) -> Reservation | None:
    """The hold, locked against its own end."""
    result = await tx.execute(
        select(Reservation).where(Reservation.id == key).with_for_update(key_share=True)
    )
    return result.scalar_one_or_none()


class SeatsTaken(Exception):
    """Some seats of a request can't be had: their ids, and whether one is only held."""

    def __init__(self, seat_ids: list[UUID], *, held: bool, unknown: bool = False) -> None:
        super().__init__()
        self.seat_ids = seat_ids
        self.held = held
        self.unknown = unknown


async def seats_taken_problem(connection: Connection, event_id: UUID, lost: SeatsTaken) -> Problem:
    """What the loser is told: 423 while all are only held, 409 when one is taken for good."""
    seats = await find_blocking(connection, event_id, lost.seat_ids)
    known = {seat["id"] for seat in seats.blocking}
    missing = [str(seat_id) for seat_id in lost.seat_ids if str(seat_id) not in known]
    if missing:
        return invalid("seat_ids", f"The event doesn't have seat {missing[0]}.")
    names = ", ".join(seat["seat_number"] for seat in seats.blocking)
    extra = {
        "blocking": seats.blocking,
        "nearest": [
            {"id": str(seat.id), "seat_number": seat.seat_number} for seat in seats.nearest
        ],
    }
    if all(seat["status"] == "held" for seat in seats.blocking):
        held = Held(f"Someone else is choosing {names} right now.", name="seat-held", **extra)
        return held.worded(seats=names)
    taken = Conflict(f"No longer available: {names}.", name="seat-taken", **extra)
    return taken.worded(seats=names)
