"""A database of its own for a test: cloned from a migrated one, on a server of this run."""

import atexit
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg

from convite.core.database import Database, open_database
from convite.core.dsns import Dsns
from convite.entry.postgres import migration
from convite.entry.postgres.cluster import Cluster
from tests.servers import throwaway_cluster

NUMBERS = count(1)
#: Uploads and the server key of this run; nobody's own data folder is touched.
FILES = tempfile.mkdtemp(prefix="cvfiles")
os.environ.setdefault("CONVITE_DATA_DIR", FILES)
atexit.register(shutil.rmtree, FILES, ignore_errors=True)


@dataclass(frozen=True, kw_only=True)
class Fresh:
    """A test's own database, as each role."""

    dsns: Dsns
    app: Database
    system: Database


@lru_cache
def cluster() -> Cluster:
    """The server of this run; it ends with it."""
    folder = Path(tempfile.mkdtemp(prefix="cv"))
    folder.chmod(0o777)
    made = throwaway_cluster(folder / "data")
    made.start()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(made.stop)
    return made


@lru_cache
def migrated() -> Cluster:
    """The server, its database migrated: what clones are made of."""
    from concurrent.futures import ThreadPoolExecutor

    server = cluster()
    # the migration runs a loop of its own, and a test is inside one already
    with ThreadPoolExecutor(1) as thread:
        thread.submit(migration.migrate, server.dsns().owner).result()
    return server


def named(dsn: str, name: str) -> str:
    """The address of another database of the server."""
    parts = urlsplit(dsn)
    return dsn.replace(f"{parts.path}?", f"/{name}?")


@asynccontextmanager
async def fresh() -> AsyncIterator[Fresh]:
    """A clone, dropped at the end."""
    server, name = migrated(), f"test_{next(NUMBERS)}"
    admin = await asyncpg.connect(server.superuser_dsn())
    await admin.execute(f"CREATE DATABASE {name} TEMPLATE convite OWNER convite_owner")
    plain = server.dsns()
    dsns = Dsns(
        app=named(plain.app, name), system=named(plain.system, name), owner=named(plain.owner, name)
    )
    app = await open_database(dsns.app, pool_size=6)
    system = await open_database(dsns.system, pool_size=4)
    try:
        yield Fresh(dsns=dsns, app=app, system=system)
    finally:
        await app.close()
        await system.close()
        await admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
        await admin.close()
