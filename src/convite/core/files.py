"""Files on local disk: random names below the data folder, never a path from outside."""

import asyncio
from pathlib import Path
from uuid import UUID

from convite.core.config import settings
from convite.core.ids import new_id


def path_of(key: UUID) -> Path:
    """Where a stored file lies."""
    return settings().data_dir / "files" / key.hex[-2:] / key.hex


async def keep(content: bytes) -> UUID:
    """Stores bytes, returns their key."""
    key = new_id()
    await asyncio.to_thread(write, path_of(key), content)
    return key


def write(path: Path, content: bytes) -> None:
    """Writes whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".part")
    fresh.write_bytes(content)
    fresh.replace(path)


async def read(key: UUID) -> bytes:
    """The stored bytes.

    Raises:
        FileNotFoundError: they are gone.
    """
    return await asyncio.to_thread(path_of(key).read_bytes)


async def remove(key: UUID) -> None:
    """Removes stored bytes; gone already is fine."""
    await asyncio.to_thread(path_of(key).unlink, missing_ok=True)
