"""Queries of imports."""

import gc
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import select

from convite.core.db import ReadTx, load
from convite.core.problems import invalid
from convite.core.sheet_text import visible
from convite.core.sheets import ReadAs, Sheet, read_sheet
from convite.core.tasks import Task
from convite.doors.columns.rules import (
    guess_by_content,
    guess_mapping,
    mapping_fault,
    rate_heading,
)
from convite.doors.imports.models import Import
from convite.doors.imports.rules import Reader
from convite.doors.imports.schemas import Choices


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A file with its mapping and the reader of its rows."""

    #: How it was read; without the rows.
    sheet: Sheet
    #: The columns with their first values.
    samples: list[dict[str, object]]
    #: The number of rows, without the header.
    rows: int
    mapping: dict[str, str]
    #: Whether the columns were mapped as in an earlier file.
    is_remembered: bool
    choices: Choices
    reader: Reader


#: How many earlier files of an organization are asked for their mapping.
MAX_REMEMBERED = 50


async def import_by_id(tx: ReadTx, import_id: UUID, *, lock: bool = False) -> Import | None:
    """The import, or None."""
    return await load(tx, Import, import_id, lock=lock)


async def earlier_mappings(tx: ReadTx, organization_id: UUID) -> list[dict[str, str]]:
    """How the organization's last files were mapped when they were loaded, newest first."""
    result = await tx.execute(
        select(Import.mapping)
        .where(Import.organization_id == organization_id, Import.status.in_(("done", "undone")))
        .order_by(Import.created_at.desc())
        .limit(MAX_REMEMBERED)
    )
    return list(result.scalars())


async def is_being_undone(tx: ReadTx, import_id: UUID) -> bool:
    """Whether a task that undoes the import is queued or running."""
    result = await tx.execute(
        select(Task.id)
        .where(
            Task.kind == "undo_import",
            Task.status.in_(("queued", "running")),
            Task.parameters["import_id"].astext == str(import_id),
        )
        .limit(1)
    )
    return result.first() is not None


@contextmanager
def gc_paused() -> Iterator[None]:
    """Pauses garbage collection.

    Scanning the many small values of a file took a third of the parsing time, and none of them is
    part of a cycle.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def parse_file(
    content: bytes,
    mapping: dict[str, str] | None,
    country: str | None,
    choices: Choices,
    earlier: Sequence[dict[str, str]] = (),
    *,
    erased: Container[str] = (),
) -> Plan:
    """Opens a file and reads all rows. Slow: call it in a thread.

    Raises:
        Invalid: the file or the mapping is wrong.
    """
    plan = open_file(content, mapping, country, choices, earlier, erased=erased)
    with gc_paused():
        plan.reader.read_all()
    return plan


def open_file(
    content: bytes,
    mapping: dict[str, str] | None,
    country: str | None,
    choices: Choices,
    earlier: Sequence[dict[str, str]] = (),
    *,
    erased: Container[str] = (),
) -> Plan:
    """Splits a file into cells; its rows are read by `Reader.each_party`. Call it in a thread.

    Without a mapping it is the one of an `earlier` file with the same columns, or else a guess. Rows with
    an `erased` person's address are faults.

    Raises:
        Invalid: the file or the mapping is wrong.
    """
    with gc_paused():
        if content[:1] == b"[":
            sheet = json_sheet(content)
        else:
            sheet = read_sheet(content, read_as(choices, mapping))
        samples, count = sheet.samples(), len(sheet.rows)
        chosen = {**dict.fromkeys(sheet.columns, "ignore"), **mapping} if mapping else None
        remembered = None if chosen else remembered_mapping(sheet, earlier)
        chosen = chosen or remembered or guessed(sheet)
        fault = mapping_fault(chosen, sheet.columns)
        if fault and mapping:
            raise invalid("mapping", fault)
        reader = Reader(
            columns=sheet.columns,
            mapping=chosen,
            country=country,
            rows=[] if fault else sheet.rows,
            leaves_out=choices.leaves_out,
            same_person=frozenset(choices.same_person),
            takes_guesses=choices.takes_guesses,
            fixes=choices.fixes,
            erased=erased,
        )
    rest = replace(sheet, rows=[])
    return Plan(
        sheet=rest,
        samples=samples,
        rows=count,
        mapping=chosen,
        is_remembered=remembered is not None,
        choices=choices,
        reader=reader,
    )


def remembered_mapping(sheet: Sheet, earlier: Sequence[dict[str, str]]) -> dict[str, str] | None:
    """The mapping of the newest earlier file with the same named columns, if it says more than nothing."""
    if not sheet.header:
        return None
    columns = set(sheet.columns)
    found = (one for one in earlier if one.keys() == columns)
    mapping = next(found, None)
    return mapping if mapping and mapping_fault(mapping, sheet.columns) is None else None


def cells_of_lines(
    content: bytes, mapping: dict[str, str], choices: Choices, lines: Container[int]
) -> tuple[list[str], dict[int, list[str]]]:
    """The column names of a file, and the cells of these lines. Slow: call it in a thread."""
    plan = open_file(content, mapping, None, choices)
    return list(plan.reader.columns), {
        line: cells for line, cells in plan.reader.rows if line in lines
    }


def read_as(choices: Choices, mapping: dict[str, str] | None) -> ReadAs:
    """How the file is to be read."""
    return ReadAs(
        encoding=choices.encoding,
        delimiter=choices.delimiter,
        sheet=choices.sheet,
        header=choices.header,
        header_row=choices.header_row,
        rate=lambda cells: rate_heading(cells, mapping),
    )


def guessed(sheet: Sheet) -> dict[str, str]:
    """The mapping by column names, or by the first values of columns without names."""
    if sheet.header:
        return guess_mapping(sheet.columns)
    values = {
        column: [cells[place] for _, cells in sheet.rows[:20] if cells[place : place + 1] > [""]]
        for place, column in enumerate(sheet.columns)
    }
    return guess_by_content(values)


def json_sheet(content: bytes) -> Sheet:
    """Rows sent as JSON, as a sheet; they are numbered from 1."""
    rows: list[dict[str, Any]] = msgspec.json.decode(content)
    columns = list(dict.fromkeys(name for row in rows for name in row))
    return Sheet(
        columns=columns,
        rows=[(number, cells_of(row, columns)) for number, row in enumerate(rows, start=1)],
    )


def cells_of(row: Mapping[str, Any], columns: Sequence[str]) -> list[str]:
    """The cells of a JSON row."""
    cells = []
    for column in columns:
        value = row.get(column)
        if isinstance(value, list):
            value = ",".join(str(item) for item in value)
        cells.append("" if value is None else visible(str(value)).strip())
    return cells
