"""The one writer of tables that people take away: CSV and XLSX, safe to open in any spreadsheet.

Cells are text. In a CSV what a spreadsheet would take for a formula gets a leading apostrophe
(OWASP, "CSV injection"), which our reader takes off again; an XLSX says itself that a cell is text.
Both are written piece by piece, so a table of any length needs the memory of some rows.
"""

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

#: What a formula begins with; the wide forms count in Japanese and Chinese programs.
FORMULA = frozenset("=+-@\t\r\n\0＝＋－＠")
#: Excel's own limit of letters in a cell.
LONGEST_CELL = 32_767
#: What Excel tells UTF-8 by.
MARK = b"\xef\xbb\xbf"

NEEDS_QUOTES = re.compile('[",;\r\n\t]|^ | $')

Row = Sequence[str]


def plain_cell(value: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if value.lstrip("'")[:1] in FORMULA else value


def own_cell(value: str) -> str:
    """A cell as it was before `plain_cell`."""
    is_ours = value[:1] == "'" and value.lstrip("'")[:1] in FORMULA
    return value[1:] if is_ours else value


def csv_piece(rows: Sequence[Row]) -> bytes:
    """Rows as CSV (RFC 4180). A file begins with `MARK`."""
    return "".join(",".join(map(csv_cell, row)) + "\r\n" for row in rows).encode()


def csv_cell(value: str) -> str:
    """A cell, quoted where it must be, and where it begins like a formula."""
    plain = plain_cell(value)
    if plain == value and not NEEDS_QUOTES.search(plain):
        return plain
    return '"' + plain.replace('"', '""') + '"'


class Workbook:
    """An XLSX of one sheet, made in a folder of its own that is gone at the end."""

    def __init__(self, title: str) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="convite-sheet-")
        self.path = Path(self.folder.name) / "sheet.xlsx"
        options = {"constant_memory": True, "tmpdir": self.folder.name}
        import xlsxwriter

        self.book = xlsxwriter.Workbook(str(self.path), options)
        self.sheet = self.book.add_worksheet(title)
        self.sheet.freeze_panes(1, 0)
        self.bold = self.book.add_format({"bold": True})
        self.line = 0

    def __enter__(self) -> "Workbook":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.folder.cleanup()

    def head(self, names: Row) -> None:
        """The columns' names; first of all."""
        for place, name in enumerate(names):
            self.sheet.set_column(place, place, min(40, max(12, len(name) + 2)))
            self.sheet.write_string(0, place, kept(name), self.bold)
        self.line = 1

    def add(self, rows: Sequence[Row]) -> None:
        """The next rows."""
        for row in rows:
            for place, cell in enumerate(row):
                if cell:
                    self.sheet.write_string(self.line, place, kept(cell))
            self.line += 1

    def close(self) -> Path:
        """The finished file."""
        self.book.close()
        return self.path


def kept(cell: str) -> str:
    """A cell of an XLSX as our reader gives it back."""
    return (f"'{cell}" if own_cell(cell) != cell else cell)[:LONGEST_CELL]
