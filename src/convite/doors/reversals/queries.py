"""Queries of an event's disputes, and of tickets that were used."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from convite.core.db import ReadTx
from convite.core.paging import Page, PageQuery, page
from convite.doors.orders.models import OrderLine
from convite.doors.refunds.models import Dispute
from convite.doors.reversals.schemas import DisputeOut

USED = "SELECT id FROM attendees WHERE id = ANY ($1) AND attendance <> 'not_checked_in'"


async def used_tickets(tx: ReadTx, lines: Collection[OrderLine]) -> set[UUID]:
    """Which of the attendees of these lines have been at the door."""
    people = [line.attendee_id for line in lines if line.attendee_id is not None]
    return {row["id"] for row in await tx.driver.fetch(USED, people)} if people else set()


async def disputes_page(tx: ReadTx, event_id: UUID, query: PageQuery) -> Page[DisputeOut]:
    """A page of the disputes about an event's orders, the newest first."""
    statement = select(Dispute).where(Dispute.event_id == event_id)
    by = [Dispute.created_at, Dispute.id]
    return await page(
        tx, statement, query, by, lambda row: DisputeOut.model_validate(row[0]), descending=True
    )
