"""The filters of a list in a request, and who may change a saved view."""

from typing import Annotated

from fastapi import Depends

from convite.core.problems import NotAllowed, NotFound
from convite.core.request import from_query
from convite.doors.lists.models import SavedView
from convite.doors.lists.schemas import ListFilters, ViewOut
from convite.events.event.policy import EventAccess

#: The filters of a guest list, from the request's parameters.
Filtered = Annotated[ListFilters, Depends(from_query(ListFilters))]


def check_seen(access: EventAccess, view: SavedView | None) -> SavedView:
    """A view that the caller may open.

    Raises:
        NotFound: there is none, or it is somebody else's private one.
    """
    if view is None or not (view.is_shared or view.user_id == access.user_id):
        raise NotFound
    return view


def check_own(access: EventAccess, found: SavedView | None) -> SavedView:
    """A view that the caller may change.

    Raises:
        NotFound: there is none, or it is somebody else's private one.
        NotAllowed: somebody else shares it.
    """
    view = check_seen(access, found)
    if view.user_id != access.user_id:
        raise NotAllowed("Only the person who saved this view can change it.")
    return view


def check_sharing(access: EventAccess, *, is_shared: bool) -> None:
    """Only who may edit the list decides what the whole team sees.

    Raises:
        NotAllowed: the caller can only read.
    """
    if is_shared:
        access.need("edit_guests")


def view_out(access: EventAccess, view: SavedView) -> ViewOut:
    """A view as the caller sees it."""
    return ViewOut(
        id=view.id,
        name=view.name,
        query=view.query,
        is_shared=view.is_shared,
        is_own=view.user_id == access.user_id,
        version=view.version,
    )
