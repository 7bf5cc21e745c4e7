"""Queries of invoices: issued ones, and what one of an order would say."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from convite.core.config import settings
from convite.core.db import ReadTx
from convite.core.paging import Page, PageQuery, page
from convite.doors.invoices.models import Invoice
from convite.doors.invoices.rules import (
    SERIES,
    DocumentKind,
    Draft,
    InvoiceLine,
    Supply,
    TaxLine,
    TaxPart,
    buyer_state,
    is_indian,
    is_reverse_charge,
    lines_of_order,
    scheme_of,
    tax_lines,
)
from convite.doors.invoices.schemas import InvoiceOut
from convite.doors.orders.models import Order
from convite.doors.orders.queries import WholeOrder
from convite.doors.payments.queries import payments_of
from convite.doors.pricing.queries import kinds_of
from convite.doors.refunds.queries import MAX_REFUNDS
from convite.events.event.models import Event
from convite.people.organizations.queries import organization_by_id


def lines_from(rows: Sequence[dict[str, Any]]) -> list[InvoiceLine]:
    """Lines as they are stored."""
    return [InvoiceLine(**row) for row in rows]


def taxes_from(rows: Sequence[dict[str, Any]]) -> list[TaxLine]:
    """Tax lines as they are stored."""
    return [TaxLine(**{**row, "parts": [TaxPart(**part) for part in row["parts"]]}) for row in rows]


def draft_from(row: Invoice) -> Draft:
    """What an issued document says."""
    kind: DocumentKind = next(kind for kind in SERIES if kind == row.kind)
    return Draft(
        kind=kind,
        seller=row.seller,
        buyer=row.buyer,
        details=row.details,
        lines=lines_from(row.lines),
        taxes=taxes_from(row.taxes),
        currency=row.currency,
        locale=row.locale,
        is_test=row.is_test,
        refund_id=row.refund_id,
        refers_to=row.refers_to,
        refers_to_number=row.details["refers_to_number"],
    )


async def documents_of(tx: ReadTx, order_id: UUID) -> Sequence[Invoice]:
    """All documents of an order, the oldest first: one for it, and at most two for each refund."""
    found = await tx.execute(
        select(Invoice)
        .where(Invoice.order_id == order_id)
        .order_by(Invoice.id)
        .limit(1 + 2 * MAX_REFUNDS)
    )
    return found.scalars().all()


async def documents_page(tx: ReadTx, order_id: UUID, query: PageQuery) -> Page[InvoiceOut]:
    """A page of an order's documents, the oldest first."""
    statement = select(Invoice).where(Invoice.order_id == order_id)
    return await page(
        tx, statement, query, [Invoice.id], lambda row: InvoiceOut.model_validate(row[0])
    )


async def document_by_id(tx: ReadTx, order_id: UUID, document_id: UUID) -> Invoice | None:
    """One document of an order."""
    found = await tx.execute(
        select(Invoice).where(Invoice.id == document_id, Invoice.order_id == order_id)
    )
    return found.scalar_one_or_none()


async def document_of_order(tx: ReadTx, order_id: UUID) -> Invoice | None:
    """The invoice or receipt of an order itself."""
    found = await tx.execute(
        select(Invoice).where(Invoice.order_id == order_id, Invoice.refund_id.is_(None))
    )
    return found.scalar_one_or_none()


async def draft_of(tx: ReadTx, event: Event, whole: WholeOrder) -> Draft:
    """What an invoice, or a receipt, of an order says if it is issued now."""
    order = whole.order
    organization = await organization_by_id(tx, order.organization_id)
    contact = organization.contact_info if organization else {}
    payments = [one for one in await payments_of(tx, order.id) if one.captured > 0]
    types = await kinds_of(tx, {line.ticket_type_id for line in whole.lines})
    supply = supply_of(event, order)
    lines = lines_of_order(whole.lines, {key: kind.name for key, kind in types.items()})
    scheme = scheme_of(supply)
    is_gst = is_indian(supply.seller_number)
    return Draft(
        kind="invoice" if event.tax_number else "receipt",
        seller={
            "name": contact.get("name") or (organization.name if organization else ""),
            "address": list(contact.get("address", [])),
            "email": contact.get("email") or "",
            "tax_number": event.tax_number,
        },
        buyer={"email": order.buyer_email or "", **order.billing}
        | {"name": order.billing.get("name") or order.buyer_name},
        details={
            "title": event.title,
            "date": event.starts_at.isoformat() if event.starts_at else "",
            "timezone": event.timezone,
            "place": event.venue_text,
            "country": event.country or "",
            "reference": order.reference,
            "paid_by": sorted({one.provider for one in payments}),
            "scheme": scheme,
            "notes": ["reverse_charge"] if is_reverse_charge(supply) else [],
            "code": settings().sac_code if is_gst else "",
            "state": buyer_state(supply) if is_gst else "",
        },
        lines=lines,
        taxes=tax_lines(lines, scheme),
        currency=order.currency,
        locale=order.locale,
        is_test=any(one.mode == "test" for one in payments),
    )


def supply_of(event: Event, order: Order) -> Supply:
    """What decides about the tax of an order."""
    return Supply(
        seller_number=event.tax_number,
        buyer_number=order.billing.get("tax_number") or "",
        country=event.country,
        place=event.venue_text,
        is_online=bool(event.online_url) and not event.venue_text and event.latitude is None,
    )
