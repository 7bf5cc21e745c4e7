"""Writes of settlement: the state of a payment applied to its order.

Locks are taken in the order of all doors: the event (shared), its pool, the pools of its types by id,
then the order, then its payments.
"""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from convite.core.clock import now
from convite.core.database import Database
from convite.core.db import Principal, Tx, load
from convite.core.log import SYSTEM, Actor, record
from convite.core.machine import move_if_allowed, move_many
from convite.core.problems import NotFound, Problem
from convite.doors.checkout.actions import end_reservations, expire_due
from convite.doors.checkout.queries import addons_of, are_left, places_of_order, reserved_places
from convite.doors.issuing.actions import issue
from convite.doors.ledger.actions import post
from convite.doors.ledger.rules import moved, sold
from convite.doors.orders.facts import OrderFailed, OrderPaid
from convite.doors.orders.models import OPEN, Order
from convite.doors.orders.queries import WholeOrder, database_time, lock_order, order_by_id
from convite.doors.orderseats.actions import hold_longer, seat_people
from convite.doors.orderseats.queries import seats_are_free
from convite.doors.payments.facts import PaymentFailed, PaymentQuestioned, PaymentReceived
from convite.doors.payments.models import Attention, Payment
from convite.doors.payments.queries import payment_by_id, payments_of
from convite.doors.payments.rules import look_after, next_look
from convite.doors.promo.actions import use_promo
from convite.doors.refunds.actions import (
    Wanted,
    apply_disputes,
    apply_refund,
    apply_refunds,
    queue_refund,
)
from convite.doors.refunds.models import Refund, RefundSource
from convite.doors.settlement.queries import ANSWERED, ERRED, AtProvider, at_provider
from convite.doors.settlement.rules import Money, attention_of, excess_of, next_step
from convite.events.event.models import Event
from convite.events.event.queries import event_by_id
from convite.gateways.channels import Fault
from convite.gateways.payment_registry import PAYMENT_PROVIDERS
from convite.gateways.payments import PaymentFacts, RefundFacts
from convite.room.capacity.actions import lock_pool, move_places

log = logging.getLogger("convite")

#: How much longer places are kept while a payment is under way.
PROCESSING = timedelta(days=2)


async def apply_provider_state(
    tx: Tx, payment_id: UUID, facts: PaymentFacts, *, actor: Actor = SYSTEM
) -> Payment:
    """Applies what a provider says of a payment, as far as it goes beyond what is known.

    The same facts again change nothing, and older ones don't take anything back. Ends with the order
    paid and its tickets issued, with its money on the way back, or still open.

    Raises:
        NotFound: there is no such payment.
    """
    found = await payment_by_id(tx, payment_id)
    if found is None:
        raise NotFound
    await lock_pool(tx, found.event_id)
    # an order that ran out is judged as expired, and places that others let go are free
    await expire_due(tx, found.event_id)
    event = await event_by_id(tx, found.event_id, deleted=True)
    whole = await lock_order(tx, found.order_id)
    payments = await payments_of(tx, found.order_id, lock=True)
    payment = next(one for one in payments if one.id == payment_id)
    if event is None or whole is None:
        raise NotFound
    note(payment, facts)
    if is_foreign(payment, facts):
        await question(tx, payment, "mismatch")
        return payment
    await apply_state(tx, actor, event, whole, payment, facts)
    await apply_fee(tx, payment, facts)
    await apply_refunds(tx, whole, payment, facts.refunds)
    await apply_disputes(tx, whole, payment, facts.disputes)
    if payment.paid_at is not None and payment.account_id is not None:
        payment.look_at = look_after(payment.paid_at, now())
    await tx.flush()
    return payment


def note(payment: Payment, facts: PaymentFacts) -> None:
    """Keeps what people need in order to understand a payment later."""
    payment.provider_response = dict(facts.raw)
    payment.last_four = facts.last_four or payment.last_four
    payment.error = facts.error
    payment.looks += 1


def is_foreign(payment: Payment, facts: PaymentFacts) -> bool:
    """Whether the provider speaks of another payment, in another currency or mode."""
    is_other = facts.payment_id is not None and facts.payment_id != payment.id
    return is_other or facts.currency != payment.currency or facts.mode != payment.mode


async def question(tx: Tx, payment: Payment, attention: Attention | None) -> None:
    """Marks a payment for a person to look at, or no longer."""
    if payment.attention == attention:
        return
    payment.attention = attention
    await tx.flush()
    if attention is not None:
        await record(tx, SYSTEM, PaymentQuestioned.of(payment))


