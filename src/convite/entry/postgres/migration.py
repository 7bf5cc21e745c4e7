"""Schema migrations, run as the owner role by one process at a time."""

import ast
import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg

import convite

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection, MetaData

FOLDER = Path(convite.__file__).parent / "migrations"
#: Advisory lock for migrations: "convite" on a phone keypad.
LOCK = 2668483


class MigrationError(SystemExit):
    """The schema doesn't match this program."""


def head() -> str | None:
    """The newest revision, read from the files without running them.

    Raises:
        MigrationError: two revisions follow the same one.
    """
    made: dict[str, str | None] = {}
    for path in sorted((FOLDER / "versions").glob("*.py")):
        named = _assigned(path)
        if "revision" in named:
            made[str(named["revision"])] = named.get("down_revision")
    heads = set(made) - set(made.values())
    if len(heads) > 1:
        raise MigrationError(f"Migrations {', '.join(sorted(heads))} are both the last; order them")
    return heads.pop() if heads else None


def _assigned(path: Path) -> dict[str, str | None]:
    named: dict[str, str | None] = {}
    for line in ast.parse(path.read_text()).body:
        match line:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=value)) | (
                ast.AnnAssign(target=ast.Name(id=name), value=ast.Constant(value=value))
            ):
                named[name] = None if value is None else str(value)
            case _:
                continue
    return named


async def current(dsn: str) -> str | None:
    """The database's revision; None if it is empty.

    Raises:
        MigrationError: the database can't be reached.
    """
    try:
        connection = await asyncpg.connect(dsn, timeout=10)
    except (OSError, asyncpg.PostgresError) as error:
        raise MigrationError(f"The database can't be reached as the owner role: {error}") from None
    try:
        if await connection.fetchval("SELECT to_regclass('alembic_version')") is None:
            return None
        found: str | None = await connection.fetchval("SELECT version_num FROM alembic_version")
        return found
    finally:
        await connection.close()


def migrate(dsn: str) -> bool:
    """Migrates to the head; returns whether there was anything to do."""
    if asyncio.run(current(dsn)) == head():
        return False
    from convite.core.db import Base
    from convite.entry import wiring

    assert wiring.TABLES
    asyncio.run(_upgrade(dsn, Base.metadata))
    return True


async def _upgrade(dsn: str, metadata: "MetaData") -> None:
    from alembic import command
    from sqlalchemy import pool, text
    from sqlalchemy.ext.asyncio import create_async_engine

    def run(connection: "Connection") -> None:
        command.upgrade(config(connection, metadata), "head")

    async def connect() -> "asyncpg.Connection[asyncpg.Record]":
        return await asyncpg.connect(dsn, server_settings={"statement_timeout": "0"})

    engine = create_async_engine(
        "postgresql+asyncpg://", async_creator=connect, poolclass=pool.NullPool
    )
    async with engine.connect() as connection:
        # a session lock, not a transaction lock: a revision may commit midway
        await connection.execute(text("SET lock_timeout = 0"))
        await connection.execute(text(f"SELECT pg_advisory_lock({LOCK})"))
        await connection.execute(text("RESET lock_timeout"))
        await connection.commit()
        await connection.run_sync(run)
        await connection.commit()
    await engine.dispose()


def config(connection: "Connection", metadata: "MetaData") -> "Config":
    """Alembic's settings, without a file."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    made.attributes["connection"] = connection
    made.attributes["metadata"] = metadata
    return made
