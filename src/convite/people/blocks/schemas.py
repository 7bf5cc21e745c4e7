"""Schemas of blocks."""

from datetime import datetime
from uuid import UUID

from convite.core.shapes import Output


class BlockOut(Output):
    """Somebody whom the caller blocked."""

    user_id: UUID
    name: str
    created_at: datetime
