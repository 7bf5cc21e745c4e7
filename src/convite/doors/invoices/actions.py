"""Writes of invoices. The order is locked first, then the row that counts the series' numbers."""

from dataclasses import asdict, replace
from uuid import UUID
from zoneinfo import ZoneInfo

from convite.core.clock import now
from convite.core.db import Tx, load
from convite.core.ids import new_id
from convite.core.log import SYSTEM, record
from convite.doors.invoices.facts import InvoiceIssued
from convite.doors.invoices.models import Invoice
from convite.doors.invoices.queries import (
    document_of_order,
    documents_of,
    draft_from,
    draft_of,
    lines_from,
    taxes_from,
)
from convite.doors.invoices.rules import (
    SERIES,
    DocumentKind,
    Draft,
    credited,
    fiscal_year,
    is_indian,
    number_of,
    tax_lines,
)
from convite.doors.orders.models import Order
from convite.doors.orders.queries import lock_order
from convite.doors.refunds.models import Refund
from convite.doors.refunds.rules import stands_for_order
from convite.events.event.queries import event_by_id

# the row stays locked FOR NO KEY UPDATE until the transaction ends, so the next number waits for whether
# this one is kept, and a number that is rolled back is taken by the next
TAKE_NUMBER = """
INSERT INTO invoice_series (organization_id, series, fiscal_year, last) VALUES ($1, $2, $3, 1)
ON CONFLICT (organization_id, series, fiscal_year) DO UPDATE SET last = invoice_series.last + 1
RETURNING last
"""


async def issue(tx: Tx, order: Order, draft: Draft) -> Invoice:
    """Gives a draft its number and stores it; the order is locked."""
    moment = now()
    day = moment.astimezone(ZoneInfo(draft.details["timezone"])).date()
    series = SERIES[draft.kind][draft.is_test]
    year = fiscal_year(day, in_india=is_indian(draft.seller["tax_number"]))
    position = await tx.driver.fetchval(TAKE_NUMBER, order.organization_id, series, year)
    row = Invoice(
        id=new_id(),
        organization_id=order.organization_id,
        event_id=order.event_id,
        order_id=order.id,
        refund_id=draft.refund_id,
        refers_to=draft.refers_to,
        kind=draft.kind,
        number=number_of(series, year, position),
        series=series,
        fiscal_year=year,
        position=position,
        is_test=draft.is_test,
        seller=draft.seller,
        buyer=draft.buyer,
        details={**draft.details, "refers_to_number": draft.refers_to_number},
        lines=[asdict(line) for line in draft.lines],
        taxes=[asdict(line) for line in draft.taxes],
        net=draft.total - draft.tax,
        tax=draft.tax,
        total=draft.total,
        currency=draft.currency,
        locale=draft.locale,
        issued_on=day,
        issued_at=moment,
    )
    tx.add(row)
    await tx.flush()
    await record(tx, SYSTEM, InvoiceIssued.of(row))
    return row


async def invoice_order(tx: Tx, order_id: UUID) -> Invoice | None:
    """Issues the invoice of a paid order, or its receipt if the seller has no tax number; once.

    None if nothing was paid for it. Locks the order.
    """
    whole = await lock_order(tx, order_id)
    if whole is None or whole.order.total == 0 or whole.order.paid_at is None:
        return None
    issued = await document_of_order(tx, order_id)
    if issued is not None:
        return issued
    event = await event_by_id(tx, whole.order.event_id, deleted=True)
    if event is None:
        return None
    return await issue(tx, whole.order, await draft_of(tx, event, whole))


async def credit_refund(tx: Tx, refund_id: UUID) -> Invoice | None:
    """Issues the credit note of money that went back, once; with the invoice first, if need be.

    None for money that never was the order's.
    """
    refund = await load(tx, Refund, refund_id)
    if refund is None or not stands_for_order(refund.source):
        return None
    invoice = await invoice_order(tx, refund.order_id)
    if invoice is None:
        return None
    documents = await documents_of(tx, refund.order_id)
    of_refund = [one for one in documents if one.refund_id == refund_id]
    if of_refund:
        return of_refund[0]
    taken_back = {one.refers_to for one in documents if one.kind != "credit_note"}
    standing = [one for one in documents if one.kind == "credit_note" and one.id not in taken_back]
    lines = credited(
        lines_from(invoice.lines),
        [line for one in standing for line in lines_from(one.lines)],
        refund.amount,
        refund.lines,
    )
    if not lines:
        return None
    before = [line for one in standing for line in taxes_from(one.taxes)]
    draft = replace(
        draft_again(invoice, "credit_note"),
        refund_id=refund_id,
        lines=lines,
        taxes=tax_lines(lines, invoice.details["scheme"], before),
    )
    return await issue(tx, await order_of(tx, invoice), draft)


async def take_credit_back(tx: Tx, refund_id: UUID) -> Invoice | None:
    """Issues the document that takes a credit note back because the money is here again; once."""
    credit = await credit_refund(tx, refund_id)
    if credit is None:
        return None
    documents = await documents_of(tx, credit.order_id)
    made = next((one for one in documents if one.refers_to == credit.id), None)
    if made is not None:
        return made
    first = next(one for one in documents if one.refund_id is None)
    kind: DocumentKind = "invoice" if first.kind == "invoice" else "receipt"
    draft = replace(draft_again(credit, kind), refund_id=refund_id)
    return await issue(tx, await order_of(tx, credit), draft)


def draft_again(row: Invoice, kind: DocumentKind) -> Draft:
    """A document that reverses another, with all of its texts and lines."""
    return replace(draft_from(row), kind=kind, refers_to=row.id, refers_to_number=row.number)


async def order_of(tx: Tx, row: Invoice) -> Order:
    """The order of a document, which is locked already."""
    order = await load(tx, Order, row.order_id)
    assert order is not None
    return order
