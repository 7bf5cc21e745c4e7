"""HTTP routes of the ledger."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from convite.core.paging import Page, Paging
from convite.core.request import Read
from convite.core.responses import DirectRoute
from convite.doors.ledger.queries import entries_page, totals_of
from convite.doors.ledger.schemas import LedgerEntryOut, LedgerTotals
from convite.events.event.policy import EventAccess, event_access

router = APIRouter(
    prefix="/api/events/{event_id}/ledger", tags=["Payments"], route_class=DirectRoute
)

Money = Annotated[EventAccess, Depends(event_access("see_money"))]


@router.get("")
async def ledger(
    access: Money, tx: Read, query: Paging, order_id: UUID | None = None
) -> Page[LedgerEntryOut]:
    """The event's ledger, the newest entries first. Every transaction sums to zero."""
    return await entries_page(tx, access.event.id, query, order_id)


@router.get("/totals")
async def ledger_totals(access: Money, tx: Read) -> LedgerTotals:
    """What stands on the event's accounts, by provider and currency."""
    return await totals_of(tx, access.event.id)
