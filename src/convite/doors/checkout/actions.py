"""Writes of the checkout: orders placed, many at once, and those that ran out.

Locks are taken in the order of all doors: the event (shared), its pool, the pools of its types by id,
promo codes by id, then guests and orders.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from convite.core.database import Database
from convite.core.db import Base, Tx
from convite.core.idempotency import KeyedBody, claim_many, forget_many, keep_many
from convite.core.ids import new_id
from convite.core.inserts import insert_rows
from convite.core.log import SYSTEM, Actor, record
from convite.core.machine import move_many
from convite.core.problems import Conflict, Gone, Problem
from convite.doors.admission.policy import check_let_in
from convite.doors.admission.queries import kept_places
from convite.doors.checkout.queries import (
    DUE_ORDERS,
    due_reservations,
    orders_held_by,
    places_held,
)
from convite.doors.checkout.rules import (
    Wish,
    actor_of,
    check_billing,
    check_buyer,
    new_order,
    people_in,
    reservation_of,
    seats_in,
)
from convite.doors.issuing.actions import issue
from convite.doors.orders.facts import OrderExpired, OrderPaid, OrderPlaced
from convite.doors.orders.models import Order
from convite.doors.orders.queries import WholeOrder, order_out, tickets_in_order, tickets_of
from convite.doors.orders.schemas import OrderOut
from convite.doors.orderseats.actions import (
    check_categories,
    free_for_others,
    hold_for_order,
    hold_until,
    seat_people,
)
from convite.doors.orderseats.queries import lock_wanted
from convite.doors.pricing.queries import locked_shop
from convite.doors.pricing.rules import Shop, count, move_held, quote
from convite.doors.promo.actions import give_promo_back
from convite.events.event.models import Event
from convite.events.event.queries import event_by_id
from convite.events.questions.actions import answers_fault
from convite.events.questions.models import EVENT, Question
from convite.events.questions.queries import questions_of
from convite.room.capacity.actions import lock_pool, move_places
from convite.room.capacity.models import CapacityPool
from convite.room.holds.models import Reservation

#: Reservations that one turn ends.
MAX_ENDED = 500


Outcome = OrderOut | Problem


async def place_orders(tx: Tx, event_id: UUID, wishes: Sequence[Wish]) -> list[Outcome]:
    """Places orders, one after the other; each gets all it asks for, or is refused.

    Those that cost nothing are paid at once, and their tickets are issued. The others hold their places
    for as long as the event lets orders.
    """
    known = await claim_many(tx, [wish.keyed for wish in wishes if wish.keyed])
    outcomes: dict[int, Outcome] = {}
    for number, wish in enumerate(wishes):
        kept = known.get(wish.keyed.names) if wish.keyed else None
        if kept is not None:
            outcomes[number] = (
                kept if isinstance(kept, Problem) else OrderOut.model_validate_json(kept)
            )
    fresh = [number for number in range(len(wishes)) if number not in outcomes]
    placed = await place_fresh(tx, event_id, [wishes[number] for number in fresh])
    outcomes |= dict(zip(fresh, placed, strict=True))
    await keep_answers(tx, wishes, fresh, outcomes)
    return [outcomes[number] for number in range(len(wishes))]


async def keep_answers(
    tx: Tx, wishes: Sequence[Wish], fresh: Sequence[int], outcomes: dict[int, Outcome]
) -> None:
    """Keeps the answers of those that had a key; a refused one may be sent again."""
    kept: list[tuple[KeyedBody, bytes]] = []
    refused: list[KeyedBody] = []
    for number in fresh:
        keyed, outcome = wishes[number].keyed, outcomes[number]
        if keyed is None:
            continue
        if isinstance(outcome, OrderOut):
            kept.append((keyed, outcome.model_dump_json().encode()))
        else:
            refused.append(keyed)
    await keep_many(tx, 201, kept)
    await forget_many(tx, refused)


async def place_fresh(tx: Tx, event_id: UUID, wishes: Sequence[Wish]) -> list[Outcome]:
    """Places orders that weren't placed before."""
    if not wishes:
        return []
    pool = await lock_pool(tx, event_id)
    event = await event_by_id(tx, event_id)
    if event is None or not event.is_open:
        return [closed(event)] * len(wishes)
    promo_keys = {wish.promo_key for wish in wishes if wish.promo_key}
    wanted = sum(line.quantity for wish in wishes for line in wish.body.lines)
    shop = await stocked_shop(tx, event, pool, promo_keys, wanted)
    seats = sorted({key for wish in wishes for line in wish.body.lines for key in line.seat_ids})
    batch = Batch(
        event=event,
        shop=shop,
        categories=await lock_wanted(tx, event.id, seats),
        questions=await questions_of(tx, EVENT, event.id, scope="order"),
    )
    outcomes: list[Problem | WholeOrder] = []
    for wish in wishes:
        try:
            outcomes.append(await place_one(tx, wish, batch))
        except Problem as problem:
            outcomes.append(problem)
    await write_counts(tx, shop)
    await write_orders(tx, batch)
    await record_placed(tx, wishes, outcomes, batch.actors)
    return await answers(tx, outcomes, shop)


