"""Queries of orders."""

import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVarTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, any_, bindparam, func, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Uuid

from convite.core.config import settings
from convite.core.db import ReadTx, locked
from convite.core.ids import link_code
from convite.core.paging import Page, PageQuery, page
from convite.core.prepared import Prepared
from convite.core.search import MAX_WORDS, fold_words
from convite.doors.orders.models import Order, OrderLine, OrderStatus
from convite.doors.orders.schemas import BuyerOut, OrderLineOut, OrderOut, OrderRow
from convite.doors.payments.models import Payment
from convite.entrance.tickets.queries import (
    TicketOfPerson,
    ticket_of_row,
    ticket_out,
    tickets_with_people,
)
from convite.entrance.tickets.schemas import TicketOut
from convite.room.attendees.models import Attendee

Ts = TypeVarTuple("Ts")
#: The end of a card's number, as people read it from their card.
LAST_FOUR = re.compile(r"[0-9]{4}")


@dataclass(frozen=True, kw_only=True)
class WholeOrder:
    """An order with its lines, in their order."""

    order: Order
    lines: list[OrderLine]
    tickets: list[TicketOfPerson] = field(default_factory=list)


def secret_of(order_id: UUID) -> str:
    """What opens an order without an account: a keyed MAC of its id, so that it is kept nowhere."""
    return link_code(settings().secret, f"order:{order_id}")


def is_secret(text: str, order_id: UUID) -> bool:
    """Whether a text is what opens this order; takes the same time whatever was guessed."""
    return hmac.compare_digest(text.encode(), secret_of(order_id).encode())


def order_path(order_id: UUID) -> str:
    """The path of an order's page, which only its buyer gets."""
    return f"/o/{order_id}/{secret_of(order_id)}"


LINES = Prepared(
    select(OrderLine)
    .where(OrderLine.order_id == any_(bindparam("ids", type_=ARRAY(Uuid))))
    .order_by(OrderLine.order_id, OrderLine.position),
    refresh=True,
)


async def lines_of(tx: ReadTx, order_ids: Sequence[UUID]) -> dict[UUID, list[OrderLine]]:
    """The lines of orders, by order."""
    lines: dict[UUID, list[OrderLine]] = {key: [] for key in order_ids}
    for row in await LINES.all(tx, ids=list(order_ids)):
        lines[row[0].order_id].append(row[0])
    return lines


async def order_by_id(tx: ReadTx, order_id: UUID) -> Order | None:
    """One order, as it is now."""
    found = await tx.execute(
        select(Order).where(Order.id == order_id).execution_options(populate_existing=True)
    )
    return found.scalar_one_or_none()


async def lock_order(tx: ReadTx, order_id: UUID) -> WholeOrder | None:
    """An order with its lines, locked until the end of the transaction.

    Taken after the event's pools, which whoever issues or frees its places locks first.
    """
    found = await tx.execute(
        locked(select(Order).where(Order.id == order_id)).execution_options(populate_existing=True)
    )
    order = found.scalar_one_or_none()
    if order is None:
        return None
    return WholeOrder(order=order, lines=(await lines_of(tx, [order.id]))[order.id])


TICKETS = Prepared(
    tickets_with_people()
    .where(Attendee.id == any_(bindparam("ids", type_=ARRAY(Uuid))))
    .order_by(Attendee.created_at, Attendee.id),
    refresh=True,
)


async def tickets_of(tx: ReadTx, lines: Sequence[OrderLine]) -> dict[UUID, TicketOfPerson]:
    """The tickets of lines that were issued, by attendee."""
    ids = [line.attendee_id for line in lines if line.attendee_id is not None]
    rows = await TICKETS.all(tx, ids=ids) if ids else []
    return {row[1].id: ticket_of_row(row) for row in rows}


async def whole_order(tx: ReadTx, order: Order) -> WholeOrder:
    """An order with its lines and tickets."""
    lines = (await lines_of(tx, [order.id]))[order.id]
    tickets = await tickets_of(tx, lines)
    return WholeOrder(order=order, lines=lines, tickets=tickets_in_order(lines, tickets))


