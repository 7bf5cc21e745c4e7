"""Queries of the log."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from convite.core.db import ReadTx
from convite.core.log import ActivityLog, ActivityPrivate
from convite.core.paging import Page, PageQuery, page
from convite.doors.invitations.models import Invitation
from convite.events.devices.models import Device
from convite.insight.activity.schemas import ActivityOut, ActorOut
from convite.people.identity.models import User


async def activity_page(
    tx: ReadTx,
    event_id: UUID,
    query: PageQuery,
    *,
    object_id: UUID | None,
    actor_id: UUID | None,
    action: str | None,
) -> Page[ActivityOut]:
    """What happened on an event, newest first. Served by `activity_log_stream_index`."""
    statement = (
        select(
            ActivityLog,
            ActivityPrivate.data.label("private"),
            func.coalesce(User.name, Invitation.label, Device.name).label("actor_name"),
        )
        .outerjoin(ActivityPrivate, ActivityPrivate.log_id == ActivityLog.id)
        .outerjoin(User, User.id == ActivityLog.actor_id)
        .outerjoin(Invitation, Invitation.id == ActivityLog.actor_id)
        .outerjoin(Device, Device.id == ActivityLog.actor_id)
        .where(ActivityLog.stream_id == event_id, ActivityLog.position.is_not(None))
    )
    if object_id:
        statement = statement.where(ActivityLog.object_id == object_id)
    if actor_id:
        statement = statement.where(ActivityLog.actor_id == actor_id)
    if action:
        statement = statement.where(ActivityLog.action == action)
    return await page(tx, statement, query, [ActivityLog.position], activity_out, descending=True)


def activity_out(row: Any) -> ActivityOut:
    """A row of the log as members read it, with personal values unless they were erased."""
    entry, private = row[0], row.private or {}
    return ActivityOut(
        id=entry.id,
        at=entry.at,
        position=entry.position,
        actor=ActorOut(
            kind=entry.actor_kind, id=entry.actor_id, name=row.actor_name, via=entry.via
        ),
        action=entry.action,
        object_type=entry.object_type,
        object_id=entry.object_id,
        changes={**entry.changes, **private.get("changes", {})},
        data={**entry.data, **{k: v for k, v in private.items() if k != "changes"}},
    )
