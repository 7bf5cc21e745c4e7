"""Queries of exported orders: in the list's order, each page in its own short transaction."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import String, func, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from convite.core.database import Database
from convite.core.db import Principal
from convite.core.paging import MAX_ITEMS
from convite.doors.orderexport.rules import ExportedOrder, cells_of
from convite.doors.orders.models import Order
from convite.doors.orders.queries import OrderFilters, items_of, matching
from convite.doors.payments.models import Payment
from convite.events.event.models import Event


def joined(value: InstrumentedAttribute[str]) -> Any:
    """The values of an order's payments that arrived, with commas between."""
    listed = func.string_agg(value.distinct(), ", ", type_=String)
    return (
        select(listed)
        .where(Payment.order_id == Order.id, Payment.captured > 0, value != "")
        .correlate(Order)
        .scalar_subquery()
    )


async def exported_rows(
    database: Database, principal: Principal, event: Event, filters: OrderFilters
) -> AsyncIterator[list[list[str]]]:
    """Yields the rows of an event's orders that match, the newest first, in pages."""
    place = (Order.created_at, Order.id)
    statement = select(
        *(Order.id, Order.reference, Order.status, Order.channel, Order.currency),
        *(Order.buyer_name.label("name"), Order.buyer_email.label("email")),
        Order.buyer_phone.label("phone"),
        func.coalesce(Order.billing["company"].astext, "").label("company"),
        items_of().scalar_subquery().label("items"),
        *(Order.subtotal, Order.discount, Order.tax, Order.total, Order.refunded),
        *(joined(Payment.provider).label("paid_by"), joined(Payment.last_four).label("cards")),
        *(Order.created_at, Order.paid_at, Order.canceled_at),
    )
    ordered = matching(statement, event.id, filters)
    ordered = ordered.order_by(*(one.desc() for one in place)).limit(MAX_ITEMS)
    zone = ZoneInfo(event.timezone)
    after: tuple[datetime, UUID] | None = None
    while True:
        wanted = ordered if after is None else ordered.where(tuple_(*place) < tuple_(*after))
        async with database.read(principal) as tx:
            found = (await tx.execute(wanted)).mappings().all()
        if found:
            yield [cells_of(exported(row), zone) for row in found]
            after = (found[-1]["created_at"], found[-1]["id"])
        if len(found) < MAX_ITEMS:
            return


def exported(row: Any) -> ExportedOrder:
    """A row of the statement."""
    return ExportedOrder(**{name: value for name, value in row.items() if name != "id"})
