"""Which fonts a text needs: the bundled ones, then the machine's, and which letters none has."""

import shutil
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

BUNDLED = Path(__file__).parent.parent / "templates" / "fonts" / "paper"
#: At most so many of the machine's fonts are used for one paper.
MAX_BORROWED = 6
#: Fonts of these families are preferred, because the bundled ones are of the same design.
PREFERRED = ("Noto Sans", "Noto Serif", "Noto")


@dataclass(frozen=True, kw_only=True, slots=True)
class Face:
    """A font file of the machine, and the face within it."""

    path: Path
    index: int


def letters_of(texts: Iterable[str]) -> set[str]:
    """The letters that need a glyph, composed as the typesetter composes them.

    Spaces, controls and marks that have no shape of their own (joiners, variation selectors) don't.
    """
    letters = set(unicodedata.normalize("NFC", "".join(texts)))
    return {letter for letter in letters if needs_glyph(letter)}


def needs_glyph(letter: str) -> bool:
    """Whether a missing glyph of this letter would be seen."""
    if unicodedata.category(letter) in ("Cc", "Cf", "Zs", "Zl", "Zp"):
        return False
    return not ("\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef")


def letters_in(face: Face) -> frozenset[int]:
    """The code points that a font has; none if the file is damaged."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(face.path, fontNumber=face.index, lazy=True) as font:
            return frozenset(font.getBestCmap() or {})
    except (TTLibError, OSError, ValueError):
        return frozenset()


@lru_cache
def bundled_letters() -> frozenset[int]:
    """The code points of all bundled fonts."""
    files = [path for path in BUNDLED.iterdir() if path.suffix in (".otf", ".ttf")]
    return frozenset().union(*(letters_in(Face(path=path, index=0)) for path in files))


def machine_faces() -> list[Face]:
    """The machine's upright regular fonts, the preferred families first."""
    import typst

    found: list[Any] = [
        info
        for info in typst.Fonts(include_system_fonts=True, include_embedded_fonts=False).fonts()
        if info.path and info.style == "normal" and info.weight == 400
    ]

    def rank(info: Any) -> tuple[int, str, str]:
        places = [n for n, name in enumerate(PREFERRED) if info.family.startswith(name)]
        return (min(places, default=len(PREFERRED)), info.family, info.path)

    return [Face(path=Path(info.path), index=info.index) for info in sorted(found, key=rank)]


def borrow(missing: set[str], folder: Path) -> set[str]:
    """Copies fonts of the machine that have the missing letters into a folder.

    Returns the letters that no font has. Copies, because Typst takes folders only, and the others of
    the machine's fonts must not change the page.
    """
    copied = 0
    for face in machine_faces():
        if not missing or copied == MAX_BORROWED:
            break
        known = letters_in(face)
        found = {letter for letter in missing if ord(letter) in known}
        if found:
            shutil.copy(face.path, folder / f"{copied}{face.path.suffix}")
            copied += 1
            missing = missing - found
    return missing
