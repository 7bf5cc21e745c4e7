"""Reads workbooks: XLSX, sheet by sheet, with the cells that were merged down a column."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from convite.core.problems import FieldText, invalid
from convite.core.sheet_text import bad_file, no_table, visible
from convite.core.sheet_writing import own_cell

#: Most bytes an XLSX may decompress to; guards against zip bombs.
MAX_UNFOLDED = 300 << 20
#: What else is a ZIP archive, by a part that it contains: no tables, and what may be tables.
NO_TABLES = (
    ("word/document.xml", "This is a Word document"),
    ("ppt/presentation.xml", "This is a presentation"),
)
OTHER_BOOKS = (
    ("content.xml", "This is an OpenDocument file"),
    ("Index/Document.iwa", "This is a Numbers or Pages document"),
)
DAMAGED = FieldText(
    name="sheet.damaged",
    english="The workbook is damaged. Save it again as .xlsx or .csv and upload that.",
)
BOMB = FieldText(
    name="sheet.bomb",
    english=(
        "The workbook unfolds to far more than a guest list. Save only the list as .xlsx or .csv and"
        " upload that."
    ),
)
MERGED = re.compile(rb'<mergeCell [^>]*ref="([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)"')
#: A cell with a value.
FILLED = re.compile(rb'<c [^>]*?r="([A-Z]+)[0-9]+"[^>]*(?<!/)>')


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
    check_archive(content)
    import fastexcel

    try:
        book = fastexcel.read_excel(content)
        names = list(book.sheet_names)
        hidden = hidden_sheets(content)
        shown = [name for place, name in enumerate(names) if place not in hidden] or names
        chosen = sheet or shown[0]
        if chosen not in names:
            raise invalid("sheet", no_sheet(chosen, shown))
        loaded = book.load_sheet(chosen, header_row=None, skip_rows=0, dtypes="string")
        table = loaded.to_polars()
    except fastexcel.FastExcelError as error:
        raise bad_file(DAMAGED) from error
    fills = merged_cells(content, names.index(chosen))
    return Book(sheet=chosen, sheets=shown, rows=rows_of(table, fills))


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
    found = list(MERGED.finditer(markup, max(0, markup.find(b"<mergeCells"))))
    if not found or b"<mergeCells" not in markup:
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


SHEET = re.compile(r"<sheet [^>]*>")
RELATION = re.compile(r"<Relationship [^>]*>")


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
            check_contents(names)
            for part_info in parts.infolist():
                with parts.open(part_info) as stream:
                    while piece := stream.read(1 << 20):
                        unfolded += len(piece)
                        if unfolded > MAX_UNFOLDED:
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
    if "xl/workbook.xml" not in names and "xl/workbook.bin" not in names:
        english = "This is an archive. Unpack it and upload the .xlsx or .csv inside."
        raise bad_file(FieldText(name="sheet.archive", english=english))


def check_contents(names: set[str]) -> None:
    """Rejects the documents of other programs, by the parts of the archive, and says what they are."""
    for part, kind in NO_TABLES:
        if part in names:
            raise no_table(kind)
    for part, kind in OTHER_BOOKS:
        if part in names:
            english = f"{kind}. Save the list as .xlsx or .csv and upload that."
            raise bad_file(FieldText(name="sheet.convert", english=english))
