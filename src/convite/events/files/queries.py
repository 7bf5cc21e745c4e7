"""Queries of files."""

from uuid import UUID

from convite.core.db import ReadTx, load
from convite.events.files.models import File


async def file_by_id(tx: ReadTx, file_id: UUID) -> File | None:
    """A file, or None."""
    return await load(tx, File, file_id)
