"""Queries for plans and seats."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import case, func, select

from convite.core.db import Connection, ReadTx
from convite.plan.seating.models import PlanCategory, Seat, SeatingPlan

#: Status per letter of `seat_state`. House seats (o) show as blocked.
STATES = {"a": "assigned", "b": "blocked", "h": "held", "o": "blocked", "f": "free"}
#: SQL for a seat's state as a letter, by the database's clock. For a table or alias `seats`.
STATE = "seat_state(attendee_id, blocked, held_until, house, house_until, now())"
#: SQL for a seat's status as a word.
STATUS = case(
    STATES,
    value=func.seat_state(
        Seat.attendee_id,
        Seat.blocked,
        Seat.held_until,
        Seat.house,
        Seat.house_until,
        func.now(),
    ),
)

#: SQL for a seat's house name, or null once the host no longer keeps it.
HOUSE = case(
    (
        func.seat_state(None, False, None, Seat.house, Seat.house_until, func.now()) == "o",
        Seat.house,
    )
)

# The states that (locked) seats have without an attendee, by the database's clock.
STATES_WHEN_VACANT = """
SELECT id, seat_state(NULL, blocked, held_until, house, house_until, statement_timestamp()) AS state
FROM seats WHERE id = ANY ($1)
"""

# Versions of the event's log and plan, which show whether cached letters are current.
STATUS_HEAD = """
SELECT coalesce(p.version, 0) AS version, g.number AS generation, s.position
FROM streams s CROSS JOIN generation g LEFT JOIN seating_plans p ON p.event_id = s.id WHERE s.id = $1
"""
# Holders and seconds follow the order of the h letters. Served by seats_event_id_place_key; takes
# no lock.
STATUS_LETTERS = f"""
SELECT coalesce(string_agg(letter, ''), '') AS letters, min(place) AS first, max(place) AS last,
  array_agg(held_by) FILTER (WHERE letter = 'h') AS holders,
  array_agg(extract(epoch FROM held_until - now())::float8) FILTER (WHERE letter = 'h') AS seconds
FROM (
  SELECT place, held_by, held_until, {STATE} AS letter
  FROM seats WHERE event_id = $1 ORDER BY place
) ordered
"""  # noqa: S608  (constants of this module only)
# Seats with log entries since a position, in their current state. A row without a seat stands for
# any other entry on the map's channel. Served by activity_log_stream_index and seats_pkey.
STATUS_CHANGES = f"""
SELECT s.place, s.held_by, s.letter, s.seconds
FROM (
  SELECT DISTINCT CASE WHEN action IN ('seat_locked', 'seat_assigned', 'seat_freed') THEN object_id END
    AS seat_id
  FROM activity_log WHERE stream_id = $1 AND position > $2 AND position <= $3
    AND 'events/' || $1::text || '/seats' = ANY (channels)
) changed LEFT JOIN LATERAL (
  SELECT place, held_by, extract(epoch FROM held_until - now())::float8 AS seconds,
    {STATE} AS letter
  FROM seats WHERE id = changed.seat_id AND event_id = $1
) s ON true
"""  # noqa: S608  (constants of this module only)


@dataclass(kw_only=True, slots=True)
class Status:
    """The state of every seat in plan order, and the log position it reflects."""

    plan_version: int
    generation: int
    position: int
    letters: bytearray
    #: Place of the first seat; None if places aren't consecutive.
    first: int | None
    #: Holder of the seat at an index, and the expiry on this process's monotonic clock.
    holds: dict[int, tuple[UUID, float]]

    def set_state(
        self, place: int, letter: str, holder: UUID | None, seconds: float | None
    ) -> None:
        """Sets the state of one seat."""
        assert self.first is not None
        index = place - self.first
        self.letters[index] = ord(letter)
        self.holds.pop(index, None)
        if letter == "h" and holder is not None and seconds is not None:
            self.holds[index] = (holder, time.monotonic() + seconds)

    def expire(self) -> None:
        """Frees seats whose hold has expired."""
        moment = time.monotonic()
        over = [index for index, (_, until) in self.holds.items() if until <= moment]
        for index in over:
            self.letters[index] = ord("f")
            del self.holds[index]

    def for_holder(self, holder_id: UUID | None, *, is_staff: bool) -> str:
        """Returns the letters as this holder sees them.

        Their own holds are m. For guests, house seats (o) are b.
        """
        mine = [index for index, (holder, _) in self.holds.items() if holder == holder_id]
        marked = self.letters if is_staff else self.letters.replace(b"o", b"b")
        if not mine:
            return marked.decode()
        marked = bytearray(marked)
        for index in mine:
            marked[index] = ord("m")
        return marked.decode()


class StatusCache:
    """Caches the seat states of recently viewed events, and updates them from the log.

    Single seats that changed are read again. A new plan, an entry that isn't about one seat, or a
    large backlog causes a full reload.
    """

    MAX_KNOWN = 200
    #: Above this many log rows, a full reload is cheaper.
    FAR = 2000

    def __init__(self) -> None:
        self.known: dict[UUID, Status] = {}

    async def read(self, connection: Connection, event_id: UUID) -> Status:
        """Returns the states, at least as new as the current log position.

        It reads the position first. Letters newer than the position are harmless: the client's
        next log entries only repeat them.
        """
        head = await connection.fetchrow(STATUS_HEAD, event_id)
        known = self.known.get(event_id)
        if head is None or known is None or not self.can_follow(known, head):
            return await self.read_all(connection, event_id, head)
        if known.position < head["position"]:
            since = known.position
            rows = await connection.fetch(STATUS_CHANGES, event_id, since, head["position"])
            if any(row["place"] is None for row in rows):
                return await self.read_all(connection, event_id, head)
            if known.position == since:  # no concurrent update during the query
                for row in rows:
                    known.set_state(row["place"], row["letter"], row["held_by"], row["seconds"])
                known.position = head["position"]
            elif known.position < head["position"]:
                return await self.read_all(connection, event_id, head)
        known.expire()
        return known

    def can_follow(self, known: Status, head: Any) -> bool:
        """Whether the cached states can be updated from the log."""
        return (
            known.plan_version == head["version"]
            and known.generation == head["generation"]
            and known.first is not None
            and head["position"] - known.position <= self.FAR
        )

    async def read_all(self, connection: Connection, event_id: UUID, head: Any) -> Status:
        """Reloads every seat of the event."""
        row = (await connection.fetch(STATUS_LETTERS, event_id))[0]
        letters = row["letters"].encode()
        whole = letters and row["last"] - row["first"] + 1 == len(letters)
        status = Status(
            plan_version=head["version"] if head else 0,
            generation=head["generation"] if head else 0,
            position=head["position"] if head else 0,
            letters=bytearray(letters),
            first=row["first"] if whole else None,
            holds={},
        )
        held = [index for index, letter in enumerate(letters) if letter == ord("h")]
        for index, holder, seconds in zip(
            held, row["holders"] or (), row["seconds"] or (), strict=True
        ):
            status.holds[index] = (holder, time.monotonic() + seconds)
        if len(self.known) >= self.MAX_KNOWN:
            self.known.pop(next(iter(self.known)))
        self.known[event_id] = status
        return status


async def plan_of(tx: ReadTx, event_id: UUID) -> SeatingPlan | None:
    """Returns the event's plan, or None."""
    result = await tx.execute(select(SeatingPlan).where(SeatingPlan.event_id == event_id))
    return result.scalar_one_or_none()


