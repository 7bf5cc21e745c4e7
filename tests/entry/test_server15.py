"""PostgreSQL 15 takes the same roles, limits and migrations, with a plain owner."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from convite.core.config import Settings
from convite.entry.operations import backup, doctor
from convite.entry.postgres import migration
from convite.entry.postgres.cluster import Cluster
from tests.servers import BIN_15, Cluster15

pytestmark = [
    pytest.mark.pg15,
    pytest.mark.skipif(
        not (BIN_15 / "postgres").exists(),
        reason="no PostgreSQL 15 on this machine; as root `make test` installs it",
    ),
]


@pytest.fixture
def server(open_folder: Path) -> Iterator[Cluster]:
    made = Cluster15(open_folder / "data")
    made.start()
    yield made
    made.stop()


def problems(cluster: Cluster) -> list[str]:
    async def look() -> list[str]:
        settings = Settings(data_dir=cluster.data_dir, _env_file=None)
        seen = doctor.examine(settings, cluster.dsns(), invariants=False)
        return [finding.text async for finding in seen if not finding.is_fine]

    return asyncio.run(look())


def test_roles_and_migration_pass_the_doctor(server: Cluster) -> None:
    assert migration.migrate(server.dsns().owner)

    assert problems(server) == []
    assert not migration.migrate(server.dsns().owner)


def test_backup_of_15_restores_into_18(server: Cluster, open_folder: Path, tmp_path: Path) -> None:
    settings = Settings(data_dir=server.data_dir, _env_file=None)
    migration.migrate(server.dsns().owner)
    backup.backup(settings, server.dsns().owner, tmp_path / "copy")
    newer = Cluster(open_folder / "newer")
    newer.start()

    backup.restore(settings, newer.dsns().owner, tmp_path / "copy")

    assert problems(newer) == []
    newer.stop()


def test_server_is_15(server: Cluster) -> None:
    async def version() -> int:
        connection = await asyncpg.connect(server.dsns().app)
        try:
            return connection.get_server_version().major
        finally:
            await connection.close()

    assert asyncio.run(version()) == 15
