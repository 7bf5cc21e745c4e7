"""Writes of reports."""

from uuid import UUID

from convite.core.db import Principal, Tx
from convite.core.ids import new_id
from convite.core.log import Actor, record
from convite.core.problems import Conflict, NotFound
from convite.doors.admission.queries import is_in_team
from convite.doors.reports.facts import ThingReported
from convite.doors.reports.models import Report
from convite.doors.reports.queries import reportable_place
from convite.doors.reports.schemas import ReportCreate
from convite.events.event.queries import event_by_id
from convite.people.identity.models import User
from convite.people.identity.queries import user_by_id


async def report_event(
    tx: Tx, actor: Actor, user_id: UUID, event_id: UUID, body: ReportCreate
) -> Report:
    """Reports an event that the user may see.

    Raises:
        NotFound: there is no such event, or they may not see it.
        Conflict: it is their own, or they have reported it already.
    """
    await tx.enter(Principal(user_id=user_id))
    place = await reportable_place(tx, event_id)
    if place is None:
        raise NotFound
    await tx.enter(Principal(organization_id=place.organization_id, user_id=user_id))
    event, user = await event_by_id(tx, place.event_id), await user_by_id(tx, user_id)
    if event is None or user is None:
        raise NotFound
    if await is_in_team(tx, event, user):
        raise Conflict("You're hosting this event.", name="own-event")
    return await add(tx, actor, user, body, event_id=event.id)


async def report_person(
    tx: Tx, actor: Actor, user_id: UUID, reported_id: UUID, body: ReportCreate
) -> Report:
    """Reports somebody.

    Raises:
        NotFound: there is no such account.
        Invalid: it is the user's own.
        Conflict: they have reported them already.
    """
    await tx.enter(Principal(user_id=user_id))
    reported, user = await user_by_id(tx, reported_id), await user_by_id(tx, user_id)
    if reported is None or user is None:
        raise NotFound
    return await add(tx, actor, user, body, reported_user_id=reported.id)


async def add(
    tx: Tx,
    actor: Actor,
    user: User,
    body: ReportCreate,
    *,
    event_id: UUID | None = None,
    reported_user_id: UUID | None = None,
) -> Report:
    """Writes a report, and records it where only whoever reported can read it."""
    await tx.enter(Principal(organization_id=user.organization_id, user_id=user.id))
    report = Report(
        id=new_id(),
        user_id=user.id,
        event_id=event_id,
        reported_user_id=reported_user_id,
        reason=body.reason,
        text=body.text,
    )
    tx.add(report)
    await tx.flush()
    await tx.refresh(report)
    fact = ThingReported(
        organization_id=user.organization_id,
        object_id=report.id,
        stream_id=user.id,
        report_id=report.id,
        reason=report.reason,
    )
    await record(tx, actor, fact)
    return report
