"""HTTP routes of an event's parts."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from convite.core.idempotency import KeyedRoute
from convite.core.paging import Page
from convite.core.problems import NotFound
from convite.core.request import Read, Write
from convite.core.shapes import check_version
from convite.events.event.policy import EventAccess, event_access
from convite.events.parts.models import EventPart
from convite.events.parts.queries import part_by_id, shown_parts
from convite.events.parts.schemas import PartFields, PartOut, PartUpdate
from convite.room.parts import actions

router = APIRouter(prefix="/api/events/{event_id}/parts", tags=["Parts"], route_class=KeyedRoute)

View = Annotated[EventAccess, Depends(event_access("view_event"))]
Edit = Annotated[EventAccess, Depends(event_access("edit_event"))]


async def part_of_event(tx: Read, access: EventAccess, part_id: UUID) -> EventPart:
    """The part; 404 if it isn't the event's."""
    part = await part_by_id(tx, access.event.id, part_id)
    if part is None:
        raise NotFound
    return part


@router.get("")
async def parts(access: View, tx: Read) -> Page[PartOut]:
    """The event's parts, in order (at most fifty)."""
    rows = await shown_parts(tx, access.event)
    return Page(items=[PartOut.model_validate(row) for row in rows])


@router.post("", status_code=201)
async def add_part(body: PartFields, access: Edit, tx: Write) -> PartOut:
    """Adds a part to the event; everybody invited to it is asked."""
    return PartOut.model_validate(await actions.add_part(tx, access.actor, access.event, body))


@router.get("/{part_id}")
async def part(part_id: UUID, access: View, tx: Read) -> PartOut:
    """One part."""
    return PartOut.model_validate(await part_of_event(tx, access, part_id))


@router.put("/{part_id}", operation_id="put_part")
@router.patch("/{part_id}", operation_id="patch_part")
async def change_part(part_id: UUID, body: PartUpdate, access: Edit, tx: Write) -> PartOut:
    """Changes the fields sent; more places go to those who wait for them."""
    row = await part_of_event(tx, access, part_id)
    values = body.sent()
    current = PartOut.model_validate(row).model_dump(mode="json")
    check_version(row, values.pop("version", None), current)
    changed = await actions.change_part(tx, access.actor, access.event, row, values)
    return PartOut.model_validate(changed)


@router.delete("/{part_id}", status_code=204)
async def remove_part(part_id: UUID, access: Edit, tx: Write) -> None:
    """Removes the part, with the answers to it."""
    row = await part_of_event(tx, access, part_id)
    await actions.remove_part(tx, access.actor, access.event, row)
