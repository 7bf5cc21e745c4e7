"""Where bytes are kept: the shape that every storage has, and the local disk.

Keys are random and made here, never a name or path from outside. How large a file may be is judged where
it comes in: by its purpose (`core.parts.Purpose`), and by the limits of bodies.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol
from uuid import UUID

from convite.core.config import settings
from convite.core.ids import new_id

#: Bytes read at once of what is streamed.
PIECE = 1 << 18


class Missing(Exception):
    """Nothing is kept under this key, or no longer."""


class Storage(Protocol):
    """A place for bytes."""

    async def put(self, content: bytes) -> UUID:
        """Keeps bytes, whole or not at all; gives their key."""

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
        """Forgets bytes; gone already is fine."""


@dataclass(frozen=True)
class LocalDisk:
    """Files below one folder, spread over others by the end of their keys."""

    root: Path

    async def put(self, content: bytes) -> UUID:
        """Keeps bytes, whole or not at all; gives their key."""
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
        """Forgets bytes; gone already is fine."""
        await asyncio.to_thread(self.path_of(key).unlink, missing_ok=True)

    def path_of(self, key: UUID) -> Path:
        """Where it lies."""
        return self.root / key.hex[-2:] / key.hex


def write(path: Path, content: bytes) -> None:
    """Under another name first: whoever is killed meanwhile leaves no half of a file under its key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".part")
    fresh.write_bytes(content)
    fresh.replace(path)


async def pieces(file: BinaryIO) -> AsyncIterator[bytes]:
    """What an open file holds; it is closed at the end."""
    with file:
        while piece := await asyncio.to_thread(file.read, PIECE):
            yield piece


def storage() -> Storage:
    """Where this installation keeps its files."""
    return LocalDisk(settings().data_dir / "files")
