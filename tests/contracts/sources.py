"""The source files, as the contracts read them."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "convite"
TESTS = ROOT / "tests"
#: Plain modules: every other package is made of parts.
PLAIN = {"core", "gateways", "live", "entry", "migrations", "static", "locales", "templates"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py") if "static" not in path.parts)


def told(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, Function):
            yield node


def packages() -> list[Path]:
    """The packages that are made of parts."""
    return sorted(
        path
        for path in SOURCE.iterdir()
        if (path / "__init__.py").exists() and path.name not in PLAIN
    )


def parts() -> list[Path]:
    return sorted(
        part
        for package in packages()
        for part in package.iterdir()
        if (part / "__init__.py").exists()
    )
