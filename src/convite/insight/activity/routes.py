"""HTTP routes of the audit trail."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from convite.core.paging import Page, Paging
from convite.core.request import CurrentCaller, LoggedIn, Read
from convite.core.responses import DirectRoute, json_page
from convite.events.event.policy import EventAccess, enter_event, judge
from convite.insight.activity.queries import activity_page
from convite.insight.activity.schemas import ActivityOut

router = APIRouter(prefix="/api/activity", tags=["Audit"], route_class=DirectRoute)


async def event_activity(
    request: Request, event: UUID, who: CurrentCaller, _: LoggedIn, tx: Read
) -> EventAccess:
    """The event whose trail is read, by its admins; 404 to strangers."""
    return await judge(request, await enter_event(tx, who, "event", event), "see_activity")


event_activity.right = "see_activity"  # type: ignore[attr-defined]

Trail = Annotated[EventAccess, Depends(event_activity)]


@router.get("", response_model=Page[ActivityOut])
async def activity(
    access: Trail,
    tx: Read,
    query: Paging,
    object_id: Annotated[UUID | None, Query(alias="object")] = None,
    actor_id: Annotated[UUID | None, Query(alias="actor")] = None,
    action: Annotated[str | None, Query(max_length=60)] = None,
) -> Response:
    """What happened on an event, newest first: who, what, when, before and after."""
    found = await activity_page(
        tx, access.event.id, query, object_id=object_id, actor_id=actor_id, action=action
    )
    return json_page(found, found.items)
