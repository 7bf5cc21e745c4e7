"""Queries of reports for the platform's admins."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from convite.core.db import ReadTx
from convite.core.paging import Page, PageQuery, page
from convite.doors.moderation.schemas import ReportedEvent, ReportedPerson, ReportOut
from convite.doors.reports.models import Report, ReportStatus
from convite.doors.reports.schemas import ReportMade
from convite.events.event.models import Event
from convite.people.identity.models import User


async def open_reports_of(tx: ReadTx, event_id: UUID) -> Sequence[UUID]:
    """The open reports of an event. Served by `reports_event_index`."""
    found = await tx.execute(
        select(Report.id)
        .where(Report.event_id == event_id, Report.status == "open")
        .order_by(Report.id)
    )
    return list(found.scalars())


REPORTER, PERSON, HOST, OTHER = aliased(User), aliased(User), aliased(User), aliased(Report)


async def reports_page(
    system: ReadTx, query: PageQuery, *, status: ReportStatus | None
) -> Page[ReportOut]:
    """A page of all reports, the newest first; the transaction is the system's."""
    same = (OTHER.event_id == Report.event_id) | (OTHER.reported_user_id == Report.reported_user_id)
    others = (
        select(func.count()).select_from(OTHER).where(OTHER.status == "open", same)
    ).scalar_subquery()
    statement = (
        select(Report, REPORTER.name, Event, HOST.name, PERSON.name, others)
        .join(REPORTER, REPORTER.id == Report.user_id)
        .outerjoin(Event, Event.id == Report.event_id)
        .outerjoin(HOST, HOST.id == Event.host_user_id)
        .outerjoin(PERSON, PERSON.id == Report.reported_user_id)
    )
    if status is not None:
        statement = statement.where(Report.status == status)
    by = [Report.created_at, Report.id]
    return await page(system, statement, query, by, report_out, descending=True)


def report_out(row: Any) -> ReportOut:
    """A row of `reports_page`."""
    report, reporter, event, host, person, others = row[:6]
    values = ReportMade.model_validate(report).model_dump()
    shown = None
    if event is not None:
        known = {
            name: getattr(event, name) for name in ReportedEvent.model_fields if name != "host"
        }
        shown = ReportedEvent(**known, host=host or "")
    about = report.reported_user_id
    return ReportOut(
        **values,
        reporter=ReportedPerson(id=report.user_id, name=reporter),
        event=shown,
        person=ReportedPerson(id=about, name=person) if about else None,
        open_reports=others,
        message=report.message,
        decided_at=report.decided_at,
    )
