"""Writes of plans and seats."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select

from convite.core.db import Tx, locked
from convite.core.ids import new_id
from convite.core.log import Actor, record
from convite.core.problems import Conflict, Invalid, invalid
from convite.core.shapes import check_version, patch
from convite.events.event.models import Event
from convite.room.seating import rules
from convite.room.seating.facts import PlanChanged, SeatChanged
from convite.room.seating.models import PlanCategory, Seat, SeatingPlan
from convite.room.seating.queries import categories_of, line_names, lowest_point, plan_seats
from convite.room.seating.schemas import MOST_SEATS, Category, Generate, PlanBody, SeatFields

#: Okabe-Ito colours, told apart by most colour-blind people.
DEFAULTS = (
    Category(name="regular", color="#0072B2", pattern="plain", kind="regular"),
    Category(name="vip", color="#E69F00", pattern="dots", kind="vip"),
    Category(name="reserved", color="#CC79A7", pattern="stripes", kind="reserved"),
)
SEATS_IN_LINE = 20


async def locked_plan(tx: Tx, event: Event) -> SeatingPlan:
    """The event's plan, locked; made with the usual categories when there is none."""
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
        raise invalid("categories", "Two categories have the same name.")
    await tx.execute(delete(PlanCategory).where(PlanCategory.plan_id == plan.id))
    tx.add_all(
        PlanCategory(organization_id=plan.organization_id, plan_id=plan.id, **category.model_dump())
        for category in categories
    )
    await tx.flush()


async def add_seats(
    tx: Tx, actor: Actor, event: Event, seats: Sequence[SeatFields]
) -> tuple[list[UUID], SeatingPlan]:
    """Adds seats to the event's plan; those without a position are put in line below.

    Raises:
        Invalid: a category that the plan hasn't, or more seats than a plan holds.
    """
    plan = await locked_plan(tx, event)
    used, bottom = await lowest_point(tx, event.id)
    if used + len(seats) > MOST_SEATS:
        raise Invalid(f"A plan holds {MOST_SEATS} seats at the most.")
    await check_categories(tx, event.id, seats)
    top = 0.0 if bottom is None else bottom + 2 * rules.ROW_STEP
    rows = [
        seat_row(plan, used + number, seat, position(number, seat, top))
        for number, seat in enumerate(seats)
    ]
    await tx.execute(insert(Seat), rows)
    await plan_changed(tx, actor, plan, len(rows))
    return [row["id"] for row in rows], plan


def position(number: int, seat: SeatFields, top: float) -> tuple[float, float]:
    """Where a seat stands: as it says, else in lines of twenty."""
    if seat.x is not None and seat.y is not None:
        return seat.x, seat.y
    line, place = divmod(number, SEATS_IN_LINE)
    return place * rules.SEAT_STEP, top + line * rules.ROW_STEP


def seat_row(
    plan: SeatingPlan, place: int, seat: SeatFields, point: tuple[float, float]
) -> dict[str, Any]:
    """A new seat's columns."""
    return {
        **seat.model_dump(exclude={"x", "y"}),
        "id": new_id(),
        "organization_id": plan.organization_id,
        "event_id": plan.event_id,
        "plan_id": plan.id,
        "place": place,
        "x": point[0],
        "y": point[1],
    }


async def check_categories(tx: Tx, event_id: UUID, seats: Sequence[SeatFields]) -> None:
    """Refuses a category that the plan doesn't have."""
    known = {category.name for category in await categories_of(tx, event_id)}
    for number, seat in enumerate(seats):
        if seat.category not in known:
            raise invalid(
                f"seats.{number}.category",
                f"The plan has no category {seat.category!r}; it has {', '.join(sorted(known))}.",
            )


async def plan_changed(tx: Tx, actor: Actor, plan: SeatingPlan, count: int) -> None:
    """Raises the plan's version and tells whoever draws it."""
    plan.version += 1
    fact = PlanChanged(
        organization_id=plan.organization_id,
        object_id=plan.id,
        event_id=plan.event_id,
        count=count,
        plan_version=plan.version,
    )
    await record(tx, actor, fact)


async def generate(tx: Tx, actor: Actor, event: Event, wish: Generate) -> tuple[int, SeatingPlan]:
    """Adds rows of seats or tables with chairs, labelled on from what is there."""
    plan = await locked_plan(tx, event)
    _, bottom = await lowest_point(tx, event.id)
    rows, tables = await line_names(tx, event.id)
    top = 0.0 if bottom is None else bottom + 3 * rules.ROW_STEP
    placed: list[rules.Placed] = []
    drawing = dict(plan.drawing)
    if wish.kind == "rows":
        placed.extend(rules.rows(wish.rows, wish.seats_per_row, first=rows, top=top))
    else:
        made = list(
            rules.tables(
                wish.tables, wish.chairs, shape=wish.shape, first=tables + 1, top=top + 150
            )
        )
        drawing["tables"] = [*drawing.get("tables", []), *(table_shape(table) for table, _ in made)]
        placed.extend(seat for _, chairs in made for seat in chairs)
    plan.drawing = drawing
    seats = [
        SeatFields(
            seat_number=seat.seat_number,
            table_number=seat.table_number,
            row=seat.row,
            category=wish.category,
            x=seat.x,
            y=seat.y,
        )
        for seat in placed
    ]
    ids, plan = await add_seats(tx, actor, event, seats)
    return len(ids), plan


