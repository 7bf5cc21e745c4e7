"""File storage: the protocol, and the local disk.

Keys are random and generated here, never a name or path from outside. File size is limited where files
come in: by purpose (`core.parts.Purpose`) and by body limits.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol
from uuid import UUID

from convite.core.config import settings
from convite.core.ids import new_id

#: Chunk size for streaming, in bytes.
PIECE = 1 << 18


class Missing(Exception):
    """There is no file under this key."""


class Storage(Protocol):
    """A file storage."""

    async def put(self, content: bytes) -> UUID:
        """Stores bytes atomically; returns their key."""

    async def read(self, key: UUID) -> bytes:
        """All bytes at once.

        Raises:
            Missing: they are gone.
        """

    async def open(self, key: UUID) -> AsyncIterator[bytes]:
        """The bytes in pieces.

        Raises:
            Missing: they are gone; before the first piece.
        """

    async def delete(self, key: UUID) -> None:
        """Deletes bytes; does nothing if they are gone."""


@dataclass(frozen=True)
class LocalDisk:
    """Files in one folder, spread over subfolders by the end of their keys."""

    root: Path

    async def put(self, content: bytes) -> UUID:
        """Stores bytes atomically; returns their key."""
        key = new_id()
        await asyncio.to_thread(write, self.path_of(key), content)
        return key

    async def read(self, key: UUID) -> bytes:
        """All bytes at once.

        Raises:
            Missing: they are gone.
        """
        try:
            return await asyncio.to_thread(self.path_of(key).read_bytes)
        except FileNotFoundError:
            raise Missing from None

    async def open(self, key: UUID) -> AsyncIterator[bytes]:
        """The bytes in pieces.

        Raises:
            Missing: they are gone; before the first piece.
        """
        try:
            file = await asyncio.to_thread(self.path_of(key).open, "rb")
        except FileNotFoundError:
            raise Missing from None
        return pieces(file)

    async def delete(self, key: UUID) -> None:
        """Deletes bytes; does nothing if they are gone."""
        await asyncio.to_thread(self.path_of(key).unlink, missing_ok=True)

    def path_of(self, key: UUID) -> Path:
        """The file's path."""
        return self.root / key.hex[-2:] / key.hex


def write(path: Path, content: bytes) -> None:
    """Writes to a temporary name and renames, so that a crash leaves no partial file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".part")
    fresh.write_bytes(content)
    fresh.replace(path)


async def pieces(file: BinaryIO) -> AsyncIterator[bytes]:
    """Yields an open file's content in chunks, then closes it."""
    with file:
        while piece := await asyncio.to_thread(file.read, PIECE):
            yield piece


def storage() -> Storage:
    """This installation's file storage."""
    return LocalDisk(settings().data_dir / "files")
