"""Queries of files."""

from uuid import UUID

from sqlalchemy import select

from convite.core.db import ReadTx, load
from convite.events.files.models import File


async def file_by_id(tx: ReadTx, file_id: UUID) -> File | None:
    """A file, or None."""
    return await load(tx, File, file_id)


async def is_stored_for(tx: ReadTx, key: UUID) -> bool:
    """Whether a file that the reader may see has these bytes."""
    found = await tx.execute(select(File.id).where(File.key == key).limit(1))
    return found.first() is not None
