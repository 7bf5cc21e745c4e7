"""Writes of files."""

import asyncio
import hashlib
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from convite.core.access import Token
from convite.core.db import Principal, ReadTx, Tx
from convite.core.ids import new_id
from convite.core.log import Actor, record
from convite.core.parts import Purpose
from convite.core.problems import Conflict
from convite.events.event.models import Event
from convite.events.files.facts import FileAdded, FileRemoved
from convite.events.files.models import File
from convite.events.files.queries import count_own, file_by_id, is_stored_for
from convite.events.files.rules import MAX_OWN, reencode_image
from convite.gateways.storage import storage


async def add_picture(
    tx: Tx, actor: Actor, event: Event, purpose: Purpose, name: str, content: bytes
) -> File:
    """Stores a picture of an event for a purpose, re-encoded and in sizes.

    Raises:
        Invalid: the picture can't be used; the message says why.
    """
    row = await stored(purpose, name, content)
    row.organization_id, row.event_id = event.organization_id, event.id
    row.uploaded_by = actor.id if actor.kind == "user" else None
    return await keep(tx, actor, row)


async def add_own_picture(
    tx: Tx, token: Token, purpose: Purpose, name: str, content: bytes
) -> File:
    """Stores a picture of the caller's account, re-encoded and in sizes.

    Raises:
        Invalid: the picture can't be used; the message says why.
        Conflict: they have too many.
    """
    await tx.enter(Principal(organization_id=token.organization_id, user_id=token.user_id))
    if await count_own(tx, token.user_id) >= MAX_OWN:
        english = "You've uploaded too many pictures. Remove some and try again tomorrow."
        raise Conflict(english, name="too-many-pictures")
    row = await stored(purpose, name, content)
    row.organization_id, row.user_id = token.organization_id, token.user_id
    row.uploaded_by = token.user_id
    return await keep(tx, token.actor, row)


async def stored(purpose: Purpose, name: str, content: bytes) -> File:
    """A picture whose bytes are stored, as a row that isn't anybody's yet."""
    picture = await asyncio.to_thread(reencode_image, content, purpose)
    variants: dict[str, Any] = {}
    for width, one in picture.variants.items():
        key = str(await storage().put(one.content))
        figures = {"width": one.width, "height": one.height, "size": len(one.content)}
        variants[width] = {"key": key, **figures}
    return File(
        id=new_id(),
        purpose=purpose.name,
        key=await storage().put(picture.content),
        name=name[:200],
        content_type=picture.content_type,
        size=len(picture.content),
        sha256=hashlib.sha256(picture.content).digest(),
        width=picture.width,
        height=picture.height,
        variants=variants,
    )


async def keep(tx: Tx, actor: Actor, row: File) -> File:
    """Adds the row of stored bytes."""
    tx.add(row)
    await tx.flush()
    fact = FileAdded.of(row, stream_id=row.user_id)
    await record(tx, actor, fact)
    await tx.refresh(row)
    return row


COPIED = ("purpose", "key", "name", "content_type", "size", "sha256", "width", "height", "variants")


async def copy_file(tx: Tx, file_id: UUID, target: Event) -> UUID | None:
    """Copies a file to another event; the bytes are shared. None if it is gone."""
    source = await file_by_id(tx, file_id)
    if source is None:
        return None
    row = File(
        id=new_id(),
        organization_id=target.organization_id,
        event_id=target.id,
        uploaded_by=source.uploaded_by,
        **{name: getattr(source, name) for name in COPIED},
    )
    tx.add(row)
    await tx.flush()
    return row.id


async def remove_files(tx: Tx, actor: Actor, ids: Sequence[UUID]) -> None:
    """Removes files; a job deletes their bytes after the commit, unless another file shares them."""
    for file_id in ids:
        row = await file_by_id(tx, file_id)
        if row is not None:
            keys = tuple(UUID(one["key"]) for one in row.variants.values())
            fact = FileRemoved.of(row, stream_id=row.user_id, variant_keys=keys)
            await tx.delete(row)
            await tx.flush()
            await record(tx, actor, fact)


async def delete_bytes(tx: ReadTx, keys: Sequence[UUID]) -> None:
    """Deletes a picture's bytes, under the first key, and those of its copies.

    A file of any organization that has the first shares them all.
    """
    if not await is_stored_for(tx, keys[0]):
        for key in keys:
            await storage().delete(key)
