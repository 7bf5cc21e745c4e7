"""Generated files are fresh: OpenAPI, live messages, the pages' tokens, and the migrations."""

import json
import runpy
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from convite.core.database import engine_url
from convite.core.db import Base
from convite.entry import fact_types, wiring
from tests.contracts.sources import ROOT
from tests.routes import documented
from tests.world import World

assert wiring.TABLES
#: Made by plain SQL, since no model stands for them.
BY_SQL = {"alembic_version", "generation", "place_kinds"}


def test_openapi_is_fresh() -> None:
    """`make gen` writes it anew."""
    kept = json.loads((ROOT / "web" / "openapi.json").read_text())

    assert kept == json.loads(json.dumps(documented()))


def test_tokens_of_pages_are_fresh() -> None:
    """Public pages have the app's colours: `make gen` writes them anew."""
    made = runpy.run_path(str(ROOT / "scripts" / "page_tokens.py"))

    assert made["MADE"].read_text() == made["tokens_for_pages"]()


def test_live_messages_are_fresh() -> None:
    """`make gen` writes them anew."""
    kept = (ROOT / "web" / "src" / "api" / "facts.ts").read_text()

    assert kept == fact_types.as_typescript()


def is_a_model(thing: Any, name: str, kind: str, reflected: bool, other: Any) -> bool:
    """Leaves out what only SQL makes: the generation, and the log's partitions."""
    table = name if kind == "table" else getattr(getattr(thing, "table", None), "name", "")
    return table not in BY_SQL and not str(table).startswith("activity_log_")


@pytest.mark.pg15
async def test_models_and_migrated_database_are_the_same(world: World) -> None:
    engine = create_async_engine(engine_url(world.dsns.owner))

    def differences(connection: Connection) -> list[Any]:
        options = {"include_object": is_a_model, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, Base.metadata))

    async with engine.connect() as connection:
        found = await connection.run_sync(differences)
    await engine.dispose()

    assert found == []
