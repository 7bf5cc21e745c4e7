"""Writes of canceled orders and refunds. The event's pool is locked first, then the order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from convite.core.clock import now
from convite.core.db import Tx
from convite.core.log import Actor, record
from convite.core.machine import move, wrong_state
from convite.core.problems import Conflict, FieldText, NotFound, invalid
from convite.core.tasks import Running, Task, start_task
from convite.doors.checkout.actions import end_reservations
from convite.doors.checkout.queries import reserved_places
from convite.doors.orders.facts import LinesCanceled, OrderCanceled
from convite.doors.orders.models import OPEN, OrderLine
from convite.doors.orders.queries import WholeOrder, lock_order
from convite.doors.orderseats.actions import free_for_others
from convite.doors.payments.queries import payments_of
from convite.doors.promo.actions import give_promo_back
from convite.doors.refunds.actions import Wanted, above_remaining, queue_refund
from convite.doors.refunds.models import Refund, RefundSource
from convite.doors.refunds.queries import is_disputed
from convite.doors.reversals.queries import used_tickets
from convite.doors.reversals.rules import (
    back_for,
    givable,
    remaining_of,
    spread,
    take,
    with_companions,
)
from convite.doors.reversals.schemas import CancelBody, RefundBody, RefundsBody
from convite.events.event.models import Event
from convite.room.attendees.actions import remove_attendees
from convite.room.capacity.actions import lock_pool, move_places
from convite.room.tickettypes.queries import type_by_id


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A refund as somebody asks for it."""

    source: RefundSource
    amount: int
    reason: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)
    requested_by: UUID | None = None


async def locked_order(tx: Tx, event: Event, order_id: UUID) -> WholeOrder:
    """The order, locked after the event's pool.

    Raises:
        NotFound: it is gone.
    """
    await lock_pool(tx, event.id)
    whole = await lock_order(tx, order_id)
    if whole is None:
        raise NotFound
    return whole


async def refund_order(
    tx: Tx, actor: Actor, event: Event, order_id: UUID, body: RefundBody
) -> list[Refund]:
    """Queues refunds of an order: of an amount, of lines, or of all that remains.

    Raises:
        Invalid: a line isn't the order's.
        Conflict: nothing or less remains, queued refunds counted.
    """
    whole = await locked_order(tx, event, order_id)
    remaining = whole.order.total - whole.order.refunded
    lines: dict[str, int] = {}
    amount = remaining if body.amount is None else body.amount
    if body.lines is not None:
        chosen = chosen_lines(whole, body.lines)
        lines = {str(line.id): remaining_of(line) for line in chosen if remaining_of(line) > 0}
        amount = sum(lines.values())
    by = actor.id if actor.kind == "user" else None
    asked = Asked(source="team", amount=amount, reason=body.reason, lines=lines, requested_by=by)
    return await queue(tx, actor, whole, asked)


def chosen_lines(whole: WholeOrder, ids: Sequence[UUID]) -> list[OrderLine]:
    """These lines of the order.

    Raises:
        Invalid: one isn't the order's.
    """
    known = {line.id: line for line in whole.lines}
    if not set(ids) <= known.keys():
        english = "One of these isn't a line of this order."
        raise invalid("lines", FieldText(name="refund.other-line", english=english))
    return [line for line in whole.lines if line.id in set(ids)]


async def queue(tx: Tx, actor: Actor, whole: WholeOrder, asked: Asked) -> list[Refund]:
    """Queues the refund of an amount, spread over the order's payments.

    Raises:
        Conflict: less remains, or the buyer's bank decides about the money already.
    """
    if await is_disputed(tx, whole.order.id):
        text = "This payment is disputed. The bank decides who gets the money."
        raise Conflict(text, name="payment-disputed")
    payments = [one for one in await payments_of(tx, whole.order.id, lock=True) if one.left > 0]
    remaining = min(
        sum(one.left for one in payments), max(0, whole.order.total - whole.order.refunded)
    )
    if not 0 < asked.amount <= remaining:
        raise above_remaining(remaining)
    refunds: list[Refund] = []
    lines = dict(asked.lines)
    parts = spread(asked.amount, [one.left for one in payments])
    for payment, amount in zip(payments, parts, strict=True):
        if amount:
            wanted = Wanted(
                amount=amount,
                source=asked.source,
                reason=asked.reason,
                lines=take(lines, amount),
                requested_by=asked.requested_by,
            )
            refunds.append(await queue_refund(tx, actor, whole, payment, wanted))
    return refunds


