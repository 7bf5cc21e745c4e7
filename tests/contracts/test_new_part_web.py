"""The page that `make new-part` writes is typed, linted and tested like any other."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contracts.sources import ROOT

MODULES = ROOT / "web" / "node_modules"
NODE = "import sys; sys.path.insert(0, 'scripts'); import setup; print(setup.node_path())"
GENERATED = ("web/openapi.json", "web/src/api/facts.ts")
IGNORED = shutil.ignore_patterns("node_modules", "static", "__pycache__")


def run(folder: Path, *command: str | Path) -> str:
    """Runs a program in the copy, with the copy's sources and the machine's Node."""
    found = subprocess.run(
        [sys.executable, "-c", NODE], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    environment = {**os.environ, "PATH": found.stdout.strip()}
    here = folder if (folder / "src" / "convite").exists() else folder.parent
    environment["PYTHONPATH"] = str(here / "src")
    done = subprocess.run(
        command, cwd=folder, env=environment, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in ("src/convite", "scripts", "tests/examples", "docs", "web"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=IGNORED)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    # the cases that tests of both languages read
    shared = Path("tests") / "data" / "search.json"
    (tmp_path / shared).parent.mkdir(parents=True)
    shutil.copy(ROOT / shared, tmp_path / shared)
    (tmp_path / "web" / "node_modules").symlink_to(MODULES)
    return tmp_path


@pytest.mark.skipif(not MODULES.exists(), reason="the web app's packages aren't installed")
def test_new_page_passes_the_checks_of_the_web_app(copy: Path) -> None:
    web, bin_ = copy / "web", MODULES / ".bin"
    run(copy, sys.executable, "scripts/new_part.py", "messaging/greeting_cards")
    for command, target in zip(("openapi", "facts"), GENERATED, strict=True):
        (copy / target).write_text(run(copy, sys.executable, "-m", "convite.entry.cli", command))
    shapes = ("openapi.json", "--default-non-nullable=false", "-o", "src/api/client/schema.ts")
    run(web, bin_ / "openapi-typescript", *shapes)

    run(web, bin_ / "tsc", "--noEmit")
    run(web, bin_ / "eslint", "src/features/greeting_cards")
    run(web, bin_ / "prettier", "--check", "src/features/greeting_cards")
    run(web, bin_ / "vitest", "run", "src/features/greeting_cards", "src/app/router.test.ts")
