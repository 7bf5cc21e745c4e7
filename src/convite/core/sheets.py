"""Reads uploaded tables as people have them: CSV in its variants, pasted text, workbooks, contact cards.

For a broken file, the error gives the line. Rows carry the number of the line they start on (the
file's first is 1), because that is what people see in their own program.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from convite.core.problems import FieldText, invalid
from convite.core.sheet_books import OLD_EXCEL, ZIP, read_book
from convite.core.sheet_cards import COLUMNS, CardReader, is_cards
from convite.core.sheet_text import Notice, bad_file, decode, no_table
from convite.core.sheet_writing import own_cell

MAX_ROWS = 200_000
MAX_COLUMNS = 200
#: The most cells of a row, empty ones included: as many as a workbook's row has.
MAX_CELLS = 16_384
DELIMITERS = (",", ";", "\t", "|")
#: The lines among which the column names are looked for.
MAX_ABOVE = 30
#: Files that aren't tables, by their first bytes.
NO_TABLES = (
    (b"%PDF", "This is a PDF"),
    (b"\x89PNG", "This is an image"),
    (b"\xff\xd8\xff", "This is an image"),
    (b"GIF8", "This is an image"),
    (b"BM", "This is an image"),
    (b"II*\0", "This is an image"),
    (b"MM\0*", "This is an image"),
    (b"{\\rtf", "This is a text document"),
    (b"<!DOCTYPE html", "This is a web page"),
    (b"<html", "This is a web page"),
)
EMPTY = FieldText(name="sheet.empty", english="The file is empty.")
NO_CARD = FieldText(
    name="sheet.no-card",
    english="No contact card in this file is complete. Export it again and upload that.",
)
ABOVE = FieldText(name="sheet.above", english="This line stands above the table and was left out.")
#: One label after the other, so that no text is tried in two ways.
EMAIL = re.compile(r"[^\s@,;<>]+@[^\s@,;<>.]+(?:\.[^\s@,;<>.]+)+")
PHONE = re.compile(r"\+?[0-9(][0-9() ./-]{6,}")
SEPARATOR_LINE = re.compile('"?sep=(.)"?\r?\n?', re.IGNORECASE)

Rows = Iterable[tuple[int, list[str]]]


@dataclass(frozen=True, kw_only=True)
class ReadAs:
    """How to read a file; what isn't given is found out."""

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    #: Whether a row names the columns.
    header: bool | None = None
    #: The line that names the columns; what is above it is left out.
    header_row: int | None = None
    #: How many cells of a row are names of columns that the caller knows.
    rate: Callable[[Sequence[str]], int] = lambda _: 0


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table as text, and how it was read."""

    columns: list[str]
    #: Line (the file's first is 1) and cells, at most one per column.
    rows: list[tuple[int, list[str]]]
    #: None for a workbook.
    encoding: str | None = None
    #: None for a workbook.
    delimiter: str | None = None
    #: None for text.
    sheet: str | None = None
    sheets: list[str] = field(default_factory=list)
    header: bool = True
    #: The line of the column names, if a row named them.
    header_row: int | None = None
    notices: list[Notice] = field(default_factory=list)

    def samples(self, most: int = 3) -> list[dict[str, object]]:
        """Each column with its first values, as a preview."""
        found: list[dict[str, object]] = []
        for place, name in enumerate(self.columns):
            values = (cells[place] for _, cells in self.rows[:200] if place < len(cells))
            filled = list(dict.fromkeys(value for value in values if value))
            found.append({"name": name, "samples": [value[:80] for value in filled[:most]]})
        return found


def read_sheet(content: bytes, read_as: ReadAs | None = None) -> Sheet:
    """Reads a file by its content, not by its name. Slow: call it in a thread.

    Raises:
        Invalid: it is broken, too large or not a table; the error says where.
    """
    read_as = read_as or ReadAs()
    if not content.strip():
        raise bad_file(EMPTY)
    check_kind(content)
    if content[:4] in (ZIP, OLD_EXCEL):
        book = read_book(content, read_as.sheet)
        columns, rows, header_row, notices = split_header(book.rows, read_as)
        return Sheet(
            columns=columns, rows=rows, header=header_row is not None, header_row=header_row,
            notices=notices, sheet=book.sheet, sheets=book.sheets,
        )  # fmt: skip
    if is_cards(content):
        return card_sheet(content, read_as.encoding)
    text = decode(content, read_as.encoding)
    skipped, delimiter = announced_delimiter(text.text)
    delimiter = read_as.delimiter or delimiter or delimiter_of(text.text, read_as.rate)
    records = csv_rows(text.text[skipped:], delimiter, 2 if skipped else 1)
    columns, rows, header_row, notices = split_header(records, read_as)
    return Sheet(
        columns=columns, rows=rows, header=header_row is not None, header_row=header_row,
        notices=[*text.notices, *notices], encoding=text.encoding, delimiter=delimiter,
    )  # fmt: skip


def card_sheet(content: bytes, encoding: str | None) -> Sheet:
    """A file of contact cards as a table; columns that no card fills are left out."""
    text = decode(content, encoding)
    reader = CardReader()
    rows = list(islice(reader.rows(text.text), MAX_ROWS + 1))
    check_count(rows)
    if not rows:
        raise bad_file(NO_CARD)
    filled = [place for place in range(len(COLUMNS)) if any(cells[place] for _, cells in rows)]
    return Sheet(
        columns=[COLUMNS[place] for place in filled],
        rows=[(line, [cells[place] for place in filled]) for line, cells in rows],
        encoding=text.encoding,
        notices=[*text.notices, *reader.notices],
    )


def check_count(rows: Sequence[tuple[int, list[str]]]) -> None:
    """Rejects a file with more rows than a list can have."""
    if len(rows) > MAX_ROWS:
        english = f"The file has more than {MAX_ROWS} rows; import it in parts."
        raise bad_file(FieldText(name="sheet.rows", english=english, values={"most": MAX_ROWS}))


def check_width(cells: Sequence[str], most: int) -> None:
    """Rejects a row with more cells than this."""
    if len(cells) > most:
        english = f"The file has more than {most} columns. Remove those you don't need."
        raise bad_file(FieldText(name="sheet.columns", english=english, values={"most": most}))


def check_kind(content: bytes) -> None:
    """Rejects files that are certainly no tables, and says what they are."""
    start = content[:32].lstrip(b"\xef\xbb\xbf \r\n")
    is_picture = content[4:8] == b"ftyp" or (content[:4] == b"RIFF" and content[8:12] == b"WEBP")
    for magic, kind in NO_TABLES:
        if start.lower().startswith(magic.lower()) and (magic != b"BM" or b"\0" in content[:16]):
            raise no_table(kind)
    if is_picture:
        raise no_table("This is an image")


def split_header(
    records: Rows, read_as: ReadAs
) -> tuple[list[str], list[tuple[int, list[str]]], int | None, list[Notice]]:
    """Column names, the rows below, the line that names the columns, and what stood above."""
    filled = ((line, cells) for line, cells in records if any(cells))
    rows = list(islice(filled, MAX_ROWS + MAX_ABOVE + 1))
    if not rows:
        raise bad_file(EMPTY)
    place = header_place(rows[:MAX_ABOVE], read_as)
    above = rows[:place] if place else []
    notices = [
        Notice(
            row=line,
            reason=ABOVE,
            value=" ".join(cell for cell in cells if cell)[:200],
        )
        for line, cells in above
    ]
    rows = rows[len(above) :]
    rows = cut_left(rows)
    line = None
    if place is None:
        width = max(len(cells) for _, cells in rows[:1000])
        header = [f"Column {number}" for number in range(1, width + 1)]
    else:
        line, header = rows.pop(0)
    check_count(rows)
    return named(header), rows, line, notices


def header_place(lines: Sequence[tuple[int, list[str]]], read_as: ReadAs) -> int | None:
    """Which row names the columns; None if none does.

    The chosen line does, if one is chosen, else the row with the most known names. Without one it is
    the first of the table, unless that already has an e-mail address or a phone number.
    """
    if read_as.header is False:
        return None
    if read_as.header_row is not None:
        places = [place for place, (line, _) in enumerate(lines) if line == read_as.header_row]
        if not places:
            raise invalid("header_row", no_header(read_as.header_row))
        return places[0]
    rows = [cells for _, cells in lines]
    ratings = [read_as.rate(cells) for cells in rows]
    best = max(ratings)
    if best:
        return ratings.index(best)
    widths = [sum(1 for cell in cells if cell) for cells in rows]
    wide = sum(width > 1 for width in widths) * 2 > len(widths)
    first = next(place for place, width in enumerate(widths) if width > 1 or not wide)
    if read_as.header is None and any(
        EMAIL.fullmatch(cell) or PHONE.fullmatch(cell) for cell in rows[first]
    ):
        return None
    return first


def no_header(line: int) -> FieldText:
    """The chosen line can't name the columns."""
    english = f"Line {line} is empty, or not among the first {MAX_ABOVE} of the table."
    return FieldText(
        name="sheet.no-header", english=english, values={"row": line, "most": MAX_ABOVE}
    )


