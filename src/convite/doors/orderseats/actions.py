"""Writes of orders' seats. The event's pool is locked, and all seats that a batch wants."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from convite.core.db import Tx
from convite.core.log import SYSTEM, Actor, record_many
from convite.core.problems import FieldText, invalid
from convite.doors.orders.models import Order, OrderLine
from convite.doors.orders.queries import WholeOrder
from convite.doors.orderseats.queries import holds_of_buyer, lost_seats
from convite.events.event.models import Event
from convite.room.assignments.actions import Choice, Holder, assign, check_gaps
from convite.room.holds.actions import end_hold, free, hold
from convite.room.holds.queries import SeatsTaken, reservation_by_key, seats_taken_problem
from convite.room.holds.rules import HoldRequest
from convite.room.tickettypes.models import TicketType


def check_categories(
    lines: Sequence[OrderLine],
    types: Mapping[UUID, TicketType],
    categories: Mapping[UUID, str | None],
) -> None:
    """Rejects seats that aren't the event's, or of another category than their ticket.

    Raises:
        Invalid: one is.
    """
    for line in lines:
        if line.seat_id is None:
            continue
        wanted = types[line.ticket_type_id].seat_category
        if line.seat_id not in categories:
            english = "One of these seats isn't this event's."
            raise invalid("lines", FieldText(name="order.other-seat", english=english))
        if wanted is not None and categories[line.seat_id] != wanted:
            english = "One of these seats is for another kind of ticket."
            raise invalid("lines", FieldText(name="order.seat-category", english=english))


async def hold_for_order(
    tx: Tx, event: Event, order: Order, key: UUID, seat_ids: Sequence[UUID], former: UUID | None
) -> None:
    """Holds an order's seats under its reservation; `former` is a hold that the buyer had.

    All seats that its holder holds are the buyer's: on the map, each is held by itself.

    Raises:
        Held, Conflict: a seat is held by somebody else or taken; carries `blocking` and `nearest`.
    """
    is_staff = order.channel != "online"
    had = await holds_of_buyer(tx, event.id, former) if former else []
    buyer = Holder(id=had[0].holder_id if had else order.id, is_staff=is_staff)
    choices = [Choice(attendee_id=order.id, seat_id=seat_id) for seat_id in seat_ids]
    await check_gaps(tx, event, choices, buyer)
    if had:
        if lost := await lost_seats(tx, seat_ids, [one.id for one in had]):
            # the holds stay as they are
            raise await seats_taken_problem(tx.driver, event.id, SeatsTaken(lost, held=False))
        wanted = set(seat_ids)
        for one in had:
            if one.holder_kind != "anonymous" and not wanted & set(one.seat_ids):
                continue  # somebody with an account may choose for others besides
            await end_hold(tx, SYSTEM, one, reason="ordered")
    request = HoldRequest(
        key=key,
        actor=Actor(kind="guest", id=order.id, via="order"),
        holder_kind="order",
        holder_id=order.id,
        seat_ids=tuple(seat_ids),
        seconds=event.hold_seconds,
        max_seats=None,
        is_staff=is_staff,
    )
    await tx.flush_changes()
    [outcome] = await hold(tx.driver, event.id, [request], wait=True)
    if isinstance(outcome, SeatsTaken):
        raise await seats_taken_problem(tx.driver, event.id, outcome)
    if isinstance(outcome, Exception):
        raise outcome


async def seat_people(tx: Tx, actor: Actor, event: Event, whole: WholeOrder) -> None:
    """Seats the people of an order whose tickets were issued.

    Raises:
        Held, Conflict: a seat was taken meanwhile, since the order's hold had ended.
    """
    choices = [
        Choice(attendee_id=line.attendee_id, seat_id=line.seat_id)
        for line in whole.lines
        if line.attendee_id is not None and line.seat_id is not None and line.canceled_at is None
    ]
    if choices:
        is_staff = whole.order.channel != "online"
        await assign(
            tx, actor, event, choices, Holder(id=whole.order.id, is_staff=is_staff, is_judged=True)
        )


async def free_for_others(tx: Tx, reservation_ids: Collection[UUID], *, reason: str) -> None:
    """Frees the seats that reservations still hold."""
    for key in reservation_ids:
        reservation = await reservation_by_key(tx, key)
        if reservation is not None and reservation.seat_ids:
            await record_many(tx, SYSTEM, await free(tx.driver, reservation, reason=reason))


HOLD_UNTIL = "UPDATE seats SET held_until = $2 WHERE reservation_id = $1"


async def hold_until(tx: Tx, reservation_id: UUID, until: datetime) -> None:
    """Holds an order's seats as long as its places."""
    await tx.driver.execute(HOLD_UNTIL, reservation_id, until)


HOLD_LONGER = """
UPDATE reservations SET expires_at = greatest(expires_at, $2), updated_at = now()
WHERE id = $1 AND ended_at IS NULL RETURNING expires_at
"""


async def hold_longer(tx: Tx, order: Order, until: datetime) -> None:
    """Holds an open order's places and seats at least until then."""
    if order.reservation_id is None:
        return
    order.expires_at = await tx.driver.fetchval(HOLD_LONGER, order.reservation_id, until)
    if order.expires_at is not None:
        await hold_until(tx, order.reservation_id, order.expires_at)