@dataclass
class Batch:
    """What the orders of one transaction write, while they are judged one after the other."""

    event: Event
    shop: Shop
    #: Of the seats that they want, which are locked.
    categories: Mapping[UUID, str | None]
    #: What whoever orders is asked.
    questions: Sequence[Question] = ()
    rows: list[Base] = field(default_factory=list)
    #: Orders that cost nothing.
    paid: list[WholeOrder] = field(default_factory=list)
    seated: list[WholeOrder] = field(default_factory=list)
    actors: dict[UUID, Actor] = field(default_factory=dict)
    #: Places ordered before in the same batch, by account.
    ordered: Counter[UUID] = field(default_factory=Counter)


async def place_one(tx: Tx, wish: Wish, batch: Batch) -> WholeOrder:
    """Judges one order, holds its seats and counts its places, among them those that its buyer held.

    Raises:
        Problem: it can't be placed; nothing was counted for it, and its buyer still holds places.
    """
    if wish.channel == "online" and batch.event.has_ended:
        raise closed(batch.event)
    key = wish.body.hold_key
    held = await places_held(tx, batch.event.id, key) if key else {}
    if not held and wish.user_id is not None:
        kept = await kept_places(tx, batch.event.id, wish.user_id)
        if kept is not None:
            key, held = kept.key, kept.places
    shop = batch.shop
    move_held(shop, held, -1)
    try:
        people = people_in(wish.body.lines, shop)
        if batch.event.approval == "request" and wish.channel == "online":
            await check_let_in(
                tx,
                batch.event.id,
                user_id=wish.user_id,
                wanted=people + (batch.ordered[wish.user_id] if wish.user_id else 0),
            )
        whole = await price_and_hold(tx, wish, batch)
    except Problem:
        move_held(shop, held, 1)
        raise
    if key and held:
        await tx.driver.execute(END, [key])
    if wish.user_id is not None:
        batch.ordered[wish.user_id] += people
    return whole


async def price_and_hold(tx: Tx, wish: Wish, batch: Batch) -> WholeOrder:
    """The same, once what its buyer held is free."""
    shop = batch.shop
    check_answers(batch.questions, wish)
    check_buyer(wish)
    check_billing(wish.body.billing)
    quoted = quote(shop, wish.body.lines, wish.promo_key)
    whole = new_order(batch.event, wish, quoted, shop)
    order, is_free = whole.order, whole.order.total == 0
    reservation = None if is_free else reservation_of(order, quoted)
    if seats := seats_in(whole.lines):
        check_categories(whole.lines, shop.types, batch.categories)
        key = order.reservation_id or new_id()
        await hold_for_order(tx, batch.event, order, key, seats, wish.body.hold_key)
        batch.seated.append(whole)
        if reservation is not None:  # the hold has made its row
            await take_places(tx, reservation)
            reservation = None
    count(shop, quoted, wish.promo_key, hold=not is_free)
    batch.actors[order.id] = actor_of(wish, order)
    batch.rows += [order, *whole.lines, *([reservation] if reservation else [])]
    if is_free:
        batch.paid.append(whole)
    return whole


def check_answers(questions: Sequence[Question], wish: Wish) -> None:
    """Rejects answers that can't be used or are missing; the team may leave them open.

    Raises:
        Invalid: names the questions.
    """
    is_whole = wish.channel == "online"
    fault = answers_fault(questions, wish.body.answers, field="answers", complete=is_whole)
    if fault is not None:
        raise fault


TAKE_PLACES = """
UPDATE reservations SET places = $2, pool_ids = $3, pool_places = $4, expires_at = $5, updated_at = now()
WHERE id = $1
"""


async def take_places(tx: Tx, reservation: Reservation) -> None:
    """Adds an order's places to the reservation of its seats; both end when the order does."""
    await tx.driver.execute(
        *(TAKE_PLACES, reservation.id, reservation.places, reservation.pool_ids),
        *(reservation.pool_places, reservation.expires_at),
    )
    await hold_until(tx, reservation.id, reservation.expires_at)


def closed(event: Event | None) -> Problem:
    """Why nothing can be ordered for an event that isn't open."""
    if event is None:
        return Gone("This event no longer exists.")
    text = "Tickets for this event aren't on sale."
    return Conflict(text, name="sale-closed", current_status=event.status)


async def stocked_shop(
    tx: Tx, event: Event, pool: CapacityPool, promo_keys: Collection[str], wanted: int
) -> Shop:
    """What is sold, after places of orders that ran out were freed if there may be too few."""
    shop = await locked_shop(tx, event, pool, promo_keys)
    counters = [*shop.counters.values(), shop.house]
    is_scarce = any(one.left is not None and one.left < wanted * 100 for one in counters)
    is_rare = any(promo.quota is not None for promo in shop.promos.values())
    if (is_scarce or is_rare) and await expire_due(tx, event.id):
        await tx.refresh(pool)
        shop = await locked_shop(tx, event, pool, promo_keys)
    return shop


