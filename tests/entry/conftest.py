import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from convite.entry.postgres.cluster import Cluster


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


as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root")
