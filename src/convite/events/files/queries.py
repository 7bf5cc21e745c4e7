"""Queries of files."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select

from convite.core.db import Principal, ReadTx, load
from convite.events.files.models import File

# Nobody's principal sees a file of somebody else; the function says whether it is shown to the viewer.
SHOWN = "SELECT organization_id FROM shown_picture($1, $2)"


async def file_by_id(tx: ReadTx, file_id: UUID) -> File | None:
    """A file, or None."""
    return await load(tx, File, file_id)


async def shown_file(tx: ReadTx, file_id: UUID, viewer: UUID) -> File | None:
    """A user's file if it is the viewer's own, or shown to them; None otherwise."""
    await tx.enter(Principal(user_id=viewer))
    tenant = await tx.driver.fetchval(SHOWN, file_id, viewer)
    if tenant is None:
        return None
    await tx.enter(Principal(organization_id=tenant, user_id=viewer))
    return await file_by_id(tx, file_id)


async def files_by_id(tx: ReadTx, ids: Sequence[UUID]) -> list[File]:
    """The files of these that there are, in the order of the ids."""
    if not ids:
        return []
    found = await tx.execute(select(File).where(File.id.in_(ids)))
    known = {file.id: file for file in found.scalars()}
    return [known[key] for key in ids if key in known]


async def count_own(tx: ReadTx, user_id: UUID) -> int:
    """How many files somebody has on their account. Index: files_user_id_index."""
    statement = select(func.count()).where(File.user_id == user_id)
    return (await tx.execute(statement)).scalar_one()


async def is_stored_for(tx: ReadTx, key: UUID) -> bool:
    """Whether a file that the reader may see has these bytes. Index: files_key_index."""
    found = await tx.execute(select(File.id).where(File.key == key).limit(1))
    return found.first() is not None
