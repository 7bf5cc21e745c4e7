"""The rows of a new order. Pure functions of what was asked for and what it costs."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from convite.core.idempotency import KeyedBody
from convite.core.ids import TYPED_LETTERS, new_id
from convite.core.log import Actor
from convite.core.problems import FieldText, invalid
from convite.core.search import email_key, search_key
from convite.doors.invoices.rules import is_tax_number
from convite.doors.orders.models import Order, OrderLine
from convite.doors.orders.queries import WholeOrder
from convite.doors.orders.schemas import Billing, OrderCreate, OrderLineIn, PersonIn
from convite.doors.pricing.rules import Quote, Shop
from convite.doors.promo.rules import code_key
from convite.events.event.models import Event
from convite.room.holds.models import Reservation

#: Length of a reference: about 40 bits.
REFERENCE_LENGTH = 8


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


def check_buyer(wish: Wish) -> None:
    """Rejects a buyer to whom no tickets could be sent; at the team's desk they get them in the hand.

    Raises:
        Invalid: the e-mail is missing.
    """
    if wish.body.buyer.email is None and wish.channel == "online":
        english = "Enter an e-mail address. The tickets are sent there."
        raise invalid("buyer.email", FieldText(name="order.no-email", english=english))


def check_billing(billing: Billing) -> None:
    """Rejects a VAT or GST number that can't be one of the buyer's country.

    Raises:
        Invalid: names the field.
    """
    if billing.tax_number and not is_tax_number(billing.tax_number, billing.country):
        english = "This isn't a VAT or GST number of that country. Check it, or leave it out."
        raise invalid("billing.tax_number", FieldText(name="order.tax-number", english=english))


def people_in(lines: Sequence[OrderLineIn], shop: Shop) -> int:
    """How many people an order admits, of the types that are known."""
    kinds = ((line.quantity, shop.types.get(line.ticket_type_id)) for line in lines)
    return sum(quantity * kind.admits for quantity, kind in kinds if kind and not kind.is_addon)


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
        email_key=email_key(body.buyer.email) if body.buyer.email else None,
        buyer_phone=body.buyer.phone,
        search_key=search_key(
            *(body.buyer.name, body.buyer.email or "", body.buyer.phone or "", reference, *names)
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
    chosen = [
        one
        for line in lines
        for one in [(iter(line.attendees), iter(line.seat_ids))] * line.quantity
    ]
    made: list[OrderLine] = []
    for kind, amounts, (named, seats) in zip(
        quoted.units, quoted.amounts.lines, chosen, strict=True
    ):
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
                seat_id=None if kind.is_addon else next(seats, None),
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


def seats_in(lines: Sequence[OrderLine]) -> list[UUID]:
    """The seats that an order wants."""
    return [line.seat_id for line in lines if line.seat_id is not None]
