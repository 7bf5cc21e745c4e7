"""Reads workbooks: XLSX, XLS and ODS, sheet by sheet, with cells that an XLSX merges down a column."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from convite.core.problems import FieldText, invalid
from convite.core.sheet_opening import open_sheet
from convite.core.sheet_text import bad_file, no_table, visible
from convite.core.sheet_writing import own_cell

ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
#: The name of the stream in which Excel encrypts a workbook that has a password.
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
#: What an OpenDocument file is, by the part `mimetype`.
OPEN_SHEET = b"application/vnd.oasis.opendocument.spreadsheet"
#: Most bytes an XLSX may decompress to; guards against zip bombs.
MAX_UNFOLDED = 300 << 20
#: The parts that list a workbook's sheets, and most bytes of each.
LISTS = ("xl/workbook.xml", "xl/workbook.bin", "xl/_rels/workbook.xml.rels")
MAX_LIST = 4 << 20
#: What else is a ZIP archive, by a part that it contains: no tables, and what may be tables.
NO_TABLES = (
    ("word/document.xml", "This is a Word document"),
    ("ppt/presentation.xml", "This is a presentation"),
)
OTHER_BOOKS = (("Index/Document.iwa", "This is a Numbers or Pages document"),)
DAMAGED = FieldText(
    name="sheet.damaged",
    english="The workbook is damaged. Save it again as .xlsx or .csv and upload that.",
)
LOCKED = FieldText(
    name="sheet.locked",
    english="The workbook has a password. Save it without one and upload it again.",
)
BOMB = FieldText(
    name="sheet.bomb",
    english=(
        "The workbook unfolds to far more than a guest list. Save only the list as .xlsx or .csv and"
        " upload that."
    ),
)
VAST = FieldText(
    name="sheet.vast",
    english=(
        "The sheet is far larger than a guest list: it has too many rows, columns or letters. Save only"
        " the list as .xlsx or .csv and upload that."
    ),
)
#: Tags are matched up to the next one at most, and never from a second place inside: a file of broken
#: tags takes no longer than one of whole ones.
MERGED = re.compile(
    rb'<mergeCell\s(?>[^<>]*?ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")[^<>]*+>'
)
#: Merged cells of a sheet that are looked at.
MAX_MERGED = 500_000
#: A cell with a value.
FILLED = re.compile(rb'<c(?=\s)(?>[^<>]*?\sr="([A-Z]{1,3})[0-9]{1,7}")[^<>]*+(?<!/)>')


@dataclass(frozen=True, kw_only=True)
class Book:
    """One sheet of a workbook."""

    #: The sheet that was read.
    sheet: str
    #: All visible sheets.
    sheets: list[str]
    #: Line and cells.
    rows: Iterator[tuple[int, list[str]]]


def read_book(content: bytes, sheet: str | None = None) -> Book:
    """Reads the named sheet of a workbook, or the first visible one. Slow: call it in a thread.

    Raises:
        Invalid: it is damaged, too large, not a workbook, or has no such sheet.
    """
    is_archive = content[:4] == ZIP
    if is_archive:
        check_archive(content)
    elif ENCRYPTED in content:
        raise bad_file(LOCKED)
    about, stream = open_sheet(content, sheet, hidden_sheets(content) if is_archive else set())
    if about["fault"] == "no-sheet":
        raise invalid("sheet", no_sheet(about["chosen"], about["shown"]))
    if about["fault"]:
        raise bad_file(VAST if about["fault"] == "vast" else DAMAGED)
    import polars as pl

    table = pl.read_ipc_stream(io.BytesIO(stream))
    fills = merged_cells(content, about["names"].index(about["chosen"])) if is_archive else {}
    return Book(sheet=about["chosen"], sheets=about["shown"], rows=rows_of(table, fills))


def no_sheet(chosen: str, shown: list[str]) -> FieldText:
    """The workbook doesn't have the chosen sheet; says which it has."""
    sheets = ", ".join(shown)
    english = f"The workbook has no sheet {chosen!r}; use {sheets}."
    return FieldText(
        name="sheet.no-sheet", english=english, values={"sheet": chosen, "sheets": sheets}
    )


