"""Queries for holds, and for free seats near a taken one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from convite.core.db import Connection, ReadTx
from convite.core.problems import Conflict, FieldText, Held, Problem, invalid
from convite.plan.seating.queries import STATE, STATES
from convite.room.holds.models import Reservation
from convite.room.holds.schemas import HeldSeat

#: How many seats before and after in plan order are searched for alternatives.
NEIGHBOURHOOD = 300
#: How many alternatives are offered.
NEAREST = 5
#: Free seats in the same category. If that category is reserved for the host ($3), in any category
#: that isn't reserved ($4). Served by seats_event_id_place_key; takes no lock.
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
    """Why a hold failed: the blocking seats, and free seats near the first."""

    blocking: list[dict[str, str]]
    nearest: list[HeldSeat]


def blocking_status(row: Any, kept: Collection[UUID]) -> str:
    """Returns the status of a blocking seat.

    A seat that has become free in the meantime is reported as held, as it was at the time of the
    request.
    """
    if row["id"] in kept:
        return "blocked"
    return "held" if row["state"] == "f" else STATES[row["state"]]


async def find_blocking(
    connection: Connection, event_id: UUID, seat_ids: Sequence[UUID]
) -> Blocking:
    """Returns the blocking seats with their status, and nearby alternatives."""
    reserved = await reserved_categories(connection, event_id)
    rows = await connection.fetch(BLOCKING, event_id, list(seat_ids), reserved)
    # free, so the request failed because the host keeps these seats
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
    """Returns the categories that only organizers can pick from."""
    return [row["name"] for row in await connection.fetch(RESERVED, event_id)]


async def reservation_by_key(tx: ReadTx, key: UUID) -> Reservation | None:
    """Returns the hold, locked so that it can't end concurrently."""
    result = await tx.execute(
        select(Reservation).where(Reservation.id == key).with_for_update(key_share=True)
    )
    return result.scalar_one_or_none()


PLACES = "SELECT event_id FROM reservations WHERE id = $1 AND pool_ids <> '{}'"


async def event_of_places(tx: ReadTx, key: UUID) -> UUID | None:
    """The event of a hold that has places of pools; None for seats alone. Locks nothing."""
    found: UUID | None = await tx.driver.fetchval(PLACES, key)
    return found


class SeatsTaken(Exception):
    """Some requested seats are unavailable. `held` is true if all of them are only held."""

    def __init__(self, seat_ids: list[UUID], *, held: bool, unknown: bool = False) -> None:
        super().__init__()
        self.seat_ids = seat_ids
        self.held = held
        self.unknown = unknown


async def seats_taken_problem(connection: Connection, event_id: UUID, lost: SeatsTaken) -> Problem:
    """Returns 423 if all blocking seats are only held, and 409 if any is taken for good."""
    seats = await find_blocking(connection, event_id, lost.seat_ids)
    known = {seat["id"] for seat in seats.blocking}
    missing = [str(seat_id) for seat_id in lost.seat_ids if str(seat_id) not in known]
    if missing:
        english = f"The event doesn't have seat {missing[0]}."
        return invalid(
            "seat_ids", FieldText(name="seat.unknown", english=english, values={"seat": missing[0]})
        )
    names = ", ".join(seat["seat_number"] for seat in seats.blocking)
    extra = {
        "blocking": seats.blocking,
        "nearest": [
            {"id": str(seat.id), "seat_number": seat.seat_number} for seat in seats.nearest
        ],
    }
    if all(seat["status"] == "held" for seat in seats.blocking):
        held = Held(f"Someone else is choosing {names} right now.", name="seat-held", **extra)
        return held.with_text(seats=names)
    taken = Conflict(f"No longer available: {names}.", name="seat-taken", **extra)
    return taken.with_text(seats=names)
