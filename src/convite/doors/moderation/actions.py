"""Writes of the platform's admins: decisions about reports, and takedowns.

They run as the system, since they are about events and people of every tenant.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import update

from convite.core.access import Token
from convite.core.clock import now
from convite.core.database import Database
from convite.core.db import Principal, Tx, load
from convite.core.log import record
from convite.core.machine import move_many
from convite.core.problems import NotFound, WrongState
from convite.doors.moderation.facts import ReportsDecided
from convite.doors.moderation.queries import open_reports_of
from convite.doors.reports.models import Report, ReportStatus
from convite.events.event.models import Event
from convite.events.takedown.actions import put_back, take_down


async def decide(
    system: Database, token: Token, report_id: UUID, status: ReportStatus, message: str
) -> None:
    """Dismisses or upholds an open report.

    Raises:
        NotFound: there is no such report.
        WrongState: it was decided already.
    """
    async with system.tx(Principal(organization_id=token.organization_id)) as tx:
        report = await load(tx, Report, report_id, lock=True)
        if report is None:
            raise NotFound
        if report.status != "open":
            raise WrongState(
                f"It's {report.status} and can't be changed to {status}.",
                current_status=report.status,
            )
        await close(tx, token, [report.id], status, message)


async def take_down_reported(system: Database, token: Token, event_id: UUID, reason: str) -> Event:
    """Takes an event down and upholds all its open reports.

    Raises:
        NotFound: there is no such event.
        Conflict: it was taken down already.
    """
    async with system.tx(Principal(organization_id=token.organization_id)) as tx:
        event = await take_down(tx, token.actor, event_id, reason)
        await close(tx, token, await open_reports_of(tx, event_id), "upheld", "")
        await tx.refresh(event)
        return event


async def restore(system: Database, token: Token, event_id: UUID) -> Event:
    """Puts an event back; what was decided about its reports stays.

    Raises:
        NotFound: there is no such event.
        Conflict: it wasn't taken down.
    """
    async with system.tx(Principal(organization_id=token.organization_id)) as tx:
        event = await put_back(tx, token.actor, event_id)
        await tx.refresh(event)
        return event


async def close(
    tx: Tx, token: Token, ids: Sequence[UUID], status: ReportStatus, message: str
) -> None:
    """Decides those of the reports that are open; whoever decides something else meanwhile comes first."""
    moved = await move_many(tx, Report, ids, status) if ids else []
    if not moved:
        return
    closed = await tx.execute(
        update(Report)
        .where(Report.id.in_(moved))
        .values(message=message, decided_by=token.user_id, decided_at=now())
        .returning(Report.id, Report.user_id)
        .execution_options(synchronize_session=False)
    )
    made_by = {row[0]: row[1] for row in closed}
    fact = ReportsDecided(
        organization_id=token.organization_id,
        object_id=moved[0],
        stream_id=token.user_id,
        report_ids=tuple(made_by),
        reporter_ids=tuple(made_by.values()),
        status=status,
    )
    await record(tx, token.actor, fact)
