"""Writes of the checkout: orders placed, many at once, and those that ran out.

Locks are taken in the order of all doors: the event (shared), its pool, the pools of its types by id,
promo codes by id, then guests and orders.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from convite.core.database import Database
from convite.core.db import Base, Tx
from convite.core.idempotency import KeyedBody, claim_many, forget_many, keep_many
from convite.core.ids import TYPED_LETTERS, new_id
from convite.core.inserts import insert_rows
from convite.core.log import SYSTEM, Actor, record
from convite.core.machine import move_many
from convite.core.problems import Conflict, Gone, Problem
from convite.core.search import email_key, search_key
from convite.doors.checkout.queries import DUE_ORDERS, due_reservations, locked_shop, orders_held_by
from convite.doors.checkout.rules import Quote, Shop, count, quote
from convite.doors.issuing.actions import issue
from convite.doors.orders.facts import OrderExpired, OrderPaid, OrderPlaced
from convite.doors.orders.models import Order, OrderLine
from convite.doors.orders.queries import WholeOrder, order_out, tickets_in_order, tickets_of
from convite.doors.orders.schemas import OrderCreate, OrderLineIn, OrderOut, PersonIn
from convite.doors.promo.actions import give_promo_back
from convite.doors.promo.rules import code_key
from convite.events.event.models import Event
from convite.events.event.queries import event_by_id
from convite.room.capacity.actions import lock_pool, move_places
from convite.room.capacity.models import CapacityPool
from convite.room.holds.models import Reservation

#: Length of a reference: about 40 bits.
REFERENCE_LENGTH = 8
#: Reservations that one turn ends.
MAX_ENDED = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """An order that somebody wants to place."""

    actor: Actor
    body: OrderCreate
    locale: str
    user_id: UUID | None = None
    channel: str = "online"
    request_id: UUID | None = None
    #: Under which its answer is kept.
    keyed: KeyedBody | None = None

    @property
    def promo_key(self) -> str | None:
        """By which its promo code is found."""
        return code_key(self.body.promo_code) if self.body.promo_code else None


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
    shop = await stocked_shop(tx, event, pool, wishes)
    outcomes: list[Problem | WholeOrder] = []
    rows: list[Base] = []
    paid: list[WholeOrder] = []
    actors: dict[UUID, Actor] = {}
    for wish in wishes:
        try:
            quoted = quote(shop, wish.body.lines, wish.promo_key)
        except Problem as problem:
            outcomes.append(problem)
            continue
        whole = new_order(event, wish, quoted, shop)
        is_free = whole.order.total == 0
        count(shop, quoted, wish.promo_key, hold=not is_free)
        actors[whole.order.id] = actor_of(wish, whole.order)
        rows += [whole.order, *whole.lines]
        if is_free:
            paid.append(whole)
        else:
            rows.append(reservation_of(whole.order, quoted))
        outcomes.append(whole)
    await write_counts(tx, shop)
    await write_orders(tx, event, paid, rows, shop, actors)
    await record_placed(tx, wishes, outcomes, actors)
    return await answers(tx, outcomes, shop)


def closed(event: Event | None) -> Problem:
    """Why nothing can be ordered for an event that isn't open."""
    if event is None:
        return Gone("This event no longer exists.")
    text = "Tickets for this event aren't on sale."
    return Conflict(text, name="sale-closed", current_status=event.status)


async def stocked_shop(tx: Tx, event: Event, pool: CapacityPool, wishes: Sequence[Wish]) -> Shop:
    """What is sold, after places of orders that ran out were freed if there may be too few."""
    promo_keys = {wish.promo_key for wish in wishes if wish.promo_key}
    shop = await locked_shop(tx, event, pool, promo_keys)
    wanted = sum(line.quantity for wish in wishes for line in wish.body.lines)
    counters = [*shop.counters.values(), shop.house]
    is_scarce = any(one.left is not None and one.left < wanted * 100 for one in counters)
    is_rare = any(promo.quota is not None for promo in shop.promos.values())
    if (is_scarce or is_rare) and await expire_due(tx, event.id):
        await tx.refresh(pool)
        shop = await locked_shop(tx, event, pool, promo_keys)
    return shop


