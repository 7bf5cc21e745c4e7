"""Queries of events' pictures."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from convite.core.db import ReadTx
from convite.events.files.models import File
from convite.events.images.models import EventImage


async def images_of(tx: ReadTx, event_id: UUID) -> list[tuple[EventImage, File]]:
    """An event's pictures with their files, covers first, in order."""
    found = await tx.execute(
        select(EventImage, File)
        .join(File, File.id == EventImage.file_id)
        .where(EventImage.event_id == event_id)
        .order_by(EventImage.kind, EventImage.position, EventImage.id)
    )
    return [(image, file) for image, file in found]


async def image_by_id(tx: ReadTx, event_id: UUID, image_id: UUID) -> Any:
    """One picture of the event with its file, or None."""
    found = await tx.execute(
        select(EventImage, File)
        .join(File, File.id == EventImage.file_id)
        .where(EventImage.event_id == event_id, EventImage.id == image_id)
    )
    return found.first()


async def image_file(tx: ReadTx, event_id: UUID, file_id: UUID) -> File | None:
    """A file, if it is a picture of the event. Index: event_images_file_id_key."""
    found = await tx.execute(
        select(File)
        .join(EventImage, EventImage.file_id == File.id)
        .where(EventImage.file_id == file_id, EventImage.event_id == event_id)
    )
    return found.scalar_one_or_none()


#: Uploaded a day ago or earlier, and no picture of its event. Index: event_images_file_id_key.
UNUSED = """
SELECT f.organization_id, array_agg(f.id) AS ids FROM files f
WHERE f.purpose IN ('event_cover', 'event_image') AND f.created_at < now() - interval '1 day'
  AND NOT EXISTS (SELECT 1 FROM event_images i WHERE i.file_id = f.id)
GROUP BY f.organization_id LIMIT 100
"""
