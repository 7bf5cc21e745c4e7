"""Generates a working part: `new_part.py room/badges`. The templates are in `scripts/part`."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Template

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = Path(__file__).parent / "part"
SOURCE = ROOT / "src" / "convite"
REVISIONS = SOURCE / "migrations" / "versions"
FILES = ("__init__", "models", "schemas", "facts", "queries", "actions", "routes")
FEATURES = ROOT / "web" / "src" / "features"
CATALOGS = SOURCE / "locale"
#: The settings keep the last tab.
LAST_TAB = 100


def main() -> None:
    """Generates the part; refuses to overwrite anything."""
    wanted = sys.argv[1] if len(sys.argv) == 2 else ""
    if not re.fullmatch(r"[a-z]+/[a-z]+(_[a-z]+)*", wanted):
        raise SystemExit("Usage: make new-part NAME=package/things (lower case, a plural noun)")
    package, things = wanted.split("/")
    words = names(things)
    if not (SOURCE / package / "__init__.py").exists():
        raise SystemExit(
            f"There is no package {package}; create it and add it to the floors in pyproject.toml"
        )
    if (SOURCE / package / things).exists() or (FEATURES / things).exists():
        raise SystemExit(f"{wanted} already exists")
    previous = max(path.name[:4] for path in REVISIONS.glob("[0-9]*.py"))
    revision = f"{int(previous) + 1:04}"
    words |= {"package": package, "previous": previous, "revision": revision}
    words["order"] = str(max(tab_orders()) + 1)
    paths = {f"{stem}.py": SOURCE / package / things / f"{stem}.py" for stem in FILES}
    paths["migration.py"] = REVISIONS / f"{revision}_{things}.py"
    paths["example.py"] = ROOT / "tests" / "examples" / f"{things}.py"
    paths["test.py"] = ROOT / "tests" / package / f"test_{things}.py"
    pages = web_files(things, words["Thing"], words["Things"])
    # everything is rendered before anything is written, so that an error leaves nothing behind
    texts = {path: tidied(rendered(name, words), path) for name, path in paths.items()}
    texts |= {path: rendered(name, words) for name, path in pages.items()}
    for catalog in sorted(CATALOGS.glob("*/LC_MESSAGES/problems.po")):
        text = rendered(f"problems.{catalog.parts[-3]}.po", words)
        texts[catalog] = catalog.read_text() + text
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        print(path.relative_to(ROOT))
    prettier = ROOT / "web" / "node_modules" / ".bin" / "prettier"
    if prettier.exists():
        subprocess.run([prettier, "--write", "--log-level", "warn", *pages.values()], check=True)
    with (ROOT / "docs" / "map.md").open("a") as map_:
        map_.write(f"- `{package}/{things}`: describe them.\n")
    print(
        "Next: move its line in docs/map.md to its place, run `make gen`, run `make i18n`,"
        " and translate the page's new texts in web/src/locales"
    )


def web_files(things: str, thing: str, page: str) -> dict[str, Path]:
    """The templates of the page, and the file that each becomes."""
    folder = FEATURES / things
    return {
        "web/routes.ts": folder / "routes.ts",
        "web/queries.ts": folder / "queries.ts",
        "web/live.ts": folder / "live.ts",
        "web/page.tsx": folder / "pages" / f"{page}Page.tsx",
        "web/page.test.tsx": folder / "pages" / f"{page}Page.test.tsx",
        "web/form.tsx": folder / "components" / f"{thing}Form.tsx",
    }


def tab_orders() -> Iterator[int]:
    """The positions of an event's tabs, except the last."""
    yield 0
    for path in FEATURES.glob("*/routes.ts"):
        for order in re.findall(r"tab: \{[^}]*order: (\d+)", path.read_text()):
            if int(order) < LAST_TAB:
                yield int(order)


def names(things: str) -> dict[str, str]:
    """The noun's forms for the templates; `entries` becomes `entry`, `passes` becomes `pass`.

    Names in Python and SQL are `$thing` and `$things`, classes `$Thing` and `$Things`, identifiers in
    TypeScript `$camel` and `$camels`. URLs have `$path`, names of problems `$kebab`, prose `$one`,
    `$a_one` and `$many`.
    """
    thing = re.sub(r"ies$", "y", things)
    if thing == things:
        thing = re.sub(r"(?<=ss|sh|ch)es$|(?<=x)es$|(?<!s)s$", "", things)
    if thing == things:
        raise SystemExit(
            f"{things} is not a plural noun; name the part for its rows, as in {things}_entries"
        )
    one, many = thing.replace("_", " "), things.replace("_", " ")
    pascal, pascals = one.title().replace(" ", ""), many.title().replace(" ", "")
    a_one = f"{'an' if one[0] in 'aeio' else 'a'} {one}"
    return {
        "things": things,
        "thing": thing,
        "Things": pascals,
        "Thing": pascal,
        "THINGS": things.upper(),
        "camels": pascals[0].lower() + pascals[1:],
        "camel": pascal[0].lower() + pascal[1:],
        "path": things.replace("_", "-"),
        "kebab": thing.replace("_", "-"),
        "many": many,
        "Many": many.capitalize(),
        "one": one,
        "a_one": a_one,
        "A_one": a_one.capitalize(),
    }


def rendered(template: str, words: dict[str, str]) -> str:
    """A template's text with the part's names."""
    return Template((TEMPLATES / f"{template}.txt").read_text()).substitute(words)


def tidied(text: str, path: Path) -> str:
    """The text as the linter wants it: line breaks and the order of imports depend on the name."""
    # the folder has no `__init__.py` yet (INP001)
    for task in (("format",), ("check", "--fix", "--ignore", "INP001"), ("format",)):
        command = (sys.executable, "-m", "ruff", *task, "-q", "--stdin-filename", path, "-")
        done = subprocess.run(
            command, cwd=ROOT, input=text, check=False, capture_output=True, text=True
        )
        if done.returncode != 0:
            raise SystemExit(
                f"Nothing was written: {path.name} is refused\n{done.stderr or done.stdout}"
            )
        text = done.stdout
    return text


if __name__ == "__main__":
    main()
