"""HTTP routes of orders. Placing them is a hot verb: `doors.checkout`."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from convite.core.idempotency import KeyedRoute
from convite.core.paging import Page, Paging
from convite.core.request import Read
from convite.doors.orders.policy import Filtered, OrderAccess, order_access
from convite.doors.orders.queries import database_time, order_out, orders_page, whole_order
from convite.doors.orders.schemas import OrderOut, OrderRow
from convite.events.event.policy import EventAccess, event_access

router = APIRouter(prefix="/api", tags=["Orders"], route_class=KeyedRoute)

Money = Annotated[EventAccess, Depends(event_access("see_money"))]
Opens = Annotated[OrderAccess, Depends(order_access("see_money"))]


@router.get("/events/{event_id}/orders")
async def orders(access: Money, tx: Read, query: Paging, filters: Filtered) -> Page[OrderRow]:
    """The event's orders, the newest first."""
    return await orders_page(tx, access.event.id, query, filters)


@router.get("/orders/{order_id}")
async def order(order_id: UUID, access: Opens, tx: Read) -> OrderOut:
    """One order with its lines and tickets, for its buyer and the event's team."""
    whole = await whole_order(tx, access.order)
    return order_out(whole, await database_time(tx), with_code=True)
