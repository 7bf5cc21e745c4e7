"""Writes of files."""

import asyncio
import hashlib
from collections.abc import Sequence
from uuid import UUID

from convite.core.db import ReadTx, Tx
from convite.core.ids import new_id
from convite.core.log import Actor, record
from convite.core.parts import Purpose
from convite.events.event.models import Event
from convite.events.files.facts import FileAdded, FileRemoved
from convite.events.files.models import File
from convite.events.files.queries import file_by_id, is_stored_for
from convite.events.files.rules import reencode_image
from convite.gateways.storage import storage


async def add_picture(
    tx: Tx, actor: Actor, event: Event, purpose: Purpose, name: str, content: bytes
) -> File:
    """Stores a picture for a purpose, re-encoded.

    Raises:
        Invalid: the picture can't be used; the message says why.
    """
    picture = await asyncio.to_thread(reencode_image, content, purpose)
    row = File(
        id=new_id(),
        organization_id=event.organization_id,
        event_id=event.id,
        purpose=purpose.name,
        key=await storage().put(picture.content),
        name=name[:200],
        content_type=picture.content_type,
        size=len(picture.content),
        sha256=hashlib.sha256(picture.content).digest(),
        width=picture.width,
        height=picture.height,
        uploaded_by=actor.id if actor.kind == "user" else None,
    )
    tx.add(row)
    await tx.flush()
    fact = FileAdded.of(row)
    await record(tx, actor, fact)
    await tx.refresh(row)
    return row


async def copy_file(tx: Tx, file_id: UUID, target: Event) -> UUID | None:
    """Copies a file to another event; the bytes are shared. None if it is gone."""
    source = await file_by_id(tx, file_id)
    if source is None:
        return None
    names = ("purpose", "key", "name", "content_type", "size", "sha256", "width", "height")
    row = File(
        id=new_id(),
        organization_id=target.organization_id,
        event_id=target.id,
        uploaded_by=source.uploaded_by,
        **{name: getattr(source, name) for name in names},
    )
    tx.add(row)
    await tx.flush()
    return row.id


async def remove_files(tx: Tx, actor: Actor, ids: Sequence[UUID]) -> None:
    """Removes files; a job deletes their bytes after the commit, unless another file shares them."""
    for file_id in ids:
        row = await file_by_id(tx, file_id)
        if row is not None:
            fact = FileRemoved.of(row)
            await tx.delete(row)
            await tx.flush()
            await record(tx, actor, fact)


async def delete_bytes(tx: ReadTx, key: UUID) -> None:
    """Deletes stored bytes that no file of any organization has."""
    if not await is_stored_for(tx, key):
        await storage().delete(key)
