"""Writes of messages' files: noted with their message, then fetched from the provider."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from convite.core.database import Database
from convite.core.db import Principal, Tx, load
from convite.core.ids import new_id
from convite.core.log import Actor, record
from convite.core.pages import storable
from convite.core.problems import Invalid
from convite.doors.attachments.rules import BEGINNINGS, checked_file
from convite.gateways.channels import Media
from convite.gateways.storage import storage
from convite.messaging.delivery.models import Message
from convite.messaging.media.facts import FilesSent
from convite.messaging.media.models import MessageFile
from convite.messaging.media.rules import ANY_TYPE, clean_name, clean_type


async def note_files(tx: Tx, actor: Actor, message: Message, media: Sequence[Media]) -> None:
    """Notes what came with a message; its bytes are fetched by a job."""
    if not media:
        return
    for one in media:
        kind = clean_type(one.content_type)
        tx.add(
            MessageFile(
                id=new_id(),
                organization_id=message.organization_id,
                event_id=message.event_id,
                message_id=message.id,
                kind=one.kind,
                media_id=one.key,
                name=clean_name(storable(one.name), one.kind, kind),
                content_type=kind,
            )
        )
    fact = FilesSent(
        organization_id=message.organization_id,
        stream_id=message.event_id,
        object_id=message.id,
        files=len(media),
    )
    await record(tx, actor, fact)


async def waiting_files(tx: Tx, message_id: UUID) -> list[MessageFile]:
    """The files of a message that haven't been fetched."""
    found = await tx.execute(
        select(MessageFile).where(
            MessageFile.message_id == message_id,
            MessageFile.key.is_(None),
            MessageFile.error.is_(None),
        )
    )
    return list(found.scalars())


async def keep_file(system: Database, row: MessageFile, content: bytes) -> None:
    """Stores a file's bytes. A picture is re-encoded, so that a browser can show it safely.

    The message may have been erased meanwhile: then nothing is kept.
    """
    name, content_type = row.name, row.content_type
    if content.startswith(BEGINNINGS):
        try:
            checked = await asyncio.to_thread(checked_file, name, content)
        except Invalid:
            content_type = ANY_TYPE
        else:
            name, content, content_type = checked.name, checked.content, checked.content_type
    key = await storage().put(content)
    async with system.tx(Principal(organization_id=row.organization_id)) as tx:
        known = await load(tx, MessageFile, row.id, lock=True)
        if known is not None and known.key is None:
            known.key, known.size = key, len(content)
            known.name, known.content_type = name, content_type
            return
    await storage().delete(key)


async def give_up_file(system: Database, row: MessageFile, reason: str) -> None:
    """Notes why a file isn't there."""
    async with system.tx(Principal(organization_id=row.organization_id)) as tx:
        known = await load(tx, MessageFile, row.id, lock=True)
        if known is not None and known.key is None:
            known.error = reason[:500]