def actor_of(wish: Wish, order: Order) -> Actor:
    """Who places an order; without an account the order itself stands for its buyer."""
    if wish.actor.id is None and wish.actor.kind == "guest":
        return Actor(kind="guest", id=order.id, via="order")
    return wish.actor


def new_reference() -> str:
    """What people read out of an order; a constraint refuses one that the organization has already."""
    return "".join(secrets.choice(TYPED_LETTERS) for _ in range(REFERENCE_LENGTH))


def new_order(event: Event, wish: Wish, quoted: Quote, shop: Shop) -> WholeOrder:
    """The rows of an order and its lines."""
    body, amounts = wish.body, quoted.amounts
    is_free = amounts.total == 0
    reference = new_reference()
    names = [person.name for line in body.lines for person in line.attendees]
    order = Order(
        id=new_id(),
        organization_id=event.organization_id,
        event_id=event.id,
        reference=reference,
        status="paid" if is_free else "created",
        channel=wish.channel,
        user_id=wish.user_id,
        buyer_name=body.buyer.name,
        buyer_email=body.buyer.email,
        email_key=email_key(body.buyer.email),
        buyer_phone=body.buyer.phone,
        search_key=search_key(
            *(body.buyer.name, body.buyer.email, body.buyer.phone or "", reference, *names)
        )[:4000],
        locale=wish.locale,
        currency=event.currency,
        subtotal=amounts.subtotal,
        discount=amounts.discount,
        tax=amounts.tax,
        tax_included=event.tax_included,
        platform_fee=amounts.platform_fee,
        total=amounts.total,
        promo_code_id=quoted.promo.id if quoted.promo else None,
        reservation_id=None if is_free else new_id(),
        policy=event.cancellation_policy,
        billing=body.billing.model_dump(mode="json", exclude_defaults=True),
        answers=body.answers,
        expires_at=None if is_free else shop.moment + timedelta(seconds=event.hold_seconds),
        paid_at=shop.moment if is_free else None,
    )
    return WholeOrder(order=order, lines=new_lines(order, body.lines, quoted, shop))


def new_lines(
    order: Order, lines: Sequence[OrderLineIn], quoted: Quote, shop: Shop
) -> list[OrderLine]:
    """The lines of an order: one for each ticket, and for each further person whom it admits."""
    people = [iter(line.attendees) for line in lines for _ in range(line.quantity)]
    made: list[OrderLine] = []
    for kind, amounts, named in zip(quoted.units, quoted.amounts.lines, people, strict=True):
        percent = shop.tax_percent if kind.tax_percent is None else kind.tax_percent
        first: OrderLine | None = None
        for _ in range(1 if kind.is_addon else kind.admits):
            person = PersonIn() if kind.is_addon else next(named, PersonIn())
            line = OrderLine(
                id=new_id(),
                organization_id=order.organization_id,
                event_id=order.event_id,
                order_id=order.id,
                position=len(made),
                ticket_type_id=kind.id,
                admitted_by=first.id if first else None,
                name=person.name,
                email=person.email,
                unit_price=0 if first else amounts.unit_price,
                discount=0 if first else amounts.discount,
                tax=0 if first else amounts.tax,
                tax_percent=percent,
                amount=0 if first else amounts.amount,
                platform_fee=0 if first else amounts.platform_fee,
            )
            first = first or line
            made.append(line)
    return made


def reservation_of(order: Order, quoted: Quote) -> Reservation:
    """The places of an order that isn't paid yet."""
    places = dict(quoted.places)
    assert order.reservation_id is not None
    assert order.expires_at is not None
    return Reservation(
        id=order.reservation_id,
        organization_id=order.organization_id,
        event_id=order.event_id,
        holder_kind="order",
        holder_id=order.id,
        places=sum(places.values()),
        seat_ids=[],
        pool_ids=list(places),
        pool_places=list(places.values()),
        expires_at=order.expires_at,
    )


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


async def write_orders(
    tx: Tx,
    event: Event,
    paid: Sequence[WholeOrder],
    rows: Sequence[Base],
    shop: Shop,
    actors: dict[UUID, Actor],
) -> None:
    """Writes new orders, and issues the tickets of those that cost nothing."""
    if not paid:
        await insert_rows(tx, rows)
        return
    await issue(
        tx,
        event,
        paid,
        addons={kind.id for kind in shop.types.values() if kind.is_addon},
        actors=actors,
        more_rows=rows,
    )


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
