"""Queries of an event's disputes."""

from uuid import UUID

from sqlalchemy import select

from convite.core.db import ReadTx
from convite.core.paging import Page, PageQuery, page
from convite.doors.refunds.models import Dispute
from convite.doors.reversals.schemas import DisputeOut


async def disputes_page(tx: ReadTx, event_id: UUID, query: PageQuery) -> Page[DisputeOut]:
    """A page of the disputes about an event's orders, the newest first."""
    statement = select(Dispute).where(Dispute.event_id == event_id)
    by = [Dispute.created_at, Dispute.id]
    return await page(
        tx, statement, query, by, lambda row: DisputeOut.model_validate(row[0]), descending=True
    )
