"""`make new-part` writes a part that stands where it belongs, and that nothing central has to name."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contracts.sources import ROOT

pytestmark = pytest.mark.unit

#: What a newcomer would have to read, the map and the recorded contract included.
MAX_FILES = 12
#: The same for the web app.
MAX_WEB_FILES = 8
#: What `make gen` writes anew.
GENERATED = {
    Path("web/openapi.json"),
    Path("web/src/api/client/schema.ts"),
    Path("web/src/api/facts.ts"),
}
COPIED = ("src/convite", "scripts", "tests/examples", "docs", "pyproject.toml")


def run(folder: Path, *command: str) -> str:
    """Runs Python in the copy, with the copy's own sources."""
    environment = {**os.environ, "PYTHONPATH": str(folder / "src")}
    return subprocess.run(
        [sys.executable, *command],
        cwd=folder, env=environment, check=True, stdout=subprocess.PIPE, text=True,
    ).stdout  # fmt: skip


def files_of(folder: Path) -> dict[Path, bytes]:
    return {
        path.relative_to(folder): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and ".ruff_cache" not in path.parts
    }


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in COPIED:
        source, target = ROOT / name, tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("static", "__pycache__"))
        else:
            shutil.copy(source, target)
    return tmp_path


@pytest.mark.parametrize(("name", "one"), [("badges", "badge"), ("allergies", "allergy")])
def test_new_part_is_served_without_a_change_elsewhere(copy: Path, name: str, one: str) -> None:
    before = files_of(copy)

    run(copy, "scripts/new_part.py", f"room/{name}")

    after = files_of(copy)
    touched = {path for path, content in after.items() if before.get(path) != content}
    web = {path for path in touched | GENERATED if path.is_relative_to("web/src")}
    assert len((touched | GENERATED) - web) <= MAX_FILES
    assert len(web) <= MAX_WEB_FILES
    assert {path for path in touched if path in before} == {Path("docs/map.md")}
    run(copy, "-m", "ruff", "check", "src", "tests")
    run(copy, "-m", "ruff", "format", "--check", "src", "tests")
    paths = json.loads(run(copy, "-m", "convite.entry.cli", "openapi"))["paths"]
    assert set(paths[f"/api/events/{{event_id}}/{name}"]) == {"get", "post"}
    assert set(paths[f"/api/events/{{event_id}}/{name}/{{{one}_id}}"]) == {"get", "patch", "delete"}


def test_a_part_is_not_written_twice(copy: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(copy / "src")}
    done = subprocess.run(
        [sys.executable, "scripts/new_part.py", "events/gates"],
        cwd=copy, env=environment, check=False, capture_output=True, text=True,
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (1, "There is a part events/gates already\n")
