"""Queries of reports."""

from uuid import UUID

from sqlalchemy import select

from convite.core.db import ReadTx
from convite.doors.reports.models import Report
from convite.events.event.queries import Place

REPORTABLE = "SELECT organization_id, event_id FROM reportable_event($1)"


async def reportable_place(tx: ReadTx, event_id: UUID) -> Place | None:
    """The tenant of an event that the entered user may report; None if they may not see it."""
    row = await tx.driver.fetchrow(REPORTABLE, event_id)
    return Place(organization_id=row[0], event_id=row[1]) if row else None


async def own_report(tx: ReadTx, user_id: UUID, event_id: UUID) -> Report | None:
    """What the entered user reported of an event, or None."""
    found = await tx.execute(
        select(Report).where(Report.user_id == user_id, Report.event_id == event_id)
    )
    row: Report | None = found.scalar_one_or_none()
    return row
