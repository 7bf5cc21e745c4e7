"""Schemas of events' pictures."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from convite.core.shapes import Input, Output, partial
from convite.events.files.models import File
from convite.events.files.schemas import picture_out
from convite.events.images.models import EventImage, ImageKind

Position = Annotated[int, Field(ge=0, le=100)]


class ImageAdd(Input):
    """A file that becomes a picture of the event, at a position among its kind; by default the last."""

    file_id: UUID
    position: Position | None = None


class ImageFields(Input):
    """What can be changed of a picture: its position among its kind."""

    position: Position


class ImageUpdate(partial(ImageFields, "ImageUpdateFields", version=False)):  # type: ignore[misc]
    """A partial picture."""


class ImageOut(Output):
    """A picture of an event."""

    id: UUID
    file_id: UUID
    kind: ImageKind
    position: int
    url: str
    width: int | None
    height: int | None
    #: The addresses of smaller copies by their width in pixels.
    variants: dict[str, str]


def image_out(image: EventImage, file: File) -> ImageOut:
    """A picture with its addresses."""
    names = ("id", "file_id", "kind", "position")
    values = {name: getattr(image, name) for name in names}
    return ImageOut(**values, **picture_out(file).model_dump(exclude={"id"}))
