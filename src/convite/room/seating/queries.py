"""Reads of plans and seats."""

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

# Served by seats_event_id_place_key; takes no lock. Position and letters come from one snapshot.
STATUS_LETTERS = """
SELECT p.version, s.position, g.number AS generation,
  (SELECT string_agg(CASE
      WHEN attendee_id IS NOT NULL THEN 'a' WHEN blocked THEN 'b'
      WHEN held_until > now() THEN CASE WHEN held_by = $2 THEN 'm' ELSE 'h' END
      ELSE 'f' END, '' ORDER BY place) FROM seats WHERE event_id = $1) AS letters
FROM streams s CROSS JOIN generation g LEFT JOIN seating_plans p ON p.event_id = s.id
WHERE s.id = $1
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Status:
    """Every seat's state in the plan's order, and the log's position it stands for."""

    plan_version: int
    position: str
    letters: str


async def status_of(connection: Connection, event_id: UUID, holder_id: UUID | None) -> Status:
    """The state of every seat, one letter each: f, h, m (held by the asker), a, b."""
    row = await connection.fetchrow(STATUS_LETTERS, event_id, holder_id)
    if row is None:
        return Status(plan_version=0, position="0.0", letters="")
    return Status(
        plan_version=row["version"] or 0,
        position=f"{row['generation']}.{row['position']}",
        letters=row["letters"] or "",
    )


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
