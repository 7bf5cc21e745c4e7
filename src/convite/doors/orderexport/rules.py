"""Columns and cells of exported orders. Pure functions.

Amounts are in the main unit with a point and never negative, so that they add up in any spreadsheet.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from convite.core.money import in_units
from convite.doors.orders.models import OrderStatus, SalesChannel

HEADER = (
    *("Reference", "Status", "Channel", "Name", "E-mail", "Phone", "Company", "Tickets"),
    *("Currency", "Subtotal", "Discount", "Tax", "Total", "Refunded"),
    *("Paid by", "Card ending in", "Ordered", "Paid", "Canceled"),
)
#: States and channels as the product calls them.
STATUSES: dict[OrderStatus, str] = {
    "created": "Not paid yet",
    "pending": "Awaiting payment",
    "paid": "Paid",
    "failed": "Payment declined",
    "expired": "Expired",
    "canceled": "Canceled",
    "refunded": "Refunded",
    "partially_refunded": "Partly refunded",
}
CHANNELS: dict[SalesChannel, str] = {
    "online": "Online",
    "box_office": "Sold by the team",
    "manual": "Entered by the team",
}


@dataclass(frozen=True, kw_only=True)
class ExportedOrder:
    """An order as a row. Amounts are minor units."""

    reference: str
    status: OrderStatus
    channel: SalesChannel
    name: str
    email: str | None
    phone: str | None
    company: str
    items: int
    currency: str
    subtotal: int
    discount: int
    tax: int
    total: int
    refunded: int
    #: Providers whose payments arrived, and the ends of their cards' numbers.
    paid_by: str | None
    cards: str | None
    created_at: datetime
    paid_at: datetime | None
    canceled_at: datetime | None


def cells_of(row: ExportedOrder, zone: ZoneInfo) -> list[str]:
    """A row's cells, in the order of `HEADER`; times are the event's."""

    def money(minor: int) -> str:
        return f"{in_units(minor, row.currency):f}"

    def moment(time: datetime | None) -> str:
        return f"{time.astimezone(zone):%Y-%m-%d %H:%M}" if time else ""

    return [
        *(row.reference, STATUSES[row.status], CHANNELS[row.channel]),
        *(row.name, row.email or "", row.phone or "", row.company),
        *(str(row.items), row.currency),
        *map(money, (row.subtotal, row.discount, row.tax, row.total, row.refunded)),
        *(row.paid_by or "", row.cards or ""),
        *map(moment, (row.created_at, row.paid_at, row.canceled_at)),
    ]
