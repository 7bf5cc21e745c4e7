"""HTTP routes of events' pictures."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends

from convite.core.idempotency import KeyedRoute
from convite.core.paging import Page
from convite.core.problems import NotFound
from convite.core.request import Read, Write
from convite.events.event.policy import EventAccess, event_access
from convite.events.images import actions
from convite.events.images.queries import image_by_id, images_of
from convite.events.images.schemas import ImageAdd, ImageOut, ImageUpdate, image_out

router = APIRouter(prefix="/api/events/{event_id}/images", tags=["Events"], route_class=KeyedRoute)

View = Annotated[EventAccess, Depends(event_access("view_event"))]
Edit = Annotated[EventAccess, Depends(event_access("edit_event"))]


async def image_of_event(tx: Read, access: EventAccess, image_id: UUID) -> Any:
    """The picture with its file; 404 if it isn't the event's."""
    row = await image_by_id(tx, access.event.id, image_id)
    if row is None:
        raise NotFound
    return row


@router.get("")
async def images(access: View, tx: Read) -> Page[ImageOut]:
    """The event's pictures in order, covers first (at most 3, and 30 of the gallery)."""
    return Page(items=[image_out(*row) for row in await images_of(tx, access.event.id)])


@router.post("", status_code=201)
async def add_image(body: ImageAdd, access: Edit, tx: Write) -> ImageOut:
    """Adds a file, uploaded as `event_cover` or `event_image`, to the event's pictures."""
    added = await actions.add_image(tx, access.actor, access.event, body.file_id, body.position)
    return image_out(*added)


@router.patch("/{image_id}")
async def move_image(image_id: UUID, body: ImageUpdate, access: Edit, tx: Write) -> ImageOut:
    """Moves a picture among those of its kind, if a position is sent."""
    image, file = await image_of_event(tx, access, image_id)
    position = body.sent().get("position", image.position)
    return image_out(await actions.move_image(tx, access.actor, image, position), file)


@router.delete("/{image_id}", status_code=204)
async def remove_image(image_id: UUID, access: Edit, tx: Write) -> None:
    """Removes a picture and its file."""
    image, _ = await image_of_event(tx, access, image_id)
    await actions.remove_image(tx, access.actor, image)
