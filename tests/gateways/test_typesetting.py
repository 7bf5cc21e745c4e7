"""Typesetting: every script is printed or said to be missing, and nothing runs forever."""

import re
import time
from pathlib import Path
from typing import Any

import pytest

from convite.gateways import typefaces
from convite.gateways.typefaces import BUNDLED, bundled_letters, letters_of
from convite.gateways.typesetting import (
    TypesettingFailed,
    TypesettingTimedOut,
    compiled,
    typeset,
    with_blanks,
)

#: Ends after some days.
ENDLESS = "#let n = 0\n#for a in range(1000000) { for b in range(1000000) { n += 1 } }\n#n"


def cards(*names: str) -> dict[str, Any]:
    """The values of place cards with these names."""
    blank = {"text": "", "rtl": False}
    return {
        "title": {"text": "Party", "rtl": False}, "blanks": {"text": "Fill in", "rtl": False},
        "hue": 350, "paper": "a4", "locale": "en", "rtl": False,
        "cards": [{"name": {"text": name, "rtl": False}, "seat": blank} for name in names],
    }  # fmt: skip


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type ?/Page\b", pdf))


async def test_a_document_that_does_not_end_is_killed(tmp_path: Path) -> None:
    (tmp_path / "endless.typ").write_text(ENDLESS)
    began = time.monotonic()

    with pytest.raises(TypesettingTimedOut):
        await typeset("endless", {}, seconds=2, folder=tmp_path)

    assert time.monotonic() - began < 20


async def test_a_document_that_cannot_be_typeset_says_why(tmp_path: Path) -> None:
    (tmp_path / "broken.typ").write_text('#panic("no such seat")')

    with pytest.raises(TypesettingFailed, match="no such seat"):
        await typeset("broken", {}, seconds=60, folder=tmp_path)


async def test_another_process_makes_the_same_page() -> None:
    made = await typeset("place_cards", cards("Zoë"), seconds=60)

    assert made.content.startswith(b"%PDF-")
    assert made.missing == frozenset()


@pytest.mark.unit
@pytest.mark.parametrize(
    "name",
    [
        "שרה כהן-לוי",
        "สมชาย ใจดี",
        "नरेन्द्र शर्मा",
        "Ana 🎉 Party",
        "سلمى",
        "Zoe\u0308",
        "①²½Ⅻ",
        "👩‍👩‍👧‍👦",
    ],
)
def test_the_bundled_fonts_have_the_letters_of(name: str) -> None:
    missing = {letter for letter in letters_of([name]) if ord(letter) not in bundled_letters()}

    assert missing == set()


def test_letters_that_no_font_has_are_named_and_become_blanks(monkeypatch: Any) -> None:
    monkeypatch.setattr(typefaces, "machine_faces", list)  # a machine without fonts
    made = compiled("place_cards", cards("김철수", "Ana"))

    assert made.missing == frozenset("김철수")
    assert pages(made.content) == pages(compiled("place_cards", cards("Kim", "Ana")).content) + 1


def test_the_machines_fonts_are_used_for_letters_that_ours_lack(
    monkeypatch: Any, tmp_path: Path
) -> None:
    here = typefaces.Face(path=BUNDLED / "NotoSansHebrew-Regular.ttf", index=0)
    monkeypatch.setattr(typefaces, "machine_faces", lambda: [here])

    assert typefaces.borrow({"ש", "김"}, tmp_path) == {"김"}
    assert [path.suffix for path in tmp_path.iterdir()] == [".ttf"]


@pytest.mark.unit
def test_a_run_of_missing_letters_is_one_blank() -> None:
    assert with_blanks("Ana 山田 太郎", set("山田太郎")) == "Ana ____ ____"
