"""Queries of the log."""

from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select, text

from convite.core.db import ReadTx
from convite.core.log import ActivityLog, ActivityPrivate
from convite.core.paging import Page, PageQuery, PreparedPage
from convite.doors.invitations.models import Invitation
from convite.events.devices.models import Device
from convite.people.identity.models import User

#: What changed and the message, with personal values unless they were erased: a pair, so that one value
#: is decoded. A subquery, like the names, because a join of the whole log would come before its limit.
VALUES = func.coalesce(
    select(
        func.jsonb_build_array(
            ActivityLog.changes + func.coalesce(ActivityPrivate.data["changes"], text("'{}'")),
            ActivityLog.data + ActivityPrivate.data.op("-")("changes"),
        )
    )
    .where(ActivityPrivate.log_id == ActivityLog.id)
    .scalar_subquery(),
    func.jsonb_build_array(ActivityLog.changes, ActivityLog.data),
)
ACTOR_NAME = func.coalesce(
    *(
        select(name).where(key == ActivityLog.actor_id).scalar_subquery()
        for key, name in (
            (User.id, User.name),
            (Invitation.id, Invitation.label),
            (Device.id, Device.name),
        )
    )
)


@cache
def sorted_entries(names: tuple[str, ...]) -> PreparedPage[*tuple[Any, ...]]:
    """An event's entries with these columns filtered, newest first.

    Served by `activity_log_stream_index`.
    """
    statement = select(
        ActivityLog.id,
        ActivityLog.at,
        ActivityLog.actor_kind,
        ActivityLog.actor_id,
        ActivityLog.via,
        ActivityLog.action,
        ActivityLog.object_type,
        ActivityLog.object_id,
        VALUES.label("values"),
        ACTOR_NAME.label("actor_name"),
    ).where(ActivityLog.stream_id == bindparam("event_id"), ActivityLog.position.is_not(None))
    for name in names:
        statement = statement.where(getattr(ActivityLog, name) == bindparam(name))
    return PreparedPage(statement, [ActivityLog.position], descending=True)


async def activity_page(
    tx: ReadTx,
    event_id: UUID,
    query: PageQuery,
    *,
    object_id: UUID | None,
    actor_id: UUID | None,
    action: str | None,
) -> Page[dict[str, Any]]:
    """What happened on an event, newest first: the fields of `ActivityOut`."""
    filters = {"object_id": object_id, "actor_id": actor_id, "action": action or None}
    values = {name: value for name, value in filters.items() if value is not None}
    listed = sorted_entries(tuple(values))
    return await listed.page(tx, query, activity_fields, event_id=event_id, **values)


def activity_fields(row: Any) -> dict[str, Any]:
    """A row of the log as members read it."""
    key, at, actor_kind, actor_id, via, action, object_type, object_id, *more = row
    (changes, data), actor_name, position = more
    return {
        "id": key,
        "at": at,
        "position": position,
        "actor": {"kind": actor_kind, "id": actor_id, "name": actor_name, "via": via},
        "action": action,
        "object_type": object_type,
        "object_id": object_id,
        "changes": changes,
        "data": data,
    }
