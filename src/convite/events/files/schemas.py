"""A file as it is answered."""

from datetime import datetime
from uuid import UUID

from convite.core.shapes import Output


class FileOut(Output):
    """A file: its id is what other things refer to."""

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
