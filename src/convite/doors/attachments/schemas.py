"""Schema of an attachment."""

from datetime import datetime
from uuid import UUID

from convite.core.shapes import Output


class AttachmentOut(Output):
    """A file of a party; an answer refers to it by id."""

    id: UUID
    name: str
    content_type: str
    size: int
    created_at: datetime