async def apply_state(
    tx: Tx, actor: Actor, event: Event, whole: WholeOrder, payment: Payment, facts: PaymentFacts
) -> None:
    """Moves a payment forward: money that came in, a payment under way, or one that failed."""
    if facts.state == "paid" and facts.amount > payment.captured:
        arrived = facts.amount - payment.captured
        payment.captured, payment.provider_state = facts.amount, "paid"
        payment.paid_at, payment.look_at = payment.paid_at or now(), None
        if not await move_if_allowed(tx, actor, payment, "paid", PaymentReceived):
            await record_more(tx, actor, payment)
        await take_money(tx, actor, event, whole, payment, arrived)
    elif payment.captured == 0 and facts.state != "paid":
        payment.provider_state = facts.state
        payment.look_at = next_look(payment.looks, now()) if facts.state != "failed" else None
        if facts.state == "processing":
            await keep_places(tx, whole)
        if facts.state == "failed" and await move_if_allowed(
            tx, actor, payment, "failed", PaymentFailed
        ):
            await fail_order(tx, actor, whole)


async def record_more(tx: Tx, actor: Actor, payment: Payment) -> None:
    """Records that more came in by a payment that was paid before."""
    await tx.flush()
    await record(tx, actor, PaymentReceived.of(payment))


async def keep_places(tx: Tx, whole: WholeOrder) -> None:
    """Keeps an open order's places while a payment is under way: it can take days by bank."""
    if whole.order.status in OPEN:
        await hold_longer(tx, whole.order, await database_time(tx) + PROCESSING)


async def fail_order(tx: Tx, actor: Actor, whole: WholeOrder) -> None:
    """Says that the last payment of an open order was declined; another can follow."""
    payments = await payments_of(tx, whole.order.id)
    if all(one.status == "failed" for one in payments):
        await move_if_allowed(tx, actor, whole.order, "failed", OrderFailed)


async def take_money(
    tx: Tx, actor: Actor, event: Event, whole: WholeOrder, payment: Payment, arrived: int
) -> None:
    """Decides what money that came in is for: tickets, the rest of an order, or its way back."""
    order = whole.order
    await post(tx, payment, "held", moved(arrived, "held", "balance"))
    payments = await payments_of(tx, order.id)
    kept = sum(one.left for one in payments)
    money = Money(total=order.total, kept=kept, arrived=arrived)
    step = next_step(order.status, money)
    is_off = event.status == "canceled" or event.deleted_at is not None
    if step in ("issue", "retake") and is_off:
        step = "give_back"
    if step == "retake" and not await retake(tx, whole):
        step = "give_back"
    is_seated = True
    if step in ("issue", "retake"):
        is_seated = await fulfill(tx, actor, event, whole, payment)
    if step == "give_back":
        await give_all_back(tx, whole, payments)
        return
    excess = excess_of(money)
    if step != "wait" and excess and payment.account_id is not None:
        await give_back(tx, whole, payment, excess, "excess")
        return
    unseated: Attention | None = None if is_seated else "unseated"
    await question(tx, payment, attention_of(order.status, money) or unseated)


async def give_all_back(tx: Tx, whole: WholeOrder, payments: Sequence[Payment]) -> None:
    """Queues the refunds of all that is left of an order's payments."""
    for payment in payments:
        if payment.left > 0:
            await give_back(tx, whole, payment, payment.left, "late")


async def give_back(
    tx: Tx, whole: WholeOrder, payment: Payment, amount: int, source: RefundSource
) -> None:
    """Queues the refund of money that isn't for the order."""
    await queue_refund(tx, SYSTEM, whole, payment, Wanted(amount=amount, source=source))


async def return_parts(tx: Tx, order_id: UUID) -> None:
    """Queues the refunds of what was paid of an order that ended before all of it was."""
    order = await order_by_id(tx, order_id)
    if order is None:
        return
    await lock_pool(tx, order.event_id)
    whole = await lock_order(tx, order_id)
    if whole is None or whole.order.paid_at is not None or whole.order.status in OPEN:
        return
    payments = await payments_of(tx, order_id, lock=True)
    await give_all_back(tx, whole, payments)
    for payment in payments:
        if payment.attention == "partial":
            await question(tx, payment, None)


async def retake(tx: Tx, whole: WholeOrder) -> bool:
    """Takes the places of an order that ran out once more, if all are free; False if they aren't.

    The pool is locked, and whatever else ran out was freed.
    """
    places = await places_of_order(tx, whole)
    if not await are_left(tx, list(places), list(places.values())):
        return False
    if not await seats_are_free(tx, whole):
        return False
    promo_id = whole.order.promo_code_id
    if promo_id is not None and not await use_promo(tx, promo_id):
        return False
    await move_places(tx, {pool_id: (number, 0) for pool_id, number in places.items()})
    return True


