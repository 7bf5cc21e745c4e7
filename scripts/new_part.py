"""Writes the files of a new part and of its tests: `new_part.py room/badges`."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILES = {
    "__init__": (
        '"""{title}: what it is, in a sentence.\n\n'
        'Tables: none yet. It refuses to know: say what.\n"""\n'
    ),
    "models": '"""Tables of {name}."""\n',
    "schemas": '"""Shapes of {name} that come in and go out."""\n',
    "facts": '"""What can have happened to {name}."""\n',
    "queries": '"""Reads of {name}."""\n',
    "actions": '"""Writes of {name}: one function per thing a person can do."""\n',
    "policy": '"""Who may do what with {name}."""\n',
    "routes": '"""The doors of {name}."""\n',
}


def main() -> None:
    """Writes what isn't there yet; nothing is overwritten."""
    wanted = sys.argv[1] if len(sys.argv) == 2 else ""
    if not re.fullmatch(r"[a-z]+/[a-z]+", wanted):
        raise SystemExit("Say `make new-part NAME=package/part`, lower case, a plural noun")
    package, part = wanted.split("/")
    folder = ROOT / "src" / "convite" / package / part
    if not folder.parent.exists():
        raise SystemExit(f"There is no package {package}; place it in the floors of pyproject.toml")
    tests = ROOT / "tests" / package / part
    folder.mkdir(exist_ok=True)
    tests.mkdir(parents=True, exist_ok=True)
    for stem, text in FILES.items():
        write(folder / f"{stem}.py", text.format(name=part, title=part.capitalize()))
    write(tests / "test_actions.py", f'"""Writes of {part}."""\n')
    with (ROOT / "docs" / "map.md").open("a") as map_:
        map_.write(f"- `{package}/{part}`: say what it is.\n")
    print(
        "Now: docs/map.md (its line), entry/wiring.py (tables, routes), entry/reactions.py (jobs)"
    )


def write(path: Path, text: str) -> None:
    """Writes a file unless it's there."""
    if not path.exists():
        path.write_text(text)
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
