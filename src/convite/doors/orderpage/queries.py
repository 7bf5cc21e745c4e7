"""What the page of an order shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from convite.core.clock import now
from convite.core.db import Principal, ReadTx
from convite.core.problems import NotFound
from convite.doors.moretime.queries import can_extend
from convite.doors.orders.queries import (
    WholeOrder,
    database_time,
    is_secret,
    order_by_id,
    whole_order,
)
from convite.doors.orderseats.queries import seat_labels
from convite.doors.paying.actions import kept_instructions
from convite.doors.paying.queries import ways_to_pay
from convite.doors.paying.schemas import WaysToPay
from convite.doors.payments.models import Payment
from convite.doors.payments.queries import payments_of
from convite.doors.pricing.queries import kinds_of
from convite.doors.refunds.models import Refund
from convite.doors.refunds.queries import refunds_of
from convite.doors.reversals.queries import used_tickets
from convite.doors.reversals.rules import back_for, givable
from convite.events.event.models import Event
from convite.events.event.queries import event_by_id, place_of
from convite.events.event.schemas import settings_in_force
from convite.room.tickettypes.models import TicketType


@dataclass(frozen=True, kw_only=True)
class ShownOrder:
    """An order with everything that its page shows."""

    event: Event
    whole: WholeOrder
    types: dict[UUID, TicketType]
    ways: WaysToPay
    payments: Sequence[Payment]
    refunds: Sequence[Refund]
    #: What a buyer does who pays by transfer or in cash.
    instructions: dict[str, Any] | None
    #: What comes back if it is canceled now.
    back: int
    #: Whether there is a ticket that its buyer can cancel: not passed on, and not used.
    has_own: bool
    server_time: datetime
    #: Whether its buyer can have more time to pay.
    can_extend: bool
    #: The labels of its seats, in the order of its lines.
    seats: list[str]

    @property
    def open_payment(self) -> Payment | None:
        """The payment that was begun last and can still be made, or of which a part is missing."""
        return open_payment(self.payments)

    @property
    def all_back_until(self) -> datetime | None:
        """Until when whoever has paid can give their tickets back for everything they paid."""
        until = settings_in_force(None, self.event.settings).full_refund_until
        is_held = self.whole.order.paid_at is not None and self.back > 0
        return until if is_held and until and until > self.server_time else None

    @property
    def can_cancel(self) -> bool:
        """Whether its buyer can cancel it now."""
        starts_at = self.event.starts_at
        is_ahead = starts_at is None or starts_at > now()
        is_living = self.whole.order.status not in ("expired", "canceled")
        return is_living and is_ahead and self.has_own


def open_payment(payments: Sequence[Payment]) -> Payment | None:
    """The newest payment that isn't whole and hasn't failed."""
    is_open = (one for one in reversed(payments) if one.status == "created" or is_short(one))
    return next(is_open, None)


def is_short(payment: Payment) -> bool:
    """Whether only a part of a payment has come."""
    return payment.attention == "partial" and payment.status != "failed"


async def shown_order(tx: ReadTx, order_id: UUID, secret: str) -> ShownOrder:
    """What the page at this address shows.

    Raises:
        NotFound: there is no such order, or the secret is another's.
    """
    await tx.ensure_entered()
    if not is_secret(secret, order_id):
        raise NotFound
    place = await place_of(tx, "order", order_id)
    if place is None:
        raise NotFound
    await tx.enter(Principal(organization_id=place.organization_id))
    event = await event_by_id(tx, place.event_id, deleted=True)
    order = await order_by_id(tx, order_id)
    if event is None or order is None:
        raise NotFound
    whole = await whole_order(tx, order)
    payments = await payments_of(tx, order.id)
    standing = [line for line in whole.lines if line.canceled_at is None]
    own = givable(standing, await used_tickets(tx, standing))
    back = back_for(order, event, own, now())
    last = open_payment(payments)
    seat_ids = [line.seat_id for line in standing if line.seat_id is not None]
    labels = await seat_labels(tx, event.id, seat_ids)
    return ShownOrder(
        event=event,
        whole=whole,
        types=await kinds_of(tx, {line.ticket_type_id for line in whole.lines}),
        ways=await ways_to_pay(tx, event),
        payments=payments,
        refunds=await refunds_of(tx, order.id),
        instructions=kept_instructions(last) if last else None,
        back=sum(back.values()) if order.paid_at is not None else 0,
        has_own=bool(own),
        server_time=await database_time(tx),
        can_extend=await can_extend(tx, event, order),
        seats=[labels[seat] for seat in seat_ids if seat in labels],
    )
