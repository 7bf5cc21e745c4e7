"""What holds for all tests: which are fast, the running Convite they share, and the last line."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, settings

from tests.world import World, running_world

# Examples are generated beside other tests, which says nothing about the code's own speed.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

HERE = Path(__file__).parent
#: Fixtures that need a database server.
DATABASE = {"world", "shared_world", "place"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Contracts and pure computation need nothing but Python: they're the fast part.

    Browser tests come last: a browser keeps its own loop running in this thread, in which no other
    test could start one.
    """
    items.sort(key=lambda item: "e2e" in item.path.parts)
    for item in items:
        is_contract = (HERE / "contracts") in item.path.parents
        is_pure = not DATABASE & set(getattr(item, "fixturenames", ()))
        if (is_contract or item.path.name == "test_rules.py") and is_pure:
            item.add_marker(pytest.mark.unit)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def shared_world() -> AsyncIterator[World]:
    """Two API processes on a database of their own, started once for the whole run."""
    async with running_world() as made:
        yield made


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def world(shared_world: World) -> AsyncIterator[World]:
    """The running Convite; after each file of tests nothing that must never be true is."""
    yield shared_world
    assert await shared_world.faults() == []


@pytest.fixture
def worker(world: World) -> Iterator[None]:
    """A worker on the world's database, for the time of a test."""
    with world.worker():
        yield


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """One plain line for whoever reads only the last."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or hasattr(config, "workerinput"):
        return
    failed = len(reporter.stats.get("failed", [])) + len(reporter.stats.get("error", []))
    reporter.write_line(f"{len(reporter.stats.get('passed', []))} passed, {failed} failed")
