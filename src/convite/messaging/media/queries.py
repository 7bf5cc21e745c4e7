"""Queries of messages' files."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select

from convite.core.db import ReadTx, load
from convite.core.problems import NotFound
from convite.messaging.media.models import MessageFile
from convite.messaging.media.schemas import MessageFileOut


async def files_of(tx: ReadTx, ids: Sequence[UUID]) -> Mapping[UUID, list[MessageFileOut]]:
    """The files of messages."""
    found: dict[UUID, list[MessageFileOut]] = defaultdict(list)
    if ids:
        chosen = select(MessageFile).where(MessageFile.message_id.in_(ids))
        for row in (await tx.execute(chosen.order_by(MessageFile.id))).scalars():
            found[row.message_id].append(MessageFileOut.model_validate(row))
    return found


async def file_of(tx: ReadTx, message_id: UUID, file_id: UUID) -> tuple[MessageFile, UUID]:
    """A file of a message, and where its bytes are.

    Raises:
        NotFound: there is none, or it hasn't been fetched.
    """
    row = await load(tx, MessageFile, file_id)
    if row is None or row.message_id != message_id or row.key is None:
        raise NotFound
    return row, row.key
