"""Whether an order can be placed, and what it costs. Pure functions over locked pools and codes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Protocol
from uuid import UUID

from convite.core.problems import Conflict, FieldText, Problem, invalid
from convite.doors.orders.rules import Amounts, Discount, Priced, Terms, amounts_of
from convite.doors.promo.models import PromoCode
from convite.doors.promo.rules import PromoFault, fault_of
from convite.room.tickettypes.models import TicketType
from convite.room.tickettypes.rules import price_at, sale_state

#: Why a promo code doesn't count, in words.
PROMO_TEXTS: Mapping[PromoFault, FieldText] = {
    "unknown": FieldText(name="promo.unknown", english="This code isn't known here."),
    "soon": FieldText(name="promo.soon", english="This code can't be used yet."),
    "over": FieldText(name="promo.over", english="This code can no longer be used."),
    "used_up": FieldText(name="promo.used-up", english="This code has been used up."),
}


class Wanted(Protocol):
    """How many of a type somebody wants."""

    @property
    def ticket_type_id(self) -> UUID:
        """Which."""

    @property
    def quantity(self) -> int:
        """How many."""

    @property
    def price(self) -> int | None:
        """What they choose to pay for each, where they can."""


@dataclass
class Counter:
    """A pool's places while orders of one transaction are judged, one after the other."""

    pool_id: UUID
    #: Places left for newcomers; None means unlimited.
    left: int | None
    #: Sold and held ones before the next order, by which prices rise.
    before: int
    taken: int = 0
    held: int = 0

    def take(self, places: int, *, hold: bool) -> None:
        """Counts places as taken, or held."""
        self.before += places
        if self.left is not None:
            self.left -= places
        if hold:
            self.held += places
        else:
            self.taken += places


@dataclass(frozen=True, kw_only=True)
class Shop:
    """What an event sells, while its pools are locked."""

    types: Mapping[UUID, TicketType]
    #: By ticket type, and the event's own.
    counters: Mapping[UUID, Counter]
    house: Counter
    promos: Mapping[str, PromoCode]
    #: How often each code was used before the next order.
    promo_uses: dict[str, int]
    terms: Terms
    tax_percent: Decimal
    moment: datetime


@dataclass(frozen=True, kw_only=True)
class Quote:
    """What was asked for, with prices: one unit for each ticket, in the order of the lines."""

    units: Sequence[TicketType]
    amounts: Amounts
    promo: PromoCode | None
    #: Places by pool.
    places: Mapping[UUID, int] = field(default_factory=dict)


def quote(shop: Shop, lines: Sequence[Wanted], promo_key: str | None) -> Quote:
    """Prices an order, if what it asks for is sold and left.

    Raises:
        Invalid: a type isn't this event's, a number is too small or large, or the code doesn't count.
        Conflict: it isn't sold now, or there isn't enough of it left.
    """
    promo = promo_of(shop, promo_key)
    units: list[TicketType] = []
    priced: list[Priced] = []
    totals: dict[UUID, int] = {}
    for number, line in enumerate(lines):
        kind = shop.types.get(line.ticket_type_id)
        if kind is None or (kind.is_hidden and not shows(promo, kind)):
            english = "This event has no such ticket."
            raise invalid(
                f"lines/{number}/ticket_type_id", FieldText(name="order.no-type", english=english)
            )
        ahead = totals.get(kind.id, 0)
        totals[kind.id] = ahead + line.quantity
        units += [kind] * line.quantity
        percent = shop.tax_percent if kind.tax_percent is None else kind.tax_percent
        priced += [
            Priced(price=price, tax_percent=percent, is_discounted=counts_for(promo, kind))
            for price in prices_of(shop, kind, line, number, ahead)
        ]
    check_numbers(shop, totals)
    places = places_of(shop, totals)
    discount = None
    if promo is not None and (promo.percent is not None or promo.amount is not None):
        discount = Discount(percent=promo.percent, amount=promo.amount)
    amounts = amounts_of(priced, discount, shop.terms)
    return Quote(units=units, amounts=amounts, promo=promo, places=places)


def promo_of(shop: Shop, key: str | None) -> PromoCode | None:
    """The code that an order names, if it counts.

    Raises:
        Invalid: it doesn't; says why.
    """
    if not key:
        return None
    promo = shop.promos.get(key)
    fault = fault_of(promo, shop.moment, shop.promo_uses.get(key))
    if fault is not None:
        raise invalid("promo_code", PROMO_TEXTS[fault])
    return promo


def shows(promo: PromoCode | None, kind: TicketType) -> bool:
    """Whether a code shows a type that is hidden otherwise."""
    return promo is not None and kind.id in promo.ticket_type_ids


