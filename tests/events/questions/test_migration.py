"""Questions asked before they had owners keep their event."""

import asyncpg
import pytest
from alembic import command
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from convite.core.database import engine_url
from convite.core.db import Base
from convite.core.ids import new_id
from convite.entry.postgres import migration
from tests.database import cluster, named

pytestmark = pytest.mark.pg15

QUESTION = """
INSERT INTO questions (id, organization_id, event_id, scope, kind, label)
VALUES ($1, $2, $3, $4, 'text', 'Meal?')
"""


async def upgrade(dsn: str, revision: str) -> None:
    engine = create_async_engine(engine_url(dsn))

    def run(connection: Connection) -> None:
        command.upgrade(migration.config(connection, Base.metadata), revision)

    async with engine.connect() as connection:
        await connection.run_sync(run)
        await connection.commit()
    await engine.dispose()


async def test_owner_is_the_event_that_asked() -> None:
    name, owner = "owners", named(cluster().dsns().owner, "owners")
    root = await asyncpg.connect(cluster().superuser_dsn())
    await root.execute(f"CREATE DATABASE {name} OWNER convite_owner")
    await upgrade(owner, "0014")
    inside = await asyncpg.connect(named(cluster().superuser_dsn(), name))
    await inside.execute("SET session_replication_role = replica")  # no need of a real event
    asked = [(new_id(), new_id(), new_id(), scope) for scope in ("rsvp", "plus_one")]
    await inside.executemany(QUESTION, asked)
    await inside.execute("RESET session_replication_role")

    await upgrade(owner, "0015")

    rows = await inside.fetch("SELECT * FROM questions ORDER BY id")
    assert [(row["id"], row["owner_kind"], row["owner_id"]) for row in rows] == [
        (key, "event", event) for key, _, event, _ in asked
    ]
    with pytest.raises(asyncpg.CheckViolationError, match="questions_owner_check"):
        await inside.execute("UPDATE questions SET event_id = NULL")
    await inside.close()
    await root.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await root.close()
