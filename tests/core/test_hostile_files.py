"""Files made to take down who reads them: they are refused soon, in bounded memory."""

import contextlib
import io
import json
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from convite.core import sheet_opening
from convite.core.problems import Invalid
from convite.core.sheet_books import hidden_sheets, merged_cells
from convite.core.sheet_text import decode
from convite.core.sheets import read_sheet
from convite.doors.columns.rules import field_of, guess_by_content
from convite.doors.imports.queries import parse_file
from convite.doors.imports.rules import emails_in, is_email, person_of, phones_in
from convite.doors.imports.schemas import Choices
from convite.doors.pages.rules import contact_link

pytestmark = pytest.mark.unit

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
#: Reads a file from the standard input; says how many rows it has or why not, and the peak in MB.
READER = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
from convite.core import sheet_opening
from convite.core.problems import Invalid
from convite.core.sheets import read_sheet
try:
    said = len(read_sheet(sys.stdin.buffer.read()).rows)
except Invalid as error:
    said = error.detail
# not `getrusage`, which remembers what the process had before it was this program
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
peak = int(status["VmHWM"].split()[0]) >> 10
print(json.dumps([said, peak]))
"""


def read_apart(content: bytes) -> tuple[Any, int]:
    """What a process of its own says about a file, and its peak of memory in MB."""
    ran = subprocess.run(
        [sys.executable, "-c", READER], input=content, capture_output=True, check=False, timeout=60
    )
    assert ran.returncode == 0, ran.stderr[-500:]
    said, peak = json.loads(ran.stdout)
    return said, peak


def workbook(rows: str, *, after: str = "", in_book: str = "", texts: str = "") -> bytes:
    """An XLSX of one sheet with this markup."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument"'
            ' Target="xl/workbook.xml"/></Relationships>',
        )
        parts.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns:r="{OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets>'
            f"</workbook>{in_book}",
        )
        parts.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{PACKAGE}">'
            f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
            "</Relationships>",
        )
        parts.writestr(
            "xl/worksheets/sheet1.xml",
            f"<worksheet><sheetData>{rows}</sheetData>{after}</worksheet>",
        )
        parts.writestr("xl/sharedStrings.xml", f"<sst>{texts}</sst>")
    return written.getvalue()


def row(line: int, place: str, text: str) -> str:
    """A row with one cell."""
    return f'<row r="{line}"><c r="{place}" t="inlineStr"><is><t>{text}</t></is></c></row>'


NAMES = row(1, "A1", "Name") + row(2, "A2", "Jo Smith")
SPARSE = {
    "last-corner": NAMES + row(1048576, "XFD1048576", "Al"),
    "wide": NAMES + row(200_000, "GR200000", "Al"),
    "prefixed": (NAMES + row(1048576, "XFD1048576", "Al"))
    .replace("<c ", "<c  ")
    .replace("r=", "r ="),
}


@pytest.mark.parametrize("case", SPARSE)
def test_cell_far_away_is_refused_and_the_reader_lives(case: str) -> None:
    said, peak = read_apart(workbook(SPARSE[case]))

    assert "far larger than a guest list" in said
    assert peak < 300


def test_a_long_text_in_very_many_cells_is_refused() -> None:
    rows = "".join(
        f'<row r="{line}"><c r="A{line}" t="s"><v>0</v></c></row>' for line in range(1, 150_000)
    )

    said, peak = read_apart(workbook(rows, texts=f"<si><t>{'a' * 20_000}</t></si>"))

    assert "far larger than a guest list" in said
    assert peak < 300


def test_a_list_of_very_many_sheets_is_refused() -> None:
    with pytest.raises(Invalid) as refusal:
        read_sheet(workbook(NAMES, in_book='<sheet name="S"/>' * 300_000))

    assert "unfolds" in refusal.value.detail


def test_after_a_hostile_workbook_a_good_one_is_read() -> None:
    with pytest.raises(Invalid):
        read_sheet(workbook(SPARSE["last-corner"]))

    again = read_sheet(workbook(NAMES))

    assert (again.columns, again.rows) == (["Name"], [(2, ["Jo Smith"])])


def test_reader_that_ended_meanwhile_is_replaced() -> None:
    read_sheet(workbook(NAMES))
    process = sheet_opening.WAITING[-1]
    assert process.stdin is not None
    process.stdin.close()
    process.wait()

    assert read_sheet(workbook(NAMES)).columns == ["Name"]


