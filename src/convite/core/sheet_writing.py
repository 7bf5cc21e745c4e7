"""Writes CSV and XLSX exports that are safe to open in any spreadsheet program.

All cells are text. In a CSV, a cell that looks like a formula gets a leading apostrophe (OWASP, "CSV
injection"), which our reader removes again; in an XLSX, cells have a text type. Both are streamed, so
memory use doesn't depend on the table's length.
"""

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

#: First characters of formulas; Japanese and Chinese programs also accept the full-width forms.
FORMULA = frozenset("=+-@\t\r\n\0＝＋－＠")
#: Excel's limit of characters in a cell.
MAX_CELL = 32_767
#: The byte order mark by which Excel detects UTF-8.
MARK = b"\xef\xbb\xbf"

NEEDS_QUOTES = re.compile('[",;\r\n\t]|^ | $')

Row = Sequence[str]


def plain_cell(value: str) -> str:
    """Escapes a cell so that no spreadsheet reads it as a formula."""
    return f"'{value}" if value.lstrip("'")[:1] in FORMULA else value


def own_cell(value: str) -> str:
    """Reverses `plain_cell`."""
    is_ours = value[:1] == "'" and value.lstrip("'")[:1] in FORMULA
    return value[1:] if is_ours else value


def csv_piece(rows: Sequence[Row]) -> bytes:
    """Rows as CSV (RFC 4180). A file begins with `MARK`."""
    return "".join(",".join(map(csv_cell, row)) + "\r\n" for row in rows).encode()


def csv_cell(value: str) -> str:
    """A cell, quoted if necessary and escaped if it looks like a formula."""
    plain = plain_cell(value)
    if plain == value and not NEEDS_QUOTES.search(plain):
        return plain
    return '"' + plain.replace('"', '""') + '"'


class Workbook:
    """An XLSX with one sheet, written in a temporary folder."""

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
        """Writes the column names; call it first."""
        for place, name in enumerate(names):
            self.sheet.set_column(place, place, min(40, max(12, len(name) + 2)))
            self.sheet.write_string(0, place, kept(name), self.bold)
        self.line = 1

    def add(self, rows: Sequence[Row]) -> None:
        """Writes more rows."""
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
    """A cell of an XLSX, cleaned up so that our reader returns the same text."""
    return (f"'{cell}" if own_cell(cell) != cell else cell)[:MAX_CELL]
