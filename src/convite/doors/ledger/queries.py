"""Queries of the ledger."""

from uuid import UUID

from sqlalchemy import func, select

from convite.core.db import ReadTx
from convite.core.paging import Page, PageQuery, page
from convite.doors.ledger.models import LedgerEntry
from convite.doors.ledger.schemas import LedgerEntryOut, LedgerTotal, LedgerTotals


async def entries_page(
    tx: ReadTx, event_id: UUID, query: PageQuery, order_id: UUID | None = None
) -> Page[LedgerEntryOut]:
    """A page of an event's entries, the newest first; of one order if it is given."""
    statement = select(LedgerEntry).where(LedgerEntry.event_id == event_id)
    if order_id is not None:
        statement = statement.where(LedgerEntry.order_id == order_id)
    by = [LedgerEntry.created_at, LedgerEntry.id]
    return await page(
        tx, statement, query, by, lambda row: LedgerEntryOut.model_validate(row[0]), descending=True
    )


async def totals_of(tx: ReadTx, event_id: UUID) -> LedgerTotals:
    """What stands on an event's accounts, by provider and currency."""
    names = (LedgerEntry.account, LedgerEntry.provider, LedgerEntry.currency)
    found = await tx.execute(
        select(*names, func.sum(LedgerEntry.amount))
        .where(LedgerEntry.event_id == event_id)
        .group_by(*names)
        .order_by(*names)
    )
    return LedgerTotals(
        items=[
            LedgerTotal(account=row[0], provider=row[1], currency=row[2], amount=int(row[3]))
            for row in found
        ]
    )
