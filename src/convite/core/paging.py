"""Pagination: cursor-based and bounded; `skip` only where the API contract has it."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Generic, TypeVar

import msgspec
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Select, func, select, tuple_

from convite.core.db import ReadTx
from convite.core.problems import invalid
from convite.core.shapes import always_whole

ItemT = TypeVar("ItemT")

MAX_ITEMS = 200
MAX_SKIPPED = 100_000


class Page(BaseModel, Generic[ItemT]):
    """One page of a list."""

    model_config = ConfigDict(json_schema_extra=always_whole)

    items: list[ItemT]
    next_cursor: str | None = None
    #: Only with `?total=true`.
    total: int | None = None


class PageQuery(BaseModel):
    """The page size and the position to start from."""

    limit: Annotated[int, Field(ge=1, le=MAX_ITEMS)] = 50
    cursor: Annotated[str | None, Field(max_length=400)] = None
    skip: Annotated[int, Field(ge=0, le=MAX_SKIPPED)] = 0
    total: bool = False


def encode_cursor(values: Sequence[Any]) -> str:
    """Encodes the last row's sort values as an opaque cursor."""
    return base64.urlsafe_b64encode(msgspec.json.encode(values, enc_hook=str)).decode().rstrip("=")


def decode_cursor(cursor: str, kinds: Sequence[type[Any]]) -> list[Any]:
    """Decodes a cursor and checks its values against the types of the sort columns."""
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        values = msgspec.json.decode(text)
        if len(values) != len(kinds):
            raise ValueError(cursor)
        return [msgspec.convert(value, kind) for value, kind in zip(values, kinds, strict=True)]
    except (binascii.Error, msgspec.MsgspecError, UnicodeError, ValueError, TypeError) as error:
        raise invalid("cursor", "Invalid cursor. Start from the first page.") from error


async def page(
    tx: ReadTx,
    statement: Select[*tuple[Any, ...]],
    query: PageQuery,
    by: Sequence[Any],
    shape: Callable[[Any], ItemT],
    *,
    descending: bool = False,
) -> Page[ItemT]:
    """One page of `statement`, sorted by the columns `by`, of which the last is unique.

    The sort columns are added to the selected ones; `shape` gets each row without them.
    """
    total = None
    if query.total:
        counted = select(func.count()).select_from(statement.order_by(None).subquery())
        total = (await tx.execute(counted)).scalar_one()
    if query.cursor:
        values = decode_cursor(query.cursor, [column.type.python_type for column in by])
        edge = tuple_(*by)
        statement = statement.where(
            edge < tuple_(*values) if descending else edge > tuple_(*values)
        )
    order = [column.desc() if descending else column.asc() for column in by]
    rows = (
        await tx.execute(
            statement.add_columns(*by).order_by(*order).limit(query.limit + 1).offset(query.skip)
        )
    ).all()
    more = len(rows) > query.limit
    kept = rows[: query.limit]
    width = len(by)
    cursor = encode_cursor(tuple(kept[-1])[-width:]) if more else None
    return Page(items=[shape(row) for row in kept], next_cursor=cursor, total=total)