def table_shape(table: rules.PlacedTable) -> dict[str, Any]:
    """A generated table as the plan's drawing keeps it."""
    return {
        "table_number": table.table_number,
        "x": round(table.x, 1),
        "y": round(table.y, 1),
        "shape": table.shape,
        "radius": round(table.radius, 1),
    }


async def replace_plan(tx: Tx, actor: Actor, event: Event, body: PlanBody) -> SeatingPlan:
    """Puts a whole plan in place of the present one; everyone keeps their seat by its number.

    Raises:
        Conflict: somebody would lose their seat; names them.
        StaleVersion: somebody else changed the plan meanwhile.
    """
    plan = await locked_plan(tx, event)
    check_version(plan, body.version, {"version": plan.version, "name": plan.name})
    numbers = [seat.seat_number for seat in body.seats]
    if len(set(numbers)) < len(numbers):
        twice = next(number for number in numbers if numbers.count(number) > 1)
        raise invalid("seats", f"The seat {twice} is in the plan twice.")
    if body.categories:
        await set_categories(tx, plan, body.categories)
    await check_categories(tx, event.id, body.seats)
    present = {seat.seat_number: seat for seat in await plan_seats(tx, event.id)}
    await drop_seats(tx, [seat for number, seat in present.items() if number not in set(numbers)])
    await put_seats(tx, plan, body.seats, present)
    plan.name = body.name
    plan.drawing = {
        "areas": [area.model_dump() for area in body.areas],
        "tables": [table.model_dump() for table in body.tables],
    }
    await plan_changed(tx, actor, plan, len(numbers))
    return plan


async def drop_seats(tx: Tx, seats: Sequence[Seat]) -> None:
    """Removes seats; refuses while somebody sits on one."""
    taken = [seat.seat_number for seat in seats if seat.attendee_id is not None]
    if taken:
        raise Conflict(
            f"Somebody sits on {', '.join(taken[:10])}; move them first, or keep these seats.",
            name="seat-taken",
            blocking=[str(seat.id) for seat in seats if seat.attendee_id is not None],
        )
    if seats:
        await tx.execute(delete(Seat).where(Seat.id.in_([seat.id for seat in seats])))


async def put_seats(
    tx: Tx, plan: SeatingPlan, wanted: Sequence[SeatFields], present: dict[str, Seat]
) -> None:
    """Moves the seats that stay and makes the new ones, in the plan's new order."""
    for old in present.values():
        old.place = -1 - old.place  # out of the way of the unique order while it changes
    await tx.flush()
    fresh = []
    for place, seat in enumerate(wanted):
        point = position(place, seat, 0.0)
        kept = present.get(seat.seat_number)
        if kept is None:
            fresh.append(seat_row(plan, place, seat, point))
            continue
        values = seat.model_dump(exclude={"x", "y", "seat_number"})
        patch(kept, {**values, "x": point[0], "y": point[1], "place": place})
    await tx.flush()
    if fresh:
        await tx.execute(insert(Seat), fresh)


async def change_seat(tx: Tx, actor: Actor, seat: Seat, values: dict[str, Any]) -> None:
    """Changes one seat's label, place, category or block.

    Raises:
        Conflict: it shall be blocked while somebody sits on it.
    """
    if values.get("blocked") and seat.attendee_id is not None:
        raise Conflict(f"Somebody sits on {seat.seat_number}; free it first.", name="seat-taken")
    if "category" in values:
        known = {category.name for category in await categories_of(tx, seat.event_id)}
        if values["category"] not in known:
            raise invalid("category", f"The plan has {', '.join(sorted(known))}.")
    changed = patch(seat, values)
    if not changed:
        return
    plan = (
        await tx.execute(select(SeatingPlan).where(SeatingPlan.id == seat.plan_id))
    ).scalar_one()
    plan.version += 1
    fact = SeatChanged(
        organization_id=seat.organization_id,
        object_id=seat.id,
        event_id=seat.event_id,
        seat_id=seat.id,
        seat_number=seat.seat_number,
        plan_version=plan.version,
        changes=changed,
    )
    await record(tx, actor, fact)


async def remove_seat(tx: Tx, actor: Actor, event: Event, seat: Seat) -> None:
    """Removes one seat; refuses while somebody sits on it."""
    plan = await locked_plan(tx, event)
    await drop_seats(tx, [seat])
    await plan_changed(tx, actor, plan, 1)


async def copy_plan(tx: Tx, actor: Actor, source: Event, target: Event) -> None:
    """Gives a duplicated event the same plan, all seats free."""
    seats = await plan_seats(tx, source.id)
    if not seats:
        return
    plan = await locked_plan(tx, target)
    kinds = [
        Category.model_validate(c, from_attributes=True) for c in await categories_of(tx, source.id)
    ]
    await set_categories(tx, plan, kinds)
    body = PlanBody(
        seats=[SeatFields.model_validate(seat_values(seat)) for seat in seats],
    )
    await put_seats(tx, plan, body.seats, {})
    old = (
        await tx.execute(select(SeatingPlan).where(SeatingPlan.event_id == source.id))
    ).scalar_one()
    plan.name, plan.drawing = old.name, old.drawing
    await plan_changed(tx, actor, plan, len(seats))


def seat_values(seat: Seat) -> dict[str, Any]:
    """A seat as a plan's body says it."""
    return {name: getattr(seat, name) for name in SeatFields.model_fields}
