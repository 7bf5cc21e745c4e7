"""Writes of plans and seats."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select

from convite.core.db import Tx, locked
from convite.core.ids import new_id
from convite.core.log import Actor, record
from convite.core.problems import Conflict, FieldText, Invalid, invalid
from convite.core.shapes import patch
from convite.events.event.models import Event
from convite.plan.seating import rules
from convite.plan.seating.facts import PlanChanged, SeatChanged
from convite.plan.seating.models import PlanCategory, Seat, SeatingPlan
from convite.plan.seating.queries import categories_of, count_lines, plan_extent
from convite.plan.seating.schemas import DEFAULTS, Category, Generate, SeatFields

SEATS_IN_LINE = 20


async def lock_plan(tx: Tx, event: Event) -> SeatingPlan:
    """Returns the event's plan, locked. Creates it with the default categories if there is none."""
    statement = locked(select(SeatingPlan).where(SeatingPlan.event_id == event.id))
    plan: SeatingPlan | None = (await tx.execute(statement)).scalar_one_or_none()
    if plan is None:
        plan = SeatingPlan(
            id=new_id(), organization_id=event.organization_id, event_id=event.id, name="Plan",
            drawing={}, version=1,
        )  # fmt: skip
        tx.add(plan)
        await tx.flush()
        await set_categories(tx, plan, DEFAULTS)
    return plan


async def set_categories(tx: Tx, plan: SeatingPlan, categories: Sequence[Category]) -> None:
    """Replaces the plan's categories."""
    names = [category.name for category in categories]
    if len(set(names)) < len(names):
        english = "Two categories have the same name."
        raise invalid("categories", FieldText(name="plan.same-category", english=english))
    await tx.execute(delete(PlanCategory).where(PlanCategory.plan_id == plan.id))
    tx.add_all(
        PlanCategory(organization_id=plan.organization_id, plan_id=plan.id, **category.model_dump())
        for category in categories
    )
    await tx.flush()


async def add_seats(
    tx: Tx, actor: Actor, event: Event, seats: Sequence[SeatFields]
) -> tuple[list[UUID], SeatingPlan]:
    """Adds seats to the event's plan. Seats without a position are placed in lines below.

    Raises:
        Invalid: the plan doesn't have a category, or would have too many seats.
    """
    plan = await lock_plan(tx, event)
    used, bottom = await plan_extent(tx, event.id)
    if used + len(seats) > rules.MAX_SEATS:
        raise Invalid(rules.TOO_MANY_SEATS)
    await check_categories(tx, event.id, seats)
    top = 0.0 if bottom is None else bottom + 2 * rules.ROW_STEP
    rows = [
        seat_row(plan, used + number, seat, seat_position(number, seat, top))
        for number, seat in enumerate(seats)
    ]
    await tx.execute(insert(Seat), rows)
    await record_plan_change(tx, actor, plan, len(rows))
    return [row["id"] for row in rows], plan


def seat_position(number: int, seat: SeatFields, top: float) -> tuple[float, float]:
    """Returns the seat's own position, or the next one in lines of twenty."""
    if seat.x is not None and seat.y is not None:
        return seat.x, seat.y
    line, place = divmod(number, SEATS_IN_LINE)
    return place * rules.SEAT_STEP, top + line * rules.ROW_STEP


def seat_row(
    plan: SeatingPlan, place: int, seat: SeatFields, point: tuple[float, float]
) -> dict[str, Any]:
    """Returns the column values of a new seat."""
    return {
        **seat.model_dump(exclude={"x", "y", "guid"}),
        "id": new_id(),
        "guid": seat.guid or str(new_id()),
        "organization_id": plan.organization_id,
        "event_id": plan.event_id,
        "plan_id": plan.id,
        "place": place,
        "x": point[0],
        "y": point[1],
    }


async def check_categories(tx: Tx, event_id: UUID, seats: Sequence[SeatFields]) -> None:
    """Refuses categories that the plan doesn't have."""
    known = {category.name for category in await categories_of(tx, event_id)}
    for number, seat in enumerate(seats):
        if seat.category not in known:
            raise invalid(f"seats.{number}.category", rules.unknown_category(seat.category, known))


async def record_plan_change(tx: Tx, actor: Actor, plan: SeatingPlan, count: int) -> None:
    """Increments the plan's version and records the change."""
    plan.version += 1
    fact = PlanChanged.of(plan, count=count, plan_version=plan.version)
    await record(tx, actor, fact)


