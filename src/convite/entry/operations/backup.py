"""Backup and restore of the database in one file, always as the owner role."""

import asyncio
import os
import shutil
import subprocess
from pathlib import Path

import asyncpg

from convite.core.config import Settings
from convite.entry.postgres.binaries import connection, tool

#: The owner's policies allow every row, but it doesn't bypass row-level security.
COMMON = ("--enable-row-security", "--no-owner")


class BackupError(SystemExit):
    """A backup or restore failed."""


def backup(settings: Settings, dsn: str, target: Path) -> None:
    """Writes the backup atomically; only its owner can read it.

    Raises:
        BackupError: the backup failed.
    """
    fresh = target.with_name(f"{target.name}.part")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    _run(settings, dsn, "pg_dump", "--format=custom", *COMMON, f"--file={fresh}")
    fresh.rename(target)


def restore(settings: Settings, dsn: str, source: Path) -> None:
    """Restores a backup into an empty database, in one transaction.

    Positions that clients remember may then refer to other messages, so the generation is incremented,
    which invalidates their cursors.

    Raises:
        BackupError: the database isn't empty, or the backup can't be read.
    """
    if not source.exists():
        raise BackupError(f"{source} isn't there")
    if tables := asyncio.run(_tables(dsn)):
        raise BackupError(f"The database isn't empty ({tables} tables); nothing was changed")
    options = ("--single-transaction", "--exit-on-error", "--dbname=", *COMMON)
    _run(settings, dsn, "pg_restore", *options, str(source))
    asyncio.run(_begin_generation(dsn))


def _run(settings: Settings, dsn: str, name: str, *options: str) -> None:
    """Uses the system's client program for an external server (the bundled one lacks TLS), else ours."""
    own = None if settings.is_embedded else shutil.which(name)
    done = subprocess.run(
        [own or tool(name), "--no-password", *options],
        env=connection(dsn),
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise BackupError(f"{name} failed:{os.linesep}{done.stderr.strip()}")


async def _tables(dsn: str) -> int:
    connected = await asyncpg.connect(dsn)
    try:
        count: int = await connected.fetchval(
            "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace "
            "AND relkind IN ('r', 'p')"
        )
        return count
    finally:
        await connected.close()


async def _begin_generation(dsn: str) -> None:
    connected = await asyncpg.connect(dsn)
    try:
        await connected.execute(
            "UPDATE generation SET number = greatest(number + 1, extract(epoch FROM now())::bigint)"
        )
    finally:
        await connected.close()
