"""Queries of attachments."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import func, select

from convite.core.db import ReadTx, load
from convite.doors.attachments.models import Attachment
from convite.doors.attachments.rules import MAX_FILES


async def attachment_by_id(tx: ReadTx, attachment_id: UUID) -> Attachment | None:
    """An attachment, or None."""
    return await load(tx, Attachment, attachment_id)


async def owners_of(tx: ReadTx, ids: Sequence[UUID]) -> dict[str, UUID]:
    """The invitations that files belong to, by the file's id as an answer has it."""
    if not ids:
        return {}
    found = await tx.execute(
        select(Attachment.id, Attachment.invitation_id).where(Attachment.id.in_(ids))
    )
    return {str(key): invitation_id for key, invitation_id in found}


async def files_of_party(tx: ReadTx, invitation_id: UUID) -> list[Attachment]:
    """A party's files, as many as it may have."""
    found = await tx.execute(
        select(Attachment).where(Attachment.invitation_id == invitation_id).limit(MAX_FILES)
    )
    return list(found.scalars())


async def count_of_party(tx: ReadTx, invitation_id: UUID) -> int:
    """How many files a party has."""
    counted = select(func.count()).where(Attachment.invitation_id == invitation_id)
    return (await tx.execute(counted)).scalar_one()


def ids_in(values: Iterable[object]) -> list[UUID]:
    """Those of the answers that are ids, each once."""
    found: dict[UUID, None] = {}
    for value in values:
        if isinstance(value, str):
            try:
                found[UUID(value)] = None
            except ValueError:
                continue
    return list(found)