def counts_for(promo: PromoCode | None, kind: TicketType) -> bool:
    """Whether a code lowers the price of a type."""
    return promo is not None and (not promo.ticket_type_ids or kind.id in promo.ticket_type_ids)


def prices_of(shop: Shop, kind: TicketType, line: Wanted, number: int, ahead: int) -> list[int]:
    """What the tickets of a line cost, `ahead` of which are in the same order; a step may end among them.

    Raises:
        Invalid: the buyer chose less than the least, or a price where none can be chosen.
    """
    before = shop.counters[kind.id].before + ahead
    prices = [price_at(kind, shop.moment, before + each) for each in range(line.quantity)]
    if line.price is None or not prices:
        return prices
    price = prices[0]
    pointer = f"lines/{number}/price"
    if not kind.is_free_price and line.price != price:
        english = "The price of this ticket can't be chosen."
        raise invalid(pointer, FieldText(name="order.fixed-price", english=english))
    if line.price < price:
        english = "This is less than the lowest price of this ticket."
        raise invalid(pointer, FieldText(name="order.low-price", english=english))
    return [max(line.price, price) for price in prices] if kind.is_free_price else prices


def check_numbers(shop: Shop, totals: Mapping[UUID, int]) -> None:
    """Rejects what isn't sold now, too few or many of a type, and add-ons without a ticket.

    Raises:
        Invalid: a number is too small or large, or there are only add-ons.
        Conflict: it isn't sold now.
    """
    for key, quantity in totals.items():
        kind = shop.types[key]
        check_sale(shop, kind)
        if not kind.min_per_order <= quantity <= kind.max_per_order:
            least, most = kind.min_per_order, kind.max_per_order
            english = f"Order between {least} and {most} of these."
            text = FieldText(
                name="order.numbers", english=english, values={"least": least, "most": most}
            )
            raise invalid("lines", text)
    if all(shop.types[key].is_addon for key in totals):
        english = "Add-ons need a ticket in the same order."
        raise invalid("lines", FieldText(name="order.only-addons", english=english))


def check_sale(shop: Shop, kind: TicketType) -> None:
    """Rejects a type that isn't sold at this moment.

    Raises:
        Conflict: its sale hasn't begun, is over, or is paused.
    """
    state = sale_state(kind, shop.moment, None)
    if state != "on_sale":
        text = f"{kind.name} isn't on sale now."
        problem = Conflict(text, name="not-on-sale", ticket_type_id=str(kind.id), sale_state=state)
        raise problem.with_text(name=kind.name)


def places_of(shop: Shop, totals: Mapping[UUID, int]) -> dict[UUID, int]:
    """How many places of which pools an order takes.

    Raises:
        Conflict: one has too few left; says how many.
    """
    places: dict[UUID, int] = {}
    people = 0
    for key, quantity in totals.items():
        kind, counter = shop.types[key], shop.counters[key]
        if counter.left is not None and quantity > counter.left:
            raise none_left(max(0, counter.left), kind)
        places[counter.pool_id] = quantity
        if not kind.is_addon:
            people += quantity * kind.admits
    if people:
        left = shop.house.left
        if left is not None and people > left:
            raise none_left(max(0, left), None)
        places[shop.house.pool_id] = people
    return places


def none_left(left: int, kind: TicketType | None) -> Problem:
    """The problem of an order for more than is left, of a type or of the event itself."""
    told = {"left": left, "ticket_type_id": str(kind.id) if kind else None}
    if left == 0:
        return Conflict("No places are left.", name="sold-out", **told).with_text("none")
    if left == 1:
        return Conflict("Only one place is left.", name="sold-out", **told).with_text("one")
    text = f"Only {left} places are left."
    return Conflict(text, name="sold-out", **told).with_text("some", left=left)


def count(shop: Shop, quoted: Quote, promo_key: str | None, *, hold: bool) -> None:
    """Counts the places and the code of an order that is placed."""
    counters = {counter.pool_id: counter for counter in (*shop.counters.values(), shop.house)}
    for pool_id, places in quoted.places.items():
        counters[pool_id].take(places, hold=hold)
    if promo_key and quoted.promo is not None:
        shop.promo_uses[promo_key] = shop.promo_uses.get(promo_key, quoted.promo.used) + 1


def move_held(shop: Shop, places: Mapping[UUID, int], sign: int) -> None:
    """Counts held places once more, or with a `sign` of -1 no longer."""
    counters = {counter.pool_id: counter for counter in (*shop.counters.values(), shop.house)}
    for pool_id, number in places.items():
        counters[pool_id].take(sign * number, hold=True)
