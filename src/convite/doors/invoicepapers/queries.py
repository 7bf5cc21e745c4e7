"""Which document of an order is shown, and what stands on it."""

from uuid import UUID
from zoneinfo import ZoneInfo

from convite.core.clock import now
from convite.core.db import ReadTx
from convite.core.problems import NotFound
from convite.doors.invoicepapers.rules import Numbered
from convite.doors.invoices.models import Invoice
from convite.doors.invoices.queries import (
    document_by_id,
    document_of_order,
    draft_from,
    draft_of,
)
from convite.doors.orders.models import Order
from convite.doors.orders.queries import whole_order
from convite.events.event.models import Event


def numbered(row: Invoice) -> Numbered:
    """An issued document."""
    return Numbered(draft=draft_from(row), number=row.number, day=row.issued_on)


async def shown_document(
    tx: ReadTx, event: Event, order: Order, document_id: UUID | None
) -> Numbered:
    """One document of an order; without an id its invoice or receipt, or pro forma what that will say.

    Raises:
        NotFound: the order has no such document.
    """
    if document_id is not None:
        row = await document_by_id(tx, order.id, document_id)
        if row is None:
            raise NotFound
        return numbered(row)
    row = await document_of_order(tx, order.id)
    if row is not None:
        return numbered(row)
    draft = await draft_of(tx, event, await whole_order(tx, order))
    return Numbered(draft=draft, day=now().astimezone(ZoneInfo(event.timezone)).date())
