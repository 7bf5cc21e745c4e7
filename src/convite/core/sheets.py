"""Reads uploaded tables: CSV in its usual variants, and XLSX.

For a broken file, the error gives the line. Rows carry the number of the line they start on (the header
is 1), because that is what people see in their own program.
"""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from convite.core.problems import Invalid, invalid
from convite.core.sheet_writing import own_cell

MAX_ROWS = 200_000
MAX_COLUMNS = 200
#: Most bytes an XLSX may decompress to; guards against zip bombs.
MAX_UNFOLDED = 300 << 20
DELIMITERS = (",", ";", "\t", "|")
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table as text."""

    columns: list[str]
    #: Line (the header is 1) and cells, at most one per column.
    rows: list[tuple[int, list[str]]]

    def samples(self, most: int = 3) -> list[dict[str, object]]:
        """Each column with its first values, as a preview."""
        found: list[dict[str, object]] = []
        for place, name in enumerate(self.columns):
            values = (cells[place] for _, cells in self.rows[:200] if place < len(cells))
            filled = list(dict.fromkeys(value for value in values if value))
            found.append({"name": name, "samples": [value[:80] for value in filled[:most]]})
        return found


def bad_file(detail: str) -> Invalid:
    """The file can't be read."""
    return invalid("file", detail)


def read_sheet(content: bytes) -> Sheet:
    """Reads a file by its content, not by its name. Slow: call it in a thread.

    Raises:
        Invalid: it is broken, too large or not a table; the error says where.
    """
    if not content.strip():
        raise bad_file("The file is empty.")
    if content[:4] == OLD_EXCEL:
        raise bad_file("This is an old Excel file; save it as .xlsx or .csv.")
    rows = excel_rows(content) if content[:4] == ZIP else csv_rows(decoded(content))
    return sheet_of(rows)


def sheet_of(rows: Iterator[tuple[int, list[str]]]) -> Sheet:
    """The first row that isn't empty names the columns."""
    columns: list[str] = []
    kept: list[tuple[int, list[str]]] = []
    for line, cells in rows:
        if not any(cells):
            continue
        if not columns:
            columns = named(cells)
            continue
        if len(kept) == MAX_ROWS:
            raise bad_file(f"The file has more than {MAX_ROWS} rows; load it in parts.")
        kept.append((line, cells))
    if not columns:
        raise bad_file("The file is empty.")
    return Sheet(columns=columns, rows=kept)


def named(header: list[str]) -> list[str]:
    """Column names, each once."""
    while header and not header[-1]:
        header = header[:-1]
    if len(header) > MAX_COLUMNS:
        raise bad_file(f"The file has more than {MAX_COLUMNS} columns.")
    names: list[str] = []
    for place, cell in enumerate(header, start=1):
        name = cell[:200] or f"Column {place}"
        names.append(name if name not in names else f"{name} ({place})")
    return names


def decoded(content: bytes) -> str:
    """Decodes by byte order mark, else as UTF-8, else as Windows-1252."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if content.startswith(mark):
            guesses: tuple[str, ...] = (encoding,)
            break
    else:
        guesses = ("utf-8", "cp1252")
    for encoding in guesses:
        try:
            text = content.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            line = text.count("\n", 0, text.index("\0")) + 1
            raise bad_file(f"Line {line} has a NUL character; this isn't a text file.")
        return text
    raise bad_file("The file isn't text in UTF-8 or a Western European encoding.")


def csv_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The records of a CSV, each with the line it starts on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    line = 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            yield line, [own_cell(cell) if cell[:1] == "'" else cell for cell in stripped]
            line = reader.line_num + 1
    except csv.Error as error:
        raise bad_file(f"Line {line} has broken quoting: {error}.") from error


def delimiter_of(text: str) -> str:
    """The delimiter: the one that splits the first lines into the most columns, equally on each."""
    lines = text[:20_000].splitlines()[:10]

    def width(delimiter: str) -> tuple[int, int]:
        try:
            rows = [len(cells) for cells in csv.reader(lines, delimiter=delimiter) if cells]
        except csv.Error:
            return (0, 0)
        return (rows.count(rows[0]) if rows[0] > 1 else 0, rows[0]) if rows else (0, 0)

    best = max(DELIMITERS, key=width)
    return best if width(best)[0] else ","


def excel_rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows of the first sheet of an XLSX."""
    check_unfolded(content)
    import fastexcel

    try:
        sheet = fastexcel.read_excel(content).load_sheet(0, header_row=None, dtypes="string")
        table = sheet.to_polars()
    except fastexcel.FastExcelError as error:
        raise bad_file(f"The workbook can't be read: {str(error).splitlines()[0][:200]}") from error
    for line, cells in enumerate(table.iter_rows(), start=1):
        yield line, [own_cell((cell or "").strip()) for cell in cells]


def check_unfolded(content: bytes) -> None:
    """Decompresses a workbook in pieces and stops if it grows too large.

    The size declared in the archive isn't trusted.
    """
    unfolded = 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            for part in parts.infolist():
                with parts.open(part) as stream:
                    while piece := stream.read(1 << 20):
                        unfolded += len(piece)
                        if unfolded > MAX_UNFOLDED:
                            raise bad_file("The workbook unfolds to far more than a guest list.")
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
    ) as error:
        raise bad_file(f"The workbook is damaged: {error}.") from error
