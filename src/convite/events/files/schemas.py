"""Schema of a file."""

from datetime import datetime
from uuid import UUID

from convite.core.shapes import Output
from convite.events.files.models import File


class PictureOut(Output):
    """A picture that something shows."""

    id: UUID
    url: str
    width: int | None
    height: int | None
    #: The addresses of smaller copies by their width in pixels; none if it is as small itself.
    variants: dict[str, str]


class FileOut(PictureOut):
    """A file; other objects refer to it by id."""

    #: Null for a file of the account itself.
    event_id: UUID | None
    purpose: str
    name: str
    content_type: str
    size: int
    created_at: datetime


def picture_out(file: File, address: str | None = None) -> PictureOut:
    """A file as a picture, served at `address`; by default where files are."""
    url = address or f"/api/files/{file.id}"
    return PictureOut(
        id=file.id,
        url=url,
        width=file.width,
        height=file.height,
        variants={width: f"{url}?width={width}" for width in file.variants},
    )


def file_out(file: File) -> FileOut:
    """A file with its addresses."""
    names = FileOut.model_fields.keys() - PictureOut.model_fields.keys()
    values = {name: getattr(file, name) for name in names}
    return FileOut(**picture_out(file).model_dump(), **values)
