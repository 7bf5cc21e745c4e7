"""Readiness: a database of an older revision isn't ready for this program."""

from types import SimpleNamespace
from typing import Any

import asyncpg
import pytest

from convite.core.problems import Unavailable
from convite.entry.http.health import readyz
from convite.entry.postgres.migration import head
from tests.database import fresh
from tests.world import World


async def test_readiness_says_the_revision_of_the_database(world: World) -> None:
    answer = await world.http.get("/readyz")

    assert answer.status_code == 200
    assert answer.json()["migration"] == head()


async def test_database_of_an_older_revision_is_not_ready() -> None:
    async with fresh() as made:
        request: Any = SimpleNamespace(
            app=SimpleNamespace(state=SimpleNamespace(system=made.system))
        )
        assert (await readyz(request))["status"] == "ok"
        owner = await asyncpg.connect(made.dsns.owner)
        await owner.execute("UPDATE alembic_version SET version_num = '9999'")
        assert (await readyz(request))["migration"] == "9999"
        await owner.execute("UPDATE alembic_version SET version_num = '0001'")
        await owner.close()

        with pytest.raises(Unavailable, match="revision 0001"):
            await readyz(request)
