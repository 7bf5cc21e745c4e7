"""Where a line belongs has one answer, since files and folders have few names."""

import ast
import re
import tomllib

from tests.contracts.sources import ROOT, SOURCE, files, packages, parts, told

PART_FILES = {
    *("__init__.py", "models.py", "rules.py", "schemas.py", "facts.py", "queries.py"),
    *("actions.py", "policy.py", "routes.py", "jobs.py", "hot.py"),
}
BANNED = {"manager", "helper", "util", "base", "common", "data", "info"}
IGNORED = {"__pycache__", "node_modules"}
HIDDEN = re.compile(r"^[._]")


def words(name: str) -> set[str]:
    """The words of a file's name, singular."""
    return {word.removesuffix("s") for word in re.split(r"[_.\-]", name.lower())}


def test_parts_have_the_ten_kinds_of_files_and_no_other() -> None:
    strange = {
        told(path)
        for part in parts()
        for path in part.iterdir()
        if path.name not in PART_FILES | IGNORED
    }

    assert strange == set()


def test_every_package_is_checked_for_cycles() -> None:
    """The linter's contract lists packages by hand. `entry` wires itself together."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    checked = {
        name
        for contract in contracts["contracts"]
        if contract["type"] == "acyclic_siblings"
        for name in contract["ancestors"]
    }
    there = {f"convite.{path.parent.name}" for path in SOURCE.glob("*/__init__.py")}

    assert checked == there - {"convite.entry", "convite.migrations"}


def test_packages_of_parts_hold_parts_only() -> None:
    strange = {
        told(path)
        for package in packages()
        for path in package.iterdir()
        if path.name != "__init__.py" and path.name not in IGNORED and path not in parts()
    }

    assert strange == set()


def test_no_name_says_nothing() -> None:
    named = {path for file in files(SOURCE) for path in (file, *file.relative_to(SOURCE).parents)}
    vague = {
        str(path)
        for path in named
        if words(path.stem) & BANNED or re.search(r"(_v|service)\d+$", path.stem)
    }

    assert vague == set()


#: What a part declares itself with.
DECLARING = {"Part", "Table", "Purpose", "FileAccess"}


def test_init_holds_a_paragraph_and_what_the_part_declares() -> None:
    """What it is, its tables, what it refuses to know; nothing is exported again."""
    wrong = {
        told(path)
        for path in SOURCE.rglob("__init__.py")
        if not is_plain_init(ast.parse(path.read_text()), path.parent in parts())
    }

    assert wrong == set()


def is_plain_init(tree: ast.Module, is_part: bool) -> bool:
    """A docstring; of a part, and of core, its `PART` besides."""
    said = [ast.unparse(node).partition("(")[0] for node in tree.body[1:]]
    start = "from convite.core.parts import "
    declared = said[1:] == ["PART = Part"] and said[0].startswith(start)
    taken = set(said[0].removeprefix(start).split(", ")) if declared else set()
    plain = "Part" in taken and taken <= DECLARING
    return ast.get_docstring(tree) is not None and (plain or (not is_part and said == []))


def test_every_folder_is_on_the_map() -> None:
    text = (ROOT / "docs" / "map.md").read_text()
    top = {path.name for path in ROOT.iterdir() if path.is_dir() and not HIDDEN.match(path.name)}
    top -= {"src", "node_modules", "dist", "build", "var", "shots"}
    source = {f"src/convite/{path.name}" for path in SOURCE.iterdir() if path.is_dir()}
    missing = {
        name for name in top | source if f"`{name}`" not in text and "__pycache__" not in name
    }

    assert missing == set()


def test_doors_decide_nothing() -> None:
    """Routes and socket commands parse, ask policy and call one action: they refuse only what they
    can't find. Whatever else is refused is a condition on the person (policy) or the thing (action).
    """
    doors = [*SOURCE.glob("*/*/routes.py"), *SOURCE.glob("entry/**/commands.py")]
    deciding = {
        f"{told(path)}:{node.lineno} {ast.unparse(node.exc)[:40]}"
        for path in doors
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Raise) and node.exc is not None and not says_not_found(node.exc)
    }

    assert len(doors) > 20
    assert deciding == set()


def says_not_found(raised: ast.expr) -> bool:
    """Whether this is `NotFound`, with or without words."""
    name = raised.func if isinstance(raised, ast.Call) else raised
    return isinstance(name, ast.Name) and name.id == "NotFound"