async def cancel_order(
    tx: Tx, actor: Actor, event: Event, order_id: UUID, body: CancelBody, *, by_buyer: bool
) -> WholeOrder:
    """Cancels an order, or some of its lines: its people are off the list, its tickets invalid.

    A buyer gets back what the policy that they agreed to says, and can't cancel tickets that others have
    or that were used; the team decides.

    Raises:
        WrongState: it has ended.
        Conflict: a buyer cancels, and the event has begun or no ticket is left that they could cancel.
        Invalid: a line isn't the order's.
    """
    whole = await locked_order(tx, event, order_id)
    order = whole.order
    if order.status in OPEN and body.lines is None:
        await cancel_open(tx, actor, whole, body.reason)
        return whole
    if order.paid_at is None or order.status == "canceled":
        raise wrong_state(order, "canceled")
    if by_buyer:
        check_not_begun(event)
    standing = [line for line in whole.lines if line.canceled_at is None]
    chosen = standing
    if body.lines is not None:
        chosen = with_companions(whole.lines, {line.id for line in chosen_lines(whole, body.lines)})
    if not chosen:
        raise wrong_state(order, "canceled")
    if by_buyer:
        chosen = await own_only(tx, chosen, is_part=body.lines is not None)
    await give_places_back(tx, actor, event, chosen)
    is_whole = len(chosen) == len(standing)
    if body.refund or (body.refund is None and by_buyer):
        await refund_by_policy(tx, actor, event, whole, chosen, body.reason)
    if is_whole:
        order.canceled_at, order.cancel_reason = now(), body.reason or None
        await tx.flush()
        await move(tx, actor, order, "canceled", OrderCanceled, reason=body.reason)
    else:
        await tx.flush()
        await record(tx, actor, LinesCanceled.of(order, lines=len(chosen)))
    return whole


async def own_only(tx: Tx, chosen: Sequence[OrderLine], *, is_part: bool) -> list[OrderLine]:
    """Those of these lines that their buyer can give back; the other tickets stay valid.

    Raises:
        Conflict: there are none, or the buyer chose one that was passed on or used.
    """
    own = givable(chosen, await used_tickets(tx, chosen))
    if not own or (is_part and len(own) < len(chosen)):
        text = "Tickets that you passed on, or that somebody came in with, can't be canceled."
        raise Conflict(text, name="ticket-given-away")
    return own


def check_not_begun(event: Event) -> None:
    """Rejects a buyer's cancellation once the event has begun.

    Raises:
        Conflict: it has.
    """
    if event.starts_at is not None and event.starts_at <= now():
        raise Conflict("The event has begun; tickets can't be canceled any more.", name="has-begun")


async def cancel_open(tx: Tx, actor: Actor, whole: WholeOrder, reason: str) -> None:
    """Cancels an order that isn't paid, and frees its places; a job ends what is open at providers."""
    order = whole.order
    if order.reservation_id is not None:
        places = await reserved_places(tx, order.reservation_id)
        await end_reservations(tx, {order.reservation_id: places})
        await free_for_others(tx, [order.reservation_id], reason="canceled")
    if order.promo_code_id is not None:
        await give_promo_back(tx, order.promo_code_id)
    order.canceled_at, order.cancel_reason, order.expires_at = now(), reason or None, None
    await tx.flush()
    await move(tx, actor, order, "canceled", OrderCanceled, reason=reason)


SOLD_POOLS = "SELECT ticket_type_id, id FROM capacity_pools WHERE ticket_type_id = ANY ($1)"


async def give_places_back(tx: Tx, actor: Actor, event: Event, lines: Sequence[OrderLine]) -> None:
    """Cancels lines: their people leave the list, and their tickets can be sold again."""
    people = [line.attendee_id for line in lines if line.attendee_id is not None]
    moment = now()
    for line in lines:
        line.canceled_at = moment
    await tx.flush()
    await remove_attendees(tx, actor, event, people)
    kinds = {line.ticket_type_id for line in lines}
    pools = {row[0]: row[1] for row in await tx.driver.fetch(SOLD_POOLS, list(kinds))}
    back: dict[UUID, tuple[int, int]] = {}
    for line in lines:
        if line.admitted_by is None:
            pool_id = pools[line.ticket_type_id]
            back[pool_id] = (back.get(pool_id, (0, 0))[0] - 1, 0)
    await move_places(tx, back)


async def refund_by_policy(
    tx: Tx,
    actor: Actor,
    event: Event,
    whole: WholeOrder,
    lines: Sequence[OrderLine],
    reason: str,
) -> None:
    """Queues what the policy that was agreed to gives back for these lines, if anything."""
    back = back_for(whole.order, event, lines, now())
    amount = min(sum(back.values()), whole.order.total - whole.order.refunded)
    if amount > 0:
        by = actor.id if actor.kind == "user" else None
        asked = Asked(source="buyer", amount=amount, reason=reason, lines=back, requested_by=by)
        await queue(tx, actor, whole, asked)


