"""Writes of saved views. They aren't logged: a view changes nothing about the event or its people."""

from typing import Any
from uuid import UUID

from convite.core.db import Tx
from convite.core.ids import new_id
from convite.core.log import Actor
from convite.core.problems import Conflict
from convite.core.shapes import patch
from convite.doors.lists.models import SavedView
from convite.doors.lists.queries import MAX_VIEWS, views_of
from convite.doors.lists.schemas import ViewFields, ViewQuery
from convite.events.event.models import Event


async def save_view(
    tx: Tx, _: Actor, event: Event, body: ViewFields, *, user_id: UUID
) -> SavedView:
    """Saves a view of the event's list.

    Raises:
        Conflict: the user has one with that name, or there are too many.
    """
    if len(await views_of(tx, event.id, user_id)) >= MAX_VIEWS:
        raise Conflict(f"An event can have at most {MAX_VIEWS} saved views.", name="too-many-views")
    view = SavedView(
        id=new_id(),
        organization_id=event.organization_id,
        event_id=event.id,
        user_id=user_id,
        name=body.name,
        query=kept(body.query),
        is_shared=body.is_shared,
    )
    tx.add(view)
    await tx.flush()
    return view


async def change_view(tx: Tx, _: Actor, view: SavedView, values: dict[str, Any]) -> SavedView:
    """Changes a view's name, query or whether it is shared.

    Raises:
        Conflict: its author has another one with that name.
    """
    if "query" in values:
        values["query"] = kept(ViewQuery.model_validate(values["query"]))
    patch(view, values)
    await tx.flush()
    return view


async def remove_view(tx: Tx, _: Actor, view: SavedView) -> None:
    """Removes a view."""
    await tx.delete(view)
    await tx.flush()


def kept(query: ViewQuery) -> dict[str, Any]:
    """A query as it is stored: what was left out stays out."""
    return query.model_dump(mode="json", exclude_defaults=True, exclude_none=True)
