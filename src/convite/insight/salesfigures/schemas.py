"""Schemas of sales."""

from uuid import UUID

from convite.core.shapes import Day, Output
from convite.doors.orders.models import SalesChannel


class SalesOut(Output):
    """Tickets and money in minor units. net = gross − refunded − fees."""

    #: Tickets of paid orders that weren't canceled; what isn't a ticket of its own, an add-on, counts too.
    tickets: int
    gross: int
    #: Paid back, or on its way back.
    refunded: int
    #: What providers and the platform keep.
    fees: int
    net: int


class DaySales(SalesOut):
    """Sales of orders that were paid on a day, where the event is."""

    day: Day


class TypeSales(SalesOut):
    """Sales of a type of tickets."""

    ticket_type_id: UUID


class ChannelSales(SalesOut):
    """Sales of a channel."""

    channel: SalesChannel


class CurrencySales(Output):
    """Sales in one currency, with real money or in tests."""

    currency: str
    is_test: bool
    total: SalesOut
    #: Days with sales, the first one first; of a longer time the last 366.
    days: list[DaySales]
    types: list[TypeSales]
    channels: list[ChannelSales]


class EventSales(Output):
    """An event's sales, by currency."""

    items: list[CurrencySales]