USE_PROMOS = """
UPDATE promo_codes p SET used = w.used, updated_at = now()
FROM unnest($1::uuid[], $2::int[]) AS w (id, used) WHERE p.id = w.id
"""


async def write_counts(tx: Tx, shop: Shop) -> None:
    """Writes how many places and uses of codes the orders took. Pools and codes are locked."""
    counters = {one.pool_id: one for one in (*shop.counters.values(), shop.house)}
    await move_places(tx, {key: (one.taken, one.held) for key, one in counters.items()})
    uses = {
        promo.id: shop.promo_uses[key]
        for key, promo in shop.promos.items()
        if shop.promo_uses[key] != promo.used
    }
    if uses:
        await tx.driver.execute(USE_PROMOS, list(uses), list(uses.values()))


async def write_orders(tx: Tx, batch: Batch) -> None:
    """Writes new orders, and issues the tickets of those that cost nothing, on their seats."""
    if not batch.paid:
        await insert_rows(tx, batch.rows)
        return
    addons = {kind.id for kind in batch.shop.types.values() if kind.is_addon}
    await issue(
        tx,
        batch.event,
        batch.paid,
        addons=addons,
        actors=batch.actors,
        more_rows=batch.rows,
    )
    for whole in batch.seated:
        if whole in batch.paid:
            await seat_people(tx, batch.actors[whole.order.id], batch.event, whole)


async def record_placed(
    tx: Tx,
    wishes: Sequence[Wish],
    outcomes: Sequence[Problem | WholeOrder],
    actors: dict[UUID, Actor],
) -> None:
    """Records the orders that were placed, and those of them that are paid."""
    for wish, outcome in zip(wishes, outcomes, strict=True):
        if isinstance(outcome, Problem):
            continue
        order = outcome.order
        tx.trace.request_id = wish.request_id or tx.trace.request_id
        actor = actors[order.id]
        await record(tx, actor, OrderPlaced.of(order, version=1))
        if order.status == "paid":
            change = {"status": ("created", "paid")}
            await record(tx, actor, OrderPaid.of(order, version=1, changes=change))


async def answers(tx: Tx, outcomes: Sequence[Problem | WholeOrder], shop: Shop) -> list[Outcome]:
    """The orders as answered to whoever placed them."""
    wholes = [one for one in outcomes if isinstance(one, WholeOrder)]
    tickets = await tickets_of(tx, [line for one in wholes for line in one.lines])
    found: list[Outcome] = []
    for outcome in outcomes:
        if isinstance(outcome, Problem):
            found.append(outcome)
            continue
        outcome.tickets.extend(tickets_in_order(outcome.lines, tickets))
        found.append(order_out(outcome, shop.moment, with_code=True, with_secret=True))
    return found


async def expire_due(tx: Tx, event_id: UUID) -> int:
    """Ends reservations of an event that ran out, and frees their places. Its pool is locked.

    Returns how many there were, `MAX_ENDED` at the most.
    """
    due = await due_reservations(tx, event_id, MAX_ENDED)
    if due:
        await end_reservations(tx, due)
        await free_for_others(tx, due, reason="expired")
        for order in await orders_held_by(tx, list(due)):
            await expire(tx, order)
    return len(due)


END = "UPDATE reservations SET ended_at = now(), updated_at = now() WHERE id = ANY ($1)"


async def end_reservations(tx: Tx, due: dict[UUID, dict[UUID, int]]) -> None:
    """Ends reservations and gives their places back, by pool."""
    back: dict[UUID, int] = {}
    for places in due.values():
        for pool_id, number in places.items():
            back[pool_id] = back.get(pool_id, 0) + number
    await tx.driver.execute(END, list(due))
    await move_places(tx, {pool_id: (0, -number) for pool_id, number in back.items()})


async def expire(tx: Tx, order: Order) -> None:
    """Ends an order that wasn't paid in time; its promo code can be used once more."""
    before = order.status
    if not await move_many(tx, Order, [order.id], "expired"):
        return
    await tx.refresh(order)
    order.expires_at = None
    if order.promo_code_id is not None:
        await give_promo_back(tx, order.promo_code_id)
    change = {"status": (before, "expired")}
    await record(tx, SYSTEM, OrderExpired.of(order, changes=change))


async def expire_orders(system: Database) -> None:
    """Ends orders that weren't paid in time, event by event."""
    await system.each_event(DUE_ORDERS, expire_at, "orders of event %s can't be ended")


async def expire_at(tx: Tx, event_id: UUID) -> None:
    """Ends an event's orders that weren't paid in time; those left over have their turn next."""
    await lock_pool(tx, event_id)
    await expire_due(tx, event_id)
