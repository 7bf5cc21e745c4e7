"""Kept bytes: whole or not at all, and gone when they are deleted."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from convite.core.ids import new_id
from convite.gateways.storage import PIECE, LocalDisk, Missing

pytestmark = pytest.mark.unit

#: Dies where the bytes are written and not yet under their name, as by kill -9.
KILLED = """
import asyncio, os, signal, sys
from pathlib import Path
from convite.gateways.storage import LocalDisk
Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
asyncio.run(LocalDisk(Path(sys.argv[1])).put(b"half a file"))
"""


@pytest.fixture
def disk(tmp_path: Path) -> LocalDisk:
    return LocalDisk(tmp_path)


async def test_what_was_put_is_read(disk: LocalDisk) -> None:
    content = bytes(range(256)) * (PIECE // 100)

    key = await disk.put(content)

    found = [piece async for piece in await disk.open(key)]
    assert await disk.read(key) == content
    assert b"".join(found) == content
    assert len(found) == 3


async def test_nothing_is_under_another_key(disk: LocalDisk) -> None:
    await disk.put(b"mine")

    with pytest.raises(Missing):
        await disk.read(new_id())
    with pytest.raises(Missing):
        await disk.open(new_id())


async def test_deleted_is_gone_and_may_be_deleted_again(disk: LocalDisk) -> None:
    key, other = await disk.put(b"mine"), await disk.put(b"other")

    await disk.delete(key)
    await disk.delete(key)

    with pytest.raises(Missing):
        await disk.read(key)
    assert await disk.read(other) == b"other"


def test_killed_while_it_writes_leaves_nothing_under_a_key(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)

    left = [path.suffix for path in tmp_path.rglob("*") if path.is_file()]
    assert done.returncode == -signal.SIGKILL
    assert left == [".part"]