async def generate(
    tx: Tx, actor: Actor, event: Event, options: Generate
) -> tuple[int, SeatingPlan]:
    """Adds rows of seats, or tables with chairs. Labels continue after the existing ones."""
    plan = await lock_plan(tx, event)
    _, bottom = await plan_extent(tx, event.id)
    rows, tables = await count_lines(tx, event.id)
    top = 0.0 if bottom is None else bottom + 3 * rules.ROW_STEP
    placed: list[rules.PlacedSeat] = []
    drawing = dict(plan.drawing)
    if options.kind == "rows":
        placed.extend(rules.rows(options.rows, options.seats_per_row, first=rows, top=top))
    else:
        made = list(
            rules.tables(
                options.tables, options.chairs, shape=options.shape, first=tables + 1, top=top + 150
            )
        )
        drawing["tables"] = [*drawing.get("tables", []), *(table_shape(table) for table, _ in made)]
        placed.extend(seat for _, chairs in made for seat in chairs)
    drawing["rows"] = [*drawing.get("rows", []), *new_rows(drawing, placed)]
    plan.drawing = drawing
    seats = [generated_seat(seat, options.category) for seat in placed]
    ids, plan = await add_seats(tx, actor, event, seats)
    return len(ids), plan


def generated_seat(seat: rules.PlacedSeat, category: str) -> SeatFields:
    """Converts a generated seat to fields for `add_seats`."""
    return SeatFields(
        seat_number=seat.seat_number,
        table_number=seat.table_number,
        row=seat.row,
        line=seat.line,
        number=seat.number,
        category=category,
        x=seat.x,
        y=seat.y,
    )


def new_rows(drawing: dict[str, Any], placed: Sequence[rules.PlacedSeat]) -> list[dict[str, Any]]:
    """Returns the generated rows as stored in the drawing, positioned by their centre."""
    known = {row["id"] for row in drawing.get("rows", [])}
    firsts = {seat.line: seat for seat in placed if seat.row is not None}
    return [
        {"id": line, "label": seat.row, "x": 0.0, "y": seat.y, "spacing": rules.SEAT_STEP}
        for line, seat in firsts.items()
        if line not in known
    ]


def table_shape(table: rules.PlacedTable) -> dict[str, Any]:
    """Returns a generated table as stored in the drawing."""
    return {
        "id": f"t:{table.table_number}",
        "table_number": table.table_number,
        "x": round(table.x, 1),
        "y": round(table.y, 1),
        "shape": table.shape,
        "radius": round(table.radius, 1),
    }


async def delete_seats(tx: Tx, seats: Sequence[Seat]) -> None:
    """Deletes seats. Refuses if someone sits on one."""
    taken = [seat.seat_number for seat in seats if seat.attendee_id is not None]
    if taken:
        raise Conflict(
            f"Someone is sitting in {', '.join(taken[:10])}. Move them first, or keep these seats.",
            name="seat-taken",
            blocking=[str(seat.id) for seat in seats if seat.attendee_id is not None],
        ).with_text("occupied", seats=", ".join(taken[:10]))
    if seats:
        await tx.execute(delete(Seat).where(Seat.id.in_([seat.id for seat in seats])))


async def change_seat(tx: Tx, actor: Actor, seat: Seat, values: dict[str, Any]) -> None:
    """Changes one seat's label, position, category or block.

    Raises:
        Conflict: the seat is to be blocked, but someone sits on it.
    """
    if values.get("blocked") and seat.attendee_id is not None:
        occupied = Conflict(
            f"Someone is sitting in {seat.seat_number}. Free it first.", name="seat-taken"
        )
        raise occupied.with_text("occupied", seats=seat.seat_number)
    if "category" in values:
        known = {category.name for category in await categories_of(tx, seat.event_id)}
        if values["category"] not in known:
            raise invalid("category", rules.unknown_category(values["category"], known))
    plan = (
        await tx.execute(locked(select(SeatingPlan).where(SeatingPlan.id == seat.plan_id)))
    ).scalar_one()
    changed = patch(seat, values)
    if not changed:
        return
    await tx.flush()
    plan.version += 1
    fact = SeatChanged.of(seat, plan_version=plan.version, changes=changed)
    await record(tx, actor, fact)


async def remove_seat(tx: Tx, actor: Actor, event: Event, seat: Seat) -> None:
    """Removes one seat. Refuses if someone sits on it."""
    plan = await lock_plan(tx, event)
    await delete_seats(tx, [seat])
    await record_plan_change(tx, actor, plan, 1)