def test_cell_of_a_csv_that_is_too_long_is_called_that() -> None:
    with pytest.raises(Invalid) as refusal:
        read_sheet(b"Name,Notes\nAna,short\nJo," + b"x" * 140_000 + b"\n")

    assert "line 3 has more than 131072 characters" in refusal.value.detail


def test_row_of_very_many_empty_cells_is_refused_soon() -> None:
    begun = time.process_time()
    with pytest.raises(Invalid) as refusal:
        read_sheet(b"Name" + b"," * 5_000_000 + b"\nA\n")

    assert "more than 16384 columns" in refusal.value.detail
    assert time.process_time() - begun < 2


def test_empty_cells_to_the_right_of_the_names_are_no_columns() -> None:
    assert read_sheet(b"Name" + b"," * 300 + b"\nAna Ruiz\n").columns == ["Name"]


def merges(size: int) -> None:
    merged_cells(workbook(NAMES, after='<mergeCells count="1">' + "<mergeCell " * size), 0)


def merge_in_one_tag(size: int) -> None:
    merged_cells(workbook(NAMES, after="<mergeCells><mergeCell " + 'ref="A1:A2" ' * size), 0)


def cells_in_one_tag(size: int) -> None:
    after = '<mergeCells><mergeCell ref="A1:A2"/></mergeCells><c ' + ' r="A1"' * size
    merged_cells(workbook(NAMES, after=after), 0)


def sheets(size: int) -> None:
    hidden_sheets(workbook(NAMES, in_book="<sheet " * size))


def quick(content: bytes) -> None:
    parse_file(content, None, "ES", Choices())


#: What each does with `n` characters of the worst kind; none may take more than a multiple of `n`.
GROWING: dict[str, Callable[[int], Any]] = {
    "merged cells": merges,
    "one merged cell": merge_in_one_tag,
    "one cell": cells_in_one_tag,
    "sheets": sheets,
    "phone of spaces": lambda n: phones_in("1" + " " * n + "1", "ES"),
    "phone of line breaks": lambda n: phones_in("1" + "\n" * n + "x", "ES"),
    "phone of breaks and spaces": lambda n: phones_in("1" + " \n;" * n + "x", "ES"),
    "addresses of spaces": lambda n: emails_in("a@b" + " " * n + "c@d"),
    "addresses of line breaks": lambda n: emails_in("a@b@" + " \n" * n + "x"),
    "long address": lambda n: is_email("a." * n + "@c.com"),
    "long domain": lambda n: is_email("a@" + "b." * n + "c"),
    "row of phones": lambda n: quick(b"name,phone\nJo," + b" ::: 600000000" * (n // 10) + b"\n"),
    "row of addresses": lambda n: quick(
        b"name,email\nJo," + b"".join(b"a%d@b.com;" % one for one in range(n // 10)) + b"\n"
    ),
    "name of suffixes": lambda n: quick(b"name;email\nSmith," + b"Jr.," * n + b";a@b.com\n"),
    "name of suffixes alone": lambda n: person_of({"name": "Smith," + "Jr.," * (n * 2)}),
    "tags": lambda n: quick(b"name,tags\nJo," + b"a|" * n + b"\n"),
    "header of empty cells": lambda n: quick(b"Name" + b"," * n + b"\nA\n"),
    "header of dots": lambda n: quick(b"a@" + b"." * n + b";,b\n,x\n"),
    "value without at": lambda n: guess_by_content({"Column 1": ["a" * n] * 20}),
    "value of dots": lambda n: guess_by_content({"Column 1": ["a@" + "." * n + "@"] * 20}),
    "column of numbers": lambda n: field_of("phone " + "1" * n + "x"),
    "long line": lambda n: decode(b"name\n" + b"x" * n + b"\nJo \xff\n"),
    "contact": lambda n: contact_link("a@" + "." * n + "@"),
}


def seconds(work: Callable[[int], Any], size: int) -> float:
    """How long it takes this process, at best."""
    took = []
    for _ in range(2):
        begun = time.process_time()
        with contextlib.suppress(Invalid):  # a refusal is as good an answer, if it comes soon
            work(size)
        took.append(time.process_time() - begun)
    return min(took)


@pytest.mark.parametrize("case", GROWING)
def test_time_grows_with_the_size_and_not_with_its_square(case: str) -> None:
    work = GROWING[case]
    seconds(work, 100)
    small = seconds(work, 5_000)

    large = seconds(work, 20_000)

    assert large < 1
    assert large < 8 * small + 0.02
