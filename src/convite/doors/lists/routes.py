"""HTTP routes of saved views."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from convite.core.idempotency import KeyedRoute
from convite.core.paging import Page
from convite.core.request import Read, Write
from convite.core.shapes import check_version
from convite.doors.lists import actions
from convite.doors.lists.policy import check_own, check_seen, check_sharing, view_out
from convite.doors.lists.queries import view_by_id, views_of
from convite.doors.lists.schemas import ViewFields, ViewOut, ViewUpdate
from convite.events.event.policy import EventAccess, event_access

router = APIRouter(
    prefix="/api/events/{event_id}/saved-views", tags=["Guest list"], route_class=KeyedRoute
)

View = Annotated[EventAccess, Depends(event_access("view_event"))]


@router.get("")
async def saved_views(access: View, tx: Read) -> Page[ViewOut]:
    """The caller's views of the guest list and those that the team shares, by name."""
    rows = await views_of(tx, access.event.id, access.user_id)
    return Page(items=[view_out(access, row) for row in rows])


@router.post("", status_code=201)
async def save_view(body: ViewFields, access: View, tx: Write) -> ViewOut:
    """Saves a view; sharing it with the team takes the right to edit guests."""
    check_sharing(access, is_shared=body.is_shared)
    row = await actions.save_view(tx, access.actor, access.event, body, user_id=access.user_id)
    return view_out(access, row)


@router.get("/{view_id}")
async def saved_view(view_id: UUID, access: View, tx: Read) -> ViewOut:
    """One of the caller's views, or one that somebody shares."""
    return view_out(access, check_seen(access, await view_by_id(tx, access.event.id, view_id)))


@router.put("/{view_id}", operation_id="put_saved_view")
@router.patch("/{view_id}", operation_id="patch_saved_view")
async def change_view(view_id: UUID, body: ViewUpdate, access: View, tx: Write) -> ViewOut:
    """Changes the fields sent of a view of the caller's."""
    row = check_own(access, await view_by_id(tx, access.event.id, view_id))
    values = body.sent()
    current = view_out(access, row).model_dump(mode="json")
    check_version(row, values.pop("version", None), current)
    check_sharing(access, is_shared=bool(values.get("is_shared")))
    return view_out(access, await actions.change_view(tx, access.actor, row, values))


@router.delete("/{view_id}", status_code=204)
async def remove_view(view_id: UUID, access: View, tx: Write) -> None:
    """Removes a view of the caller's."""
    row = check_own(access, await view_by_id(tx, access.event.id, view_id))
    await actions.remove_view(tx, access.actor, row)
