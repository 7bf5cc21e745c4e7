import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from convite.core.log import REACTIONS
from convite.core.queue import JOBS, Job
from convite.entry.postgres.cluster import Cluster
from tests.database import Fresh, fresh
from tests.hosts import Host, make_silent_host


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter, unlike pytest's own."""
    made = Path(tempfile.mkdtemp(prefix="cv"))
    made.chmod(0o777)
    yield made
    shutil.rmtree(made)


@pytest.fixture
def cluster(open_folder: Path) -> Iterator[Cluster]:
    made = Cluster(open_folder / "data")
    yield made
    made.stop()


@pytest.fixture
def ran() -> list[Job]:
    """What ran; the registries are as before when the test ends."""
    return []


@pytest.fixture(autouse=True)
def clean_registries():
    jobs, reactions = dict(JOBS), {key: list(names) for key, names in REACTIONS.items()}
    yield
    JOBS.clear()
    JOBS.update(jobs)
    REACTIONS.clear()
    REACTIONS.update(reactions)


@pytest.fixture
async def place() -> AsyncIterator[tuple[Fresh, Host]]:
    async with fresh() as database:
        yield database, await make_silent_host(database)


as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root")
