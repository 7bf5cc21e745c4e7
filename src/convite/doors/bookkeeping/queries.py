"""Queries of the bookkeeper's export: documents in order, each page in its own short transaction."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select, tuple_

from convite.core.database import Database
from convite.core.db import Principal
from convite.core.paging import MAX_ITEMS
from convite.doors.bookkeeping.rules import Booked, rows_of
from convite.doors.invoices.models import Invoice
from convite.doors.invoices.queries import taxes_from


@dataclass(frozen=True, kw_only=True)
class Period:
    """Which documents are wanted, by their dates; both days are part of it."""

    first: date | None = None
    last: date | None = None
    with_tests: bool = False


async def booked_rows(
    database: Database, principal: Principal, organization_id: UUID, period: Period
) -> AsyncIterator[list[list[str]]]:
    """Yields the rows of an organization's documents, the oldest first, in pages."""
    statement = select(Invoice).where(Invoice.organization_id == organization_id)
    if period.first is not None:
        statement = statement.where(Invoice.issued_on >= period.first)
    if period.last is not None:
        statement = statement.where(Invoice.issued_on <= period.last)
    if not period.with_tests:
        statement = statement.where(Invoice.is_test.is_(False))
    place = (Invoice.issued_on, Invoice.id)
    ordered = statement.order_by(*place).limit(MAX_ITEMS)
    after: tuple[date, UUID] | None = None
    while True:
        wanted = ordered if after is None else ordered.where(tuple_(*place) > tuple_(*after))
        async with database.read(principal) as tx:
            found = (await tx.execute(wanted)).scalars().all()
        if found:
            yield [row for one in found for row in rows_of(booked(one))]
            after = (found[-1].issued_on, found[-1].id)
        if len(found) < MAX_ITEMS:
            return


def booked(row: Invoice) -> Booked:
    """A document as far as it is booked."""
    return Booked(
        number=row.number,
        kind=row.kind,
        day=row.issued_on,
        fiscal_year=row.fiscal_year,
        is_test=row.is_test,
        seller=row.seller,
        buyer=row.buyer,
        details=row.details,
        taxes=taxes_from(row.taxes),
        currency=row.currency,
    )