async def fulfill(tx: Tx, actor: Actor, event: Event, whole: WholeOrder, payment: Payment) -> bool:
    """Issues the tickets of an order that is paid, and books it; False if its people have no seats."""
    order, before = whole.order, whole.order.status
    if before in OPEN and order.reservation_id is not None:
        places = await reserved_places(tx, order.reservation_id)
        await end_reservations(tx, {order.reservation_id: places})
        await move_places(tx, {pool_id: (number, 0) for pool_id, number in places.items()})
    await move_many(tx, Order, [order.id], "paid")
    await tx.refresh(order)
    order.paid_at, order.expires_at = now(), None
    addons = await addons_of(tx, whole)
    await issue(tx, event, [whole], addons=addons, actors={order.id: actor})
    await tx.flush()
    is_seated = await seat_or_leave(tx, actor, event, whole)
    change = {"status": (before, "paid")}
    await record(tx, actor, OrderPaid.of(order, changes=change))
    await post(tx, payment, "released", moved(order.total, "balance", "held"))
    parts = sold(order.total, order.tax, order.platform_fee)
    await post(tx, payment, "payment", parts)
    return is_seated


async def seat_or_leave(tx: Tx, actor: Actor, event: Event, whole: WholeOrder) -> bool:
    """Seats an order's people; False if a seat is gone: they have tickets, and the team finds seats."""
    try:
        await seat_people(tx, actor, event, whole)
    except Problem as problem:  # raised before anything is written; the money must be settled
        log.warning("order %s is paid, but a seat is gone: %s", whole.order.id, problem)
        return False
    return True


async def apply_fee(tx: Tx, payment: Payment, facts: PaymentFacts) -> None:
    """Books the provider's fee once it is known."""
    if facts.fee is None or facts.fee <= payment.fee:
        return
    more = facts.fee - payment.fee
    payment.fee = facts.fee
    await post(tx, payment, "fee", moved(more, "balance", "provider_fee"))


@dataclass(frozen=True, kw_only=True)
class ClaimedRefund:
    """A refund that is to be made now."""

    id: UUID
    amount: int
    currency: str
    #: Whether no money moves, so that nobody has to be asked.
    is_test: bool


async def claim_refund(tx: Tx, refund_id: UUID) -> tuple[ClaimedRefund | None, AtProvider | None]:
    """A queued refund and where it is made; nowhere if a person makes it. Counts the try."""
    refund = await load(tx, Refund, refund_id, lock=True)
    if refund is None or refund.status != "queued":
        return None, None
    refund.tries += 1
    payment = await payment_by_id(tx, refund.payment_id)
    claimed = ClaimedRefund(
        id=refund.id,
        amount=refund.amount,
        currency=refund.currency,
        is_test=payment is not None and payment.provider == "test",
    )
    return claimed, await at_provider(tx, refund.payment_id)


async def apply_refund_answer(tx: Tx, refund_id: UUID, facts: RefundFacts) -> Refund:
    """Applies what came of a refund that was asked for.

    Raises:
        NotFound: there is no such refund.
    """
    known = await load(tx, Refund, refund_id)
    if known is None:
        raise NotFound
    await lock_pool(tx, known.event_id)
    whole = await lock_order(tx, known.order_id)
    payments = await payments_of(tx, known.order_id, lock=True)
    refund = await load(tx, Refund, refund_id, lock=True)
    if whole is None or refund is None:
        raise NotFound
    payment = next(one for one in payments if one.id == refund.payment_id)
    await apply_refund(tx, whole, payment, refund, facts)
    return refund


Ask = Callable[[AtProvider], Awaitable[PaymentFacts]]


async def look_up(found: AtProvider) -> PaymentFacts:
    """How a payment is, by its provider."""
    provider = PAYMENT_PROVIDERS[found.provider]
    return await provider.look_up(found.keys, found.provider_payment_id)


async def end(found: AtProvider) -> PaymentFacts:
    """Ends a payment at its provider."""
    provider = PAYMENT_PROVIDERS[found.provider]
    return await provider.cancel(found.keys, found.provider_payment_id)


async def settle(
    database: Database, organization_id: UUID, payment_id: UUID, ask: Ask = look_up
) -> None:
    """Asks a payment's provider, outside of any transaction, and applies what it says.

    Raises:
        Fault: the provider didn't say; the account keeps why.
    """
    principal = Principal(organization_id=organization_id)
    async with database.tx(principal) as tx:
        found = await at_provider(tx, payment_id)
    if found is None:
        return
    try:
        facts = await ask(found)
    except Fault as fault:
        async with database.tx(principal) as tx:
            await tx.driver.execute(ERRED, found.payment.account_id, str(fault)[:500])
        raise
    async with database.tx(principal) as tx:
        await apply_provider_state(tx, payment_id, facts)
        await tx.driver.execute(ANSWERED, found.payment.account_id)
