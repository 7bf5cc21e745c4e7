"""Inserts new rows of several tables in one statement.

The ORM needs a statement a table, and more time for each than PostgreSQL. Here the rows go as JSON, which
PostgreSQL reads as rows of their tables. Foreign keys between them are checked when all are there.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Mapper

from convite.core.db import Base, Tx, as_json
from convite.core.prepared import join_session

#: A table's class with the columns that are written.
Written = tuple[type[Base], tuple[str, ...]]


async def insert_rows(tx: Tx, rows: Sequence[Base]) -> None:
    """Inserts new rows, which belong to the transaction's session afterwards.

    Columns that weren't set get their defaults. A constraint's violation is raised as by a flush.

    Raises:
        TypeError: a column that only the database fills was set on some rows of a table.
    """
    if not rows:
        return
    by_table: dict[type[Base], list[Base]] = {}
    for row in rows:
        by_table.setdefault(type(row), []).append(row)
    written: list[Written] = []
    values: list[str] = []
    for kind, members in by_table.items():
        fill_defaults(kind, members)
        names = set_columns(members[0])
        if any(set_columns(row) != names for row in members):
            raise TypeError(f"Rows of {kind.__tablename__} set different columns.")
        written.append((kind, names))
        values.append(
            as_json([{name: plain(row.__dict__[name]) for name in names} for row in members])
        )
    await tx.flush_changes()
    now = await tx.driver.fetchval(statement(tuple(written)), *values)
    for row in rows:
        for name in ("created_at", "updated_at"):
            if name in columns_of(type(row)):
                row.__dict__.setdefault(name, now)
        join_session(tx.sync_session, row, (type(row), (row.__dict__["id"],), None))


def set_columns(row: Base) -> tuple[str, ...]:
    """The columns that have a value."""
    return tuple(name for name in columns_of(type(row)) if name in row.__dict__)


@cache
def columns_of(kind: type[Base]) -> dict[str, Any]:
    """A table's columns by the names of their attributes."""
    mapper: Mapper[Any] = inspect(kind)
    return {attribute.key: attribute.columns[0] for attribute in mapper.column_attrs}


def fill_defaults(kind: type[Base], rows: Sequence[Base]) -> None:
    """Gives unset columns their default, or null if the database has none either."""
    for name, column in columns_of(kind).items():
        for row in rows:
            if name in row.__dict__:
                continue
            if column.default is not None:
                made = column.default.arg
                row.__dict__[name] = made(None) if column.default.is_callable else made
            elif column.server_default is None:
                row.__dict__[name] = None


def plain(value: Any) -> Any:
    """A value as JSON can say it; PostgreSQL reads bytes from hexadecimal digits."""
    return f"\\x{value.hex()}" if isinstance(value, bytes) else value


@cache
def statement(written: tuple[Written, ...]) -> str:
    """The statement for these tables and columns; its parameters are each table's rows as JSON."""
    parts = []
    for number, (kind, names) in enumerate(written, 1):
        columns = ", ".join(f'"{columns_of(kind)[name].name}"' for name in names)
        table = kind.__tablename__
        parts.append(
            f"t{number} AS (INSERT INTO {table} ({columns}) SELECT {columns}"  # noqa: S608
            f" FROM jsonb_populate_recordset(NULL::{table}, ${number}::jsonb))"
        )
    return f"WITH {', '.join(parts)} SELECT now()"