def tickets_in_order(
    lines: Sequence[OrderLine], tickets: dict[UUID, TicketOfPerson]
) -> list[TicketOfPerson]:
    """The tickets of lines, in the lines' order."""
    return [
        tickets[line.attendee_id]
        for line in lines
        if line.attendee_id is not None and line.attendee_id in tickets and line.canceled_at is None
    ]


def order_tickets(whole: WholeOrder, *, with_code: bool) -> list[TicketOut]:
    """An order's tickets as answered, without those that were passed on."""
    gone = passed_on(whole.lines)
    return [
        ticket_out(one, with_code=with_code).model_copy(update={"order_id": whole.order.id})
        for one in whole.tickets
        if one.attendee.id not in gone
    ]


def passed_on(lines: Sequence[OrderLine]) -> set[UUID]:
    """Whose tickets were passed on to somebody else, who alone has their codes now."""
    return {line.attendee_id for line in lines if line.attendee_id and line.transferred_at}


def buyer_out(order: Order) -> BuyerOut:
    """Who ordered."""
    return BuyerOut(name=order.buyer_name, email=order.buyer_email, phone=order.buyer_phone)


def order_out(
    whole: WholeOrder, server_time: datetime, *, with_code: bool, with_secret: bool = False
) -> OrderOut:
    """An order as answered; QR texts and the secret only for those who may have them."""
    order = whole.order
    kept = set(OrderOut.model_fields) - {"buyer", "server_time", "lines", "tickets", "secret"}
    return OrderOut(
        **{name: getattr(order, name) for name in kept},
        buyer=buyer_out(order),
        server_time=server_time,
        lines=[OrderLineOut.model_validate(line) for line in whole.lines],
        tickets=order_tickets(whole, with_code=with_code),
        secret=secret_of(order.id) if with_secret else None,
    )


def items_of() -> Select[int]:
    """How many lines an order has."""
    return select(func.count()).where(OrderLine.order_id == Order.id).correlate(Order)


@dataclass(frozen=True, kw_only=True)
class OrderFilters:
    """Which orders are wanted; each word of `text` is in a name, e-mail, phone or reference, or is the
    last four digits of a card that paid.
    """

    status: OrderStatus | None = None
    text: str = ""


def matching(statement: Select[*Ts], event_id: UUID, filters: OrderFilters) -> Select[*Ts]:
    """A statement about orders, for those of an event that match."""
    statement = statement.where(Order.event_id == event_id)
    if filters.status is not None:
        statement = statement.where(Order.status == filters.status)
    for word in fold_words(filters.text).split()[:MAX_WORDS]:
        is_found: ColumnElement[bool] = Order.search_key.contains(word, autoescape=True)
        if LAST_FOUR.fullmatch(word):
            paid_by = select(Payment.order_id).where(
                Payment.event_id == event_id, Payment.last_four == word
            )
            is_found = or_(is_found, Order.id.in_(paid_by))
        statement = statement.where(is_found)
    return statement


async def orders_page(
    tx: ReadTx, event_id: UUID, query: PageQuery, filters: OrderFilters
) -> Page[OrderRow]:
    """A page of an event's orders that match, the newest first."""
    statement = matching(select(Order, items_of().scalar_subquery()), event_id, filters)
    by = [Order.created_at, Order.id]
    return await page(tx, statement, query, by, order_row, descending=True)


def order_row(row: Any) -> OrderRow:
    """An order in a list."""
    order, items = row[0], row[1]
    kept = set(OrderRow.model_fields) - {"buyer", "items"}
    return OrderRow(
        **{name: getattr(order, name) for name in kept}, buyer=buyer_out(order), items=items
    )


async def database_time(tx: ReadTx) -> datetime:
    """The database's clock, by which holds end."""
    await tx.ensure_entered()
    moment: datetime = await tx.driver.fetchval("SELECT statement_timestamp()")
    return moment
