"""Reads of plans and seats."""

import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import case, func, select

from convite.core.db import Connection, ReadTx, raw
from convite.room.seating.models import PlanCategory, Seat, SeatingPlan

#: A seat's state, judged by the database's clock.
STATUS = case(
    (Seat.attendee_id.is_not(None), "assigned"),
    (Seat.blocked, "blocked"),
    (Seat.held_until > func.now(), "held"),
    else_="free",
)

# Where the event's log and plan stand: by it one knows whether the letters are still good.
STATUS_HEAD = """
SELECT coalesce(p.version, 0) AS version, g.number || '.' || s.position AS position
FROM streams s CROSS JOIN generation g LEFT JOIN seating_plans p ON p.event_id = s.id WHERE s.id = $1
"""
# Served by seats_event_id_place_key; takes no lock. The holders stand in the order of their h.
STATUS_LETTERS = """
SELECT coalesce(string_agg(letter, ''), '') AS letters,
  array_agg(held_by) FILTER (WHERE letter = 'h') AS holders,
  extract(epoch FROM min(held_until) FILTER (WHERE letter = 'h') - now())::float8 AS seconds
FROM (
  SELECT held_by, held_until, CASE WHEN attendee_id IS NOT NULL THEN 'a' WHEN blocked THEN 'b'
    WHEN held_until > now() THEN 'h' ELSE 'f' END AS letter
  FROM seats WHERE event_id = $1 ORDER BY place
) ordered
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Status:
    """Every seat's state in the plan's order, and the log's position it stands for."""

    plan_version: int
    position: str
    letters: str
    #: Who holds each h.
    holders: tuple[UUID, ...]
    #: When the first of them runs out, by this process's monotonic clock.
    good_until: float

    def for_holder(self, holder_id: UUID | None) -> str:
        """The letters, one's own holds as m."""
        if holder_id is None or holder_id not in self.holders:
            return self.letters
        parts = self.letters.split("h")
        marks = ["m" if holder == holder_id else "h" for holder in self.holders]
        return parts[0] + "".join(mark + part for mark, part in zip(marks, parts[1:], strict=True))


class StatusBook:
    """The last known states of the events one looks at: read anew when their log moved or a hold ended."""

    MOST = 200

    def __init__(self) -> None:
        self.known: dict[UUID, Status] = {}

    async def read(self, connection: Connection, event_id: UUID) -> Status:
        """The states, not older than the log's position at this moment.

        The position is read first: letters that are newer than it only repeat what a client hears.
        """
        head = await connection.fetchrow(STATUS_HEAD, event_id)
        position = head["position"] if head else "0.0"
        known = self.known.get(event_id)
        if known is not None and known.position == position and time.monotonic() < known.good_until:
            return known
        row = await connection.fetchrow(STATUS_LETTERS, event_id)
        status = Status(
            plan_version=head["version"] if head else 0,
            position=position,
            letters=row["letters"] if row else "",
            holders=tuple(row["holders"] or ()) if row else (),
            good_until=time.monotonic() + (row["seconds"] if row and row["seconds"] else 3600.0),
        )
        if len(self.known) >= self.MOST:
            self.known.pop(next(iter(self.known)))
        self.known[event_id] = status
        return status


async def plan_of(tx: ReadTx, event_id: UUID) -> SeatingPlan | None:
    """The event's plan, or None."""
    found = await tx.execute(select(SeatingPlan).where(SeatingPlan.event_id == event_id))
    return found.scalar_one_or_none()


async def categories_of(tx: ReadTx, event_id: UUID) -> list[PlanCategory]:
    """The plan's categories, by name."""
    found = await tx.execute(
        select(PlanCategory)
        .join(SeatingPlan, SeatingPlan.id == PlanCategory.plan_id)
        .where(SeatingPlan.event_id == event_id)
        .order_by(PlanCategory.name)
    )
    return list(found.scalars())


async def seat_by_id(tx: ReadTx, seat_id: UUID) -> tuple[Seat, str] | None:
    """A seat and its state."""
    row = (await tx.execute(select(Seat, STATUS).where(Seat.id == seat_id))).one_or_none()
    return (row[0], row[1]) if row else None


GEOMETRY = """
SELECT id, seat_number, table_number, row, category, x, y, accessible::int FROM seats
WHERE event_id = $1 ORDER BY place
"""


async def geometry_of(tx: ReadTx, plan: SeatingPlan) -> dict[str, Any]:
    """Everything of a plan that doesn't change while people pick: drawn once, kept by ETag."""
    rows = await (await raw(tx)).fetch(GEOMETRY, plan.event_id)
    categories = await categories_of(tx, plan.event_id)
    return {
        "plan_version": plan.version,
        "name": plan.name,
        "categories": [category_shape(category) for category in categories],
        "areas": plan.drawing.get("areas", []),
        "tables": plan.drawing.get("tables", []),
        "seats": [list(row) for row in rows],
    }


def category_shape(category: PlanCategory) -> dict[str, str]:
    """A category as drawn."""
    return {
        "name": category.name,
        "color": category.color,
        "pattern": category.pattern,
        "kind": category.kind,
    }


async def plan_seats(tx: ReadTx, event_id: UUID) -> list[Seat]:
    """Every seat of the plan, in its order."""
    found = await tx.execute(select(Seat).where(Seat.event_id == event_id).order_by(Seat.place))
    return list(found.scalars())


async def lowest_point(tx: ReadTx, event_id: UUID) -> tuple[int, float | None]:
    """How many places are used in the plan's order, and how far down it reaches."""
    found = await tx.execute(
        select(func.coalesce(func.max(Seat.place) + 1, 0), func.max(Seat.y)).where(
            Seat.event_id == event_id
        )
    )
    row = found.one()
    return row[0], row[1]


async def line_names(tx: ReadTx, event_id: UUID) -> tuple[int, int]:
    """How many rows and tables the plan has."""
    found = await tx.execute(
        select(
            func.count(func.distinct(Seat.row)), func.count(func.distinct(Seat.table_number))
        ).where(Seat.event_id == event_id)
    )
    row = found.one()
    return row[0], row[1]