async def categories_of(tx: ReadTx, event_id: UUID) -> list[PlanCategory]:
    """Returns the plan's categories in their original order."""
    result = await tx.execute(
        select(PlanCategory)
        .join(SeatingPlan, SeatingPlan.id == PlanCategory.plan_id)
        .where(SeatingPlan.event_id == event_id)
        .order_by(PlanCategory.id)
    )
    return list(result.scalars())


async def states_when_vacant(tx: ReadTx, seat_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Returns the letter of `seat_state` that each seat has without its attendee."""
    rows = await tx.driver.fetch(STATES_WHEN_VACANT, list(seat_ids))
    return {row["id"]: row["state"] for row in rows}


async def seat_by_id(tx: ReadTx, seat_id: UUID) -> tuple[Seat, str] | None:
    """Returns a seat and its status."""
    row = (await tx.execute(select(Seat, STATUS).where(Seat.id == seat_id))).one_or_none()
    return (row[0], row[1]) if row else None


GEOMETRY = """
SELECT id, seat_number, table_number, row, category, x, y, accessible::int, line, companion::int
FROM seats WHERE event_id = $1 ORDER BY place
"""


async def geometry_of(tx: ReadTx, plan: SeatingPlan) -> dict[str, Any]:
    """Returns the parts of a plan that don't change while people pick seats. Cached by ETag.

    A seat's `line` is the index of its row or table in `lines`, which contain the zone and label.
    """
    rows = await tx.driver.fetch(GEOMETRY, plan.event_id)
    categories = await categories_of(tx, plan.event_id)
    drawing = plan.drawing
    shapes = [
        {"kind": kind, "id": one["id"], "zone": one.get("zone"), "label": one[name]}
        for kind, name in (("rows", "label"), ("tables", "table_number"))
        for one in drawing.get(kind, [])
        if one.get("id")
    ]
    places = {line["id"]: place for place, line in enumerate(shapes)}
    return {
        "plan_version": plan.version,
        "name": plan.name,
        "size": drawing.get("size"),
        "background": drawing.get("background"),
        "categories": [category_shape(category) for category in categories],
        "zones": drawing.get("zones", []),
        "rows": drawing.get("rows", []),
        "lines": shapes,
        "areas": drawing.get("areas", []),
        "tables": drawing.get("tables", []),
        "seats": [[*row[:8], places.get(row[8]), row[9]] for row in map(tuple, rows)],
    }


def category_shape(category: PlanCategory) -> dict[str, str]:
    """Returns a category as API fields."""
    return {
        "name": category.name,
        "color": category.color,
        "pattern": category.pattern,
        "kind": category.kind,
    }


async def plan_seats(tx: ReadTx, event_id: UUID) -> list[Seat]:
    """Returns every seat of the plan, in plan order."""
    result = await tx.execute(select(Seat).where(Seat.event_id == event_id).order_by(Seat.place))
    return list(result.scalars())


async def plan_extent(tx: ReadTx, event_id: UUID) -> tuple[int, float | None]:
    """Returns the next free place in the plan's order, and the largest y of its seats."""
    result = await tx.execute(
        select(func.coalesce(func.max(Seat.place) + 1, 0), func.max(Seat.y)).where(
            Seat.event_id == event_id
        )
    )
    row = result.one()
    return row[0], row[1]


async def count_lines(tx: ReadTx, event_id: UUID) -> tuple[int, int]:
    """Returns the number of rows and of tables."""
    result = await tx.execute(
        select(
            func.count(func.distinct(Seat.row)), func.count(func.distinct(Seat.table_number))
        ).where(Seat.event_id == event_id)
    )
    row = result.one()
    return row[0], row[1]