def cut_left(rows: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """Rows without the empty columns to the left of the table."""
    header = rows[0][1]
    left = next(place for place, cell in enumerate(header) if cell)
    if not left or any(any(cells[:left]) for _, cells in rows):
        return rows
    return [(line, cells[left:]) for line, cells in rows]


def named(header: list[str]) -> list[str]:
    """Column names, each once."""
    width = max((place for place, cell in enumerate(header, start=1) if cell), default=0)
    header = header[:width]
    check_width(header, MAX_COLUMNS)
    names: list[str] = []
    for place, cell in enumerate(header, start=1):
        name = " ".join(cell.split())[:200] or f"Column {place}"
        names.append(name if name not in names else f"{name} ({place})")
    return names


def csv_rows(text: str, delimiter: str, line: int) -> Iterator[tuple[int, list[str]]]:
    """The records of a CSV, each with the line it starts on; the first starts on `line`."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    first, before = line, line - 1
    try:
        for cells in reader:
            check_width(cells, MAX_CELLS)
            stripped = [cell.strip() for cell in cells]
            yield first, [own_cell(cell) if cell[:1] == "'" else cell for cell in stripped]
            first = reader.line_num + 1 + before
    except csv.Error as error:
        if "field limit" in str(error):
            raise bad_file(long_cell(first)) from error
        english = f"Line {first} has broken quoting. Check its quotation marks."
        quoting = FieldText(name="sheet.quoting", english=english, values={"row": first})
        raise bad_file(quoting) from error


def long_cell(line: int) -> FieldText:
    """A cell is longer than any text of a list; often a quotation mark isn't closed."""
    most = csv.field_size_limit()
    english = (
        f"A cell in line {line} has more than {most} characters. Shorten it, or close its quotation"
        " marks."
    )
    return FieldText(name="sheet.long-cell", english=english, values={"row": line, "most": most})


def announced_delimiter(text: str) -> tuple[int, str | None]:
    """The length of a first line `sep=;`, as Excel writes it, and its delimiter."""
    found = SEPARATOR_LINE.match(text)
    return (found.end(), found[1]) if found else (0, None)


def delimiter_of(text: str, rate: Callable[[Sequence[str]], int] = lambda _: 0) -> str:
    """The delimiter that splits the first lines best; a tab for a single column."""
    lines = text[:20_000].splitlines()[:MAX_ABOVE]
    best = max(DELIMITERS, key=lambda delimiter: quality(lines, delimiter, rate))
    if quality(lines, best, rate) > 0:
        return best
    return next((one for one in ("\t", "|", ";") if one not in text), ",")


def quality(lines: Sequence[str], delimiter: str, rate: Callable[[Sequence[str]], int]) -> float:
    """How well a delimiter splits lines: equally wide rows, whole addresses, known column names.

    A delimiter that is always followed by a space is punctuation, as in `Ruiz, Ana`.
    """
    try:
        rows = [cells for cells in csv.reader(lines, delimiter=delimiter) if any(cells)]
    except csv.Error:
        return 0
    wide = [len(cells) for cells in rows if len(cells) > 1]
    if not wide:
        return 0
    width, count = Counter(wide).most_common(1)[0]
    cells = [cell for row in rows for cell in row]
    mails = [cell for cell in cells if "@" in cell]
    whole = sum(bool(EMAIL.fullmatch(cell.strip())) for cell in mails)
    later = [cell for row in rows for cell in row[1:]]
    spaced = sum(cell[:1] == " " for cell in later) / len(later)
    if spaced == 1 and len(rows[0]) == 1:
        return 0
    known = max(rate([cell.strip() for cell in row]) for row in rows)
    share = count / len(rows)
    return share * 2 + known * 2 + (whole / len(mails) if mails else 0) - spaced + width / 1000
