"""The languages are listed once, in `core.language`: a new one is an entry there and its catalogues."""

import json
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from convite.core.language import FOLDER, LOCALES, Locale
from tests.contracts.sources import ROOT, SOURCE, TESTS, files, told
from tests.routes import documented

pytestmark = pytest.mark.unit

WEB = ROOT / "web"
LIST = SOURCE / "core" / "language.py"
GENERATED = {WEB / "src" / "api" / "client" / "schema.ts", WEB / "src" / "lib" / "languages.json"}
#: Texts in each language, which a new one needs too; and guests' texts of the made-up event.
CATALOGUES = {WEB / "src" / "rsvp" / "words.ts", SOURCE / "entry" / "demo" / "wedding.py"}
ANY = "|".join(LOCALES)
CODE = re.compile(rf"""["']({ANY})["']|[{{,]\s*({ANY})\s*[:,}}]""")


def sources() -> list[Path]:
    kinds = ("*.ts", "*.tsx", "*.js", "*.json")
    web = [path for kind in kinds for path in (WEB / "src").rglob(kind)]
    top = [path for kind in ("*.ts", "*.js") for path in WEB.glob(kind)]
    pages = [*(SOURCE / "templates").rglob("*.html"), *(SOURCE / "templates").rglob("*.typ")]
    return [*files(SOURCE), *(path for path in web if ".test." not in path.name), *top, *pages]


def named(path: Path) -> set[str]:
    return {code for found in CODE.findall(path.read_text()) for code in found if code}


def test_no_other_file_lists_the_languages() -> None:
    lists = {path for path in sources() if len(named(path)) > 1}

    assert {LIST, *GENERATED} <= lists
    assert {told(path) for path in lists - {LIST, *GENERATED, *CATALOGUES}} == set()


def test_no_test_repeats_the_list() -> None:
    """Single languages are examples; all of them in a row are the list."""
    row = re.compile(", ".join(f"[\"']{code}[\"']" for code in LOCALES))
    repeated = {told(path) for path in files(TESTS) if row.search(path.read_text())}

    assert repeated == set()


def test_each_language_has_its_catalogues() -> None:
    for folder in (FOLDER, WEB / "src" / "locales"):
        kept = {path.stem for path in folder.iterdir() if path.name != "__pycache__"}
        assert kept == set(LOCALES)


def test_web_app_has_the_list_of_the_contract() -> None:
    """`make gen` writes it anew."""
    schema = documented()["components"]["schemas"]["Locale"]
    kept = json.loads((WEB / "src" / "lib" / "languages.json").read_text())

    assert schema["enum"] == [locale.value for locale in Locale]
    assert kept == schema["x-languages"]
    assert list(kept) == schema["enum"]


def test_english_stands_in_the_code_alone() -> None:
    """Its catalogue keeps no copies of the keys, which would be shown when a key has changed."""
    with (FOLDER / "en" / "LC_MESSAGES" / "convite.po").open("rb") as kept:
        texts = [one.string for one in read_po(kept, locale="en") if one.id]

    assert not any(
        text for entry in texts for text in (entry if isinstance(entry, tuple) else [entry])
    )