def rows_of(table: Any, fills: dict[int, list[tuple[int, int]]]) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table; merged cells have their text in each row."""
    lasting: dict[int, tuple[int, str]] = {}
    for line, values in enumerate(table.iter_rows(), start=1):
        cells = [own_cell(visible(cell).strip()) if cell else "" for cell in values]
        for place, (last, text) in lasting.items():
            if line <= last and not cells[place]:
                cells[place] = text
        for place, last in fills.get(line, ()):
            if place < len(cells):
                lasting[place] = (last, cells[place])
        yield line, cells


def merged_cells(content: bytes, number: int) -> dict[int, list[tuple[int, int]]]:
    """Cells merged over several rows: first row → column (from the first filled one), last row."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        path = sheet_path(parts, number)
        if path is None:
            return {}
        markup = parts.read(path)
    start = markup.find(b"<mergeCells")
    found = list(islice(MERGED.finditer(markup, start), MAX_MERGED)) if start >= 0 else []
    if not found:
        return {}
    first = min((column(cell[1]) for cell in FILLED.finditer(markup)), default=0)
    fills: dict[int, list[tuple[int, int]]] = {}
    for cell in found:
        place, top, last = column(cell[1]) - first, int(cell[2]), int(cell[4])
        if last > top and place >= 0:
            fills.setdefault(top, []).append((place, last))
    return fills


def column(letters: bytes) -> int:
    """A column's index: `b"A"` → 0, `b"AB"` → 27."""
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index - 1


SHEET = re.compile(r"<sheet\s[^<>]*+>")
RELATION = re.compile(r"<Relationship\s[^<>]*+>")


def sheet_tags(parts: zipfile.ZipFile) -> list[str]:
    """How a workbook declares its sheets, in order."""
    try:
        return SHEET.findall(parts.read("xl/workbook.xml").decode(errors="replace"))
    except KeyError:
        return []


def hidden_sheets(content: bytes) -> set[int]:
    """The numbers of the sheets that a spreadsheet program doesn't show."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        tags = sheet_tags(parts)
    return {place for place, tag in enumerate(tags) if re.search('state="(veryH|h)idden"', tag)}


def sheet_path(parts: zipfile.ZipFile, number: int) -> str | None:
    """The archive's part with the sheet of this number, or None if it can't be told."""
    tags, relations_path = sheet_tags(parts), "xl/_rels/workbook.xml.rels"
    if number >= len(tags) or relations_path not in parts.namelist():
        return None
    key = re.search('r:id="([^"]+)"', tags[number])
    relations = RELATION.findall(parts.read(relations_path).decode(errors="replace"))
    relation = next((one for one in relations if key and f'Id="{key[1]}"' in one), "")
    target = re.search(r'Target="([^"]+)"', relation)
    if target is None:
        return None
    path = target[1].lstrip("/")
    path = path if path.startswith("xl/") else f"xl/{path}"
    return path if path in parts.namelist() else None


def check_archive(content: bytes) -> None:
    """Decompresses a workbook in pieces and stops if it grows too large.

    The size declared in the archive isn't trusted.
    """
    unfolded = 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = set(parts.namelist())
            check_contents(parts, names)
            for part_info in parts.infolist():
                most = MAX_UNFOLDED
                if part_info.filename in LISTS:
                    most = min(most, unfolded + MAX_LIST)
                with parts.open(part_info) as stream:
                    while piece := stream.read(1 << 20):
                        unfolded += len(piece)
                        if unfolded > most:
                            raise bad_file(BOMB)
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
    ) as error:
        raise bad_file(DAMAGED) from error
    if names.isdisjoint({"xl/workbook.xml", "xl/workbook.bin", "content.xml"}):
        english = "This is an archive. Unpack it and upload the .xlsx or .csv inside."
        raise bad_file(FieldText(name="sheet.archive", english=english))


def check_contents(parts: zipfile.ZipFile, names: set[str]) -> None:
    """Rejects the documents of other programs, by the parts of the archive, and says what they are."""
    for part, kind in NO_TABLES:
        if part in names:
            raise no_table(kind)
    if "content.xml" in names and not is_open_sheet(parts, names):
        raise no_table("This is a text document or presentation")
    for part, kind in OTHER_BOOKS:
        if part in names:
            english = f"{kind}. Save the list as .xlsx or .csv and upload that."
            raise bad_file(FieldText(name="sheet.convert", english=english))


def is_open_sheet(parts: zipfile.ZipFile, names: set[str]) -> bool:
    """Whether an OpenDocument file is a spreadsheet; one that doesn't say what it is may be."""
    if "mimetype" not in names:
        return True
    with parts.open("mimetype") as stream:
        return stream.read(len(OPEN_SHEET)) == OPEN_SHEET
