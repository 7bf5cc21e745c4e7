"""What the page sells at a moment: types, prices, and what a cart would cost."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from convite.core.db import Principal, ReadTx
from convite.core.problems import NotFound
from convite.doors.admission.queries import (
    Kept,
    OwnOrder,
    kept_places,
    left_for_newcomers,
    own_order,
    places_to_order,
)
from convite.doors.admission.rules import waitlist_mode
from convite.doors.orders.queries import database_time
from convite.doors.orders.rules import shown_price
from convite.doors.paying.queries import ways_to_pay
from convite.doors.pricing.queries import counter_of, terms_of
from convite.doors.pricing.rules import Shop, move_held
from convite.doors.promo.models import PromoCode
from convite.doors.promo.queries import promo_by_code
from convite.doors.promo.rules import code_key, fault_of
from convite.doors.shoppage.rules import SeatLine, free_lines
from convite.events.event.models import Event
from convite.events.event.queries import event_by_id, public_place_at
from convite.events.questions.models import EVENT, Question
from convite.events.questions.queries import questions_of
from convite.events.sales.schemas import CancellationPolicy
from convite.people.blocks.queries import hidden_people
from convite.people.identity.models import User
from convite.people.identity.queries import user_by_id
from convite.room.blocks.actions import read_snapshot, selectable_letters
from convite.room.blocks.queries import MapCaches
from convite.room.capacity.queries import pool_of
from convite.room.capacity.rules import places_left
from convite.room.holds.schemas import Block
from convite.room.tickettypes.models import TicketType
from convite.room.tickettypes.queries import TypeWithPool, types_of
from convite.room.tickettypes.rules import SaleState, price_at, sale_state

#: Numbers below which the page says how many are left.
FEW = 20


@dataclass(frozen=True, kw_only=True)
class Offered:
    """A type of tickets as the page shows it."""

    type: TicketType
    #: What one costs, all included that isn't added at the end.
    price: int
    state: SaleState
    #: How many are left, if that is few; and the most that can be chosen.
    left: int | None
    most: int
    #: Whether its people choose seats.
    takes_seats: bool = False
    #: The rows and tables that have free seats for it.
    lines: Sequence[SeatLine] = ()


@dataclass(frozen=True, kw_only=True)
class Shopping:
    """What the page shows."""

    event: Event
    user: User | None
    offers: list[Offered]
    shop: Shop
    policy: CancellationPolicy
    questions: Sequence[Question]
    is_test: bool
    is_open: bool
    #: Places that are kept for the account.
    kept: Kept | None
    #: Whether the host decides who can come, and hasn't said yes to this account.
    is_asked_first: bool
    #: What the account has ordered already.
    order: OwnOrder | None
    #: Whether one can wait for a place, since none is left.
    can_wait: bool

    @property
    def has_seats(self) -> bool:
        """Whether seats can be chosen for one of its types."""
        return self.is_open and any(offer.takes_seats for offer in self.offers)


async def shopping(
    tx: ReadTx, slug: str, user_id: UUID | None, caches: MapCaches, promo_code: str = ""
) -> Shopping:
    """What is sold at this address; a promo code shows the types that it names.

    Raises:
        NotFound: there is no event at it that anybody may open, or it sells nothing.
    """
    await tx.enter(Principal(user_id=user_id))
    place = await public_place_at(tx, slug)
    if place is None:
        raise NotFound
    hidden = await hidden_people(tx) if user_id else frozenset()
    await tx.enter(Principal(organization_id=place.organization_id, user_id=user_id))
    event = await event_by_id(tx, place.event_id)
    user = await user_by_id(tx, user_id) if user_id else None
    if event is None or event.host_user_id in hidden:
        raise NotFound
    types = await types_of(tx, event.id)
    promo = await promo_by_code(tx, event.id, promo_code) if promo_code else None
    shop = await shop_of(tx, event, types, [promo] if promo else [])
    is_full = shop.house.left == 0
    kept = await kept_places(tx, event.id, user.id) if user else None
    if kept is not None:
        move_held(shop, kept.places, -1)
    shown = [one for one in types if is_shown(one, promo, shop)]
    if not types:
        raise NotFound
    offers = [offer_of(one, shop) for one in shown]
    if event.seat_selection == "guest":
        offers = await with_seats(tx, event.id, caches, offers)
    return Shopping(
        event=event,
        user=user,
        offers=offers,
        shop=shop,
        policy=CancellationPolicy.model_validate(event.cancellation_policy),
        questions=await questions_of(tx, EVENT, event.id, scope="order"),
        is_test=(await ways_to_pay(tx, event)).is_test,
        is_open=event.is_open and not event.has_ended,
        kept=kept,
        is_asked_first=event.approval == "request"
        and not (user and await places_to_order(tx, event.id, user.id) > 0),
        order=await own_order(tx, event.id, user.id) if user else None,
        can_wait=is_full and kept is None and waitlist_mode(event) != "off",
    )


async def shop_of(
    tx: ReadTx, event: Event, types: Collection[TypeWithPool], promos: Collection[PromoCode]
) -> Shop:
    """The same as `locked_shop`, for looking: nothing is locked, so all of it may change at once."""
    pool = await pool_of(tx, event.id)
    left = await left_for_newcomers(tx, pool) if pool.waiting else places_left(pool)
    return Shop(
        types={one.type.id: one.type for one in types},
        counters={one.type.id: counter_of(one.pool, places_left(one.pool)) for one in types},
        house=counter_of(pool, left),
        promos={promo.code_key: promo for promo in promos},
        promo_uses={promo.code_key: promo.used for promo in promos},
        terms=terms_of(event),
        tax_percent=event.tax_percent,
        moment=await database_time(tx),
    )


def is_shown(one: TypeWithPool, promo: PromoCode | None, shop: Shop) -> bool:
    """Whether the page shows a type: hidden ones need a code that names them, and counts."""
    if not one.type.is_on_sale:
        return False
    if not one.type.is_hidden:
        return True
    return (
        promo is not None
        and one.type.id in promo.ticket_type_ids
        and fault_of(promo, shop.moment) is None
    )


def offer_of(one: TypeWithPool, shop: Shop) -> Offered:
    """A type as the page shows it."""
    kind, counter = one.type, shop.counters[one.type.id]
    house = None if kind.is_addon or shop.house.left is None else shop.house.left // kind.admits
    rest = [left for left in (counter.left, house) if left is not None]
    left = max(0, min(rest)) if rest else None
    price = price_at(kind, shop.moment, counter.before)
    return Offered(
        type=kind,
        price=shown_price(price, shop.terms),
        state=sale_state(kind, shop.moment, left),
        left=left if left is not None and left < FEW else None,
        most=kind.max_per_order if left is None else min(kind.max_per_order, left),
    )


async def with_seats(
    tx: ReadTx, event_id: UUID, caches: MapCaches, offers: list[Offered]
) -> list[Offered]:
    """The types with the seats that are free for them; none of an event without a plan."""
    snapshot = await read_snapshot(tx.driver, event_id, caches)
    categories = snapshot.lines.categories
    found: list[Offered] = []
    for offer in offers:
        kind, category = offer.type, offer.type.seat_category
        is_seated = not kind.is_addon and kind.mode == "in_person" and bool(categories)
        if is_seated and (category is None or category in categories):
            letters = selectable_letters(snapshot, Block(category=category), is_staff=False)
            lines = free_lines(snapshot.lines.runs, letters)
            found.append(replace(offer, takes_seats=True, lines=lines))
        else:
            found.append(offer)
    return found


def promo_key_of(code: str) -> str | None:
    """By which a typed code is found."""
    return code_key(code) or None if code else None
