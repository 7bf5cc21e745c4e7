"""A supervised Convite on a data folder of its own."""

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.chaos.supervised import Supervised


@pytest.fixture
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="cvkill"))
    made.chmod(0o777)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
async def supervised(folder: Path) -> AsyncIterator[Supervised]:
    made = Supervised(folder)
    await made.launch()
    yield made
    await made.end()
