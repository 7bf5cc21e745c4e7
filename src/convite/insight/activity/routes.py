"""HTTP routes of the audit trail."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from convite.core.paging import Page, Paging
from convite.core.request import CurrentCaller, LoggedIn, Read
from convite.core.responses import DirectRoute, json_page
from convite.events.event.policy import EventAccess, enter_event, judge
from convite.insight.activity.queries import activity_page, history_page, order_page
from convite.insight.activity.rules import hidden_from
from convite.insight.activity.schemas import ActivityOut

router = APIRouter(prefix="/api/activity", tags=["Audit"], route_class=DirectRoute)


async def event_activity(
    request: Request,
    event: UUID,
    who: CurrentCaller,
    _: LoggedIn,
    tx: Read,
    guest: Annotated[UUID | None, Query()] = None,
) -> EventAccess:
    """The event whose trail is read: all of it by its admins, one guest's by whoever edits guests.

    404 to strangers.
    """
    access = await enter_event(tx, who, "event", event)
    is_one_guests = guest is not None and not access.can("see_activity")
    return await judge(request, access, "edit_guests" if is_one_guests else "see_activity")


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
    guest: Annotated[UUID | None, Query()] = None,
    order: Annotated[UUID | None, Query()] = None,
) -> Response:
    """What happened on an event, newest first: who, what, when, before and after.

    With `guest`, the id of somebody on its list, only what happened to them: on the list, in their
    invitation, in the address book and with their seats. With `order`, only what happened to that order,
    its payments, refunds, disputes, documents and tickets. The other filters don't apply then.
    """
    if guest is not None:
        hidden = hidden_from(access.rights)
        found = await history_page(tx, access.event.id, query, attendee_id=guest, hidden=hidden)
        return json_page(found, found.items)
    if order is not None:
        found = await order_page(tx, access.event.id, query, order_id=order)
        return json_page(found, found.items)
    found = await activity_page(
        tx, access.event.id, query, object_id=object_id, actor_id=actor_id, action=action
    )
    return json_page(found, found.items)
