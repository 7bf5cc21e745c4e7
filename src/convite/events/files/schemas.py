"""Schema of a file."""

from datetime import datetime
from uuid import UUID

from convite.core.shapes import Output


class FileOut(Output):
    """A file; other objects refer to it by id."""

    id: UUID
    event_id: UUID
    purpose: str
    name: str
    content_type: str
    size: int
    width: int | None
    height: int | None
    url: str
    created_at: datetime
