"""Queries of whom news of reports are for."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from convite.core.db import ReadTx
from convite.doors.reports.models import Report
from convite.people.identity.models import User


async def reporters_of(system: ReadTx, ids: Sequence[UUID]) -> list[tuple[Report, User]]:
    """The reports and who made them, as far as their accounts aren't closed."""
    found = await system.execute(
        select(Report, User)
        .join(User, User.id == Report.user_id)
        .where(Report.id.in_(ids), User.deleted_at.is_(None))
        .order_by(Report.id)
    )
    return [(report, user) for report, user in found]