#: The kind of the task that refunds many orders, and how many of them in one transaction.
KIND = "refunds"
SIZE = 50
# Those after the last one that was looked at, in order of id.
REFUNDABLE = """
SELECT o.id FROM orders o WHERE o.event_id = $1 AND o.id > $2 AND o.paid_at IS NOT NULL
  AND o.refunded < o.total AND ($3::uuid IS NULL OR EXISTS (
    SELECT FROM order_lines l WHERE l.order_id = o.id AND l.ticket_type_id = $3
      AND l.refunded < l.amount))
ORDER BY o.id LIMIT $4
"""
FIRST = UUID(int=0)


async def refund_later(tx: Tx, actor: Actor, event: Event, body: RefundsBody) -> Task:
    """Queues a task that refunds what remains of all paid orders, or of one type's tickets.

    Raises:
        Invalid: the type isn't this event's.
    """
    kind_id = None
    if body.of != "all":
        found = await type_by_id(tx, event.id, body.of)
        if found is None:
            english = "This event has no such ticket."
            raise invalid("of", FieldText(name="order.no-type", english=english))
        kind_id = found.type.id
    return await start_task(
        tx,
        actor,
        kind=KIND,
        lane="bulk",
        organization_id=event.organization_id,
        event_id=event.id,
        parameters={"type": str(kind_id) if kind_id else None, "reason": body.reason},
    )


async def refund_many(running: Running) -> dict[str, Any]:
    """Refunds the orders of a task, some at a time; `disputed` ones are left to the bank.

    After an interruption it begins anew: what was claimed before doesn't remain any more, so that each
    order is refunded once.
    """
    assert running.event_id is not None
    last, seen = FIRST, 0
    result = {"orders": 0, "amount": 0, "disputed": 0}
    while True:
        async with running.database.tx(running.principal) as tx:
            batch = await refund_some(tx, running, running.event_id, last)
        if not batch.ids:
            return result
        last, seen = batch.ids[-1], seen + len(batch.ids)
        result["orders"] += len(batch.amounts)
        result["amount"] += sum(batch.amounts)
        result["disputed"] += batch.disputed
        await running.report(seen, seen)


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Orders that were looked at in one transaction."""

    ids: list[UUID]
    #: What was queued for those that are refunded.
    amounts: list[int]
    #: How many a bank is deciding about.
    disputed: int


async def refund_some(tx: Tx, running: Running, event_id: UUID, after: UUID) -> Batch:
    """Refunds the next orders, apart from those that a bank is deciding about."""
    kind = running.parameters["type"]
    kind_id = UUID(kind) if kind else None
    await lock_pool(tx, event_id)
    rows = await tx.driver.fetch(REFUNDABLE, event_id, after, kind_id, SIZE)
    amounts, disputed = [], 0
    for row in rows:
        whole = await lock_order(tx, row["id"])
        if whole is None:
            continue
        if await is_disputed(tx, whole.order.id):
            disputed += 1
            continue
        asked = asked_of_event(whole, kind_id, running)
        if asked.amount > 0:
            await queue(tx, running.actor, whole, asked)
            amounts.append(asked.amount)
    return Batch(ids=[row["id"] for row in rows], amounts=amounts, disputed=disputed)


def asked_of_event(whole: WholeOrder, kind_id: UUID | None, running: Running) -> Asked:
    """What of an order a task refunds."""
    order = whole.order
    lines = {
        str(line.id): remaining_of(line)
        for line in whole.lines
        if (kind_id is None or line.ticket_type_id == kind_id) and remaining_of(line) > 0
    }
    amount = order.total - order.refunded
    if kind_id is not None:
        amount = min(amount, sum(lines.values()))
    return Asked(
        source="event",
        amount=amount,
        reason=running.parameters["reason"],
        lines=lines,
        requested_by=running.actor.id if running.actor.kind == "user" else None,
    )


OPEN_ORDERS = """
SELECT id FROM orders WHERE event_id = $1 AND status IN ('created', 'pending', 'failed')
ORDER BY id LIMIT $2
"""


async def cancel_open_orders(tx: Tx, actor: Actor, event_id: UUID) -> bool:
    """Cancels open orders of a canceled event, some at a time; returns whether all are."""
    await lock_pool(tx, event_id)
    rows = await tx.driver.fetch(OPEN_ORDERS, event_id, SIZE)
    for row in rows:
        whole = await lock_order(tx, row["id"])
        if whole is not None:
            await cancel_open(tx, actor, whole, "")
    return len(rows) < SIZE
