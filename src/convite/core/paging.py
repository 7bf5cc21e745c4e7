"""Pagination: cursor-based and bounded; `skip` only where the API contract has it."""

import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import blake2b
from typing import Annotated, Any, Generic, TypeVar, TypeVarTuple

import msgspec
from fastapi import Depends, Query
from pydantic import BaseModel, ConfigDict
from sqlalchemy import Integer, Select, bindparam, func, select, tuple_

from convite.core.base64url import from_base64url, to_base64url
from convite.core.db import ReadTx
from convite.core.prepared import Prepared
from convite.core.problems import FieldText, invalid
from convite.core.shapes import always_whole, in_reach, with_zone

ItemT = TypeVar("ItemT")
Ts = TypeVarTuple("Ts")

MAX_ITEMS = 200
MAX_SKIPPED = 100_000


class Page(BaseModel, Generic[ItemT]):
    """One page of a list."""

    model_config = ConfigDict(json_schema_extra=always_whole)

    items: list[ItemT]
    next_cursor: str | None = None
    #: Only with `?total=true`.
    total: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PageQuery:
    """The page size and the position to start from."""

    limit: int = 50
    cursor: str | None = None
    skip: int = 0
    total: bool = False


async def page_query(
    limit: Annotated[int, Query(ge=1, le=MAX_ITEMS)] = 50,
    cursor: Annotated[str | None, Query(max_length=400)] = None,
    skip: Annotated[int, Query(ge=0, le=MAX_SKIPPED)] = 0,
    total: bool = False,
) -> PageQuery:
    """The page a request asks for. Async, because the framework runs others in a thread."""
    return PageQuery(limit=limit, cursor=cursor, skip=skip, total=total)


Paging = Annotated[PageQuery, Depends(page_query)]

BAD_CURSOR = FieldText(name="cursor.invalid", english="Invalid cursor. Start from the first page.")


def order_name(by: Sequence[Any], *, descending: bool) -> str:
    """A short name of an order, by which cursors of other orders are told apart."""
    text = f"{descending} {[str(column) for column in by]}"
    return blake2b(text.encode(), digest_size=4).hexdigest()


def encode_cursor(order: str, values: Sequence[Any]) -> str:
    """Encodes the order and the last row's sort values as an opaque cursor."""
    text = msgspec.json.encode([order, *values], enc_hook=str)
    return to_base64url(text)


def decode_cursor(cursor: str, order: str, kinds: Sequence[type[Any]]) -> list[Any]:
    """Decodes a cursor of this order and checks its values against the types of the sort columns."""
    try:
        text = from_base64url(cursor)
        found, *values = msgspec.json.decode(text)
        if found != order or len(values) != len(kinds):
            raise ValueError(cursor)
        return [in_reach_of(value, kind) for value, kind in zip(values, kinds, strict=True)]
    except (binascii.Error, msgspec.MsgspecError, UnicodeError, ValueError, TypeError) as error:
        raise invalid("cursor", BAD_CURSOR) from error


def in_reach_of(value: Any, kind: type[Any]) -> Any:
    """A cursor's value as its column has it; a time that no row could have is refused."""
    read = msgspec.convert(value, kind)
    return read if not isinstance(read, datetime) else in_reach(with_zone(read))


#: The two sizes of a page that are read; what wasn't asked for is left out. A plan for any size would
#: expect a tenth of the list.
SIZES = (50, MAX_ITEMS)


class PreparedPage(Generic[*Ts]):
    """A sorted list whose pages are read by prepared statements.

    `by` are the columns it is sorted by, of which the last is unique.
    """

    def __init__(
        self,
        statement: Select[*Ts],
        by: Sequence[Any],
        *,
        descending: bool = False,
        only: frozenset[str] | None = None,
    ) -> None:
        self.statement = statement
        #: Attributes of entities that are read; None for all.
        self.only = only
        self.by = by
        self.descending = descending
        self.prepared: dict[tuple[int, bool, bool], Prepared[*tuple[Any, ...]]] = {}

    async def page(
        self, tx: ReadTx, query: PageQuery, shape: Callable[[Any], ItemT], **values: Any
    ) -> Page[ItemT]:
        """One page; `shape` gets each row, `values` are the statement's parameters."""
        size = SIZES[0] if query.limit <= SIZES[0] else SIZES[1]
        after = {}
        if query.cursor:
            kinds = [column.type.python_type for column in self.by]
            edge = decode_cursor(query.cursor, self.order, kinds)
            after = {f"after_{number}": value for number, value in enumerate(edge)}
        statement = self.statement_for(size, is_after=bool(after), skips=query.skip > 0)
        rows = await statement.all(tx, skip=query.skip, **values, **after)
        total = (await self.count.all(tx, **values))[0][0] if query.total else None
        return page_of(rows, query, self.order, len(self.by), shape, total)

    def statement_for(
        self, size: int, *, is_after: bool, skips: bool
    ) -> "Prepared[*tuple[Any, ...]]":
        """The statement of such pages, built at its first use."""
        key = (size, is_after, skips)
        if key not in self.prepared:
            statement: Select[*tuple[Any, ...]] = self.statement
            if is_after:
                values = [
                    bindparam(f"after_{number}", type_=column.type)
                    for number, column in enumerate(self.by)
                ]
                statement = statement.where(beyond(self.by, values, descending=self.descending))
            statement = in_order(statement, self.by, descending=self.descending).limit(size + 1)
            if skips:
                statement = statement.offset(bindparam("skip", type_=Integer))
            self.prepared[key] = Prepared(statement, only=self.only)
        return self.prepared[key]

    @cached_property
    def order(self) -> str:
        """The name of the order."""
        return order_name(self.by, descending=self.descending)

    @cached_property
    def count(self) -> Prepared[int]:
        """Counts the whole list."""
        return Prepared(select(func.count()).select_from(self.statement.order_by(None).subquery()))


async def page(
    tx: ReadTx,
    statement: Select[*tuple[Any, ...]],
    query: PageQuery,
    by: Sequence[Any],
    shape: Callable[[Any], ItemT],
    *,
    descending: bool = False,
    order: str | None = None,
) -> Page[ItemT]:
    """One page of `statement`, sorted by the columns `by`, of which the last is unique.

    The sort columns are added to the selected ones; `shape` gets each row without them. `order` names
    the order if it is the same for several columns, as for a search that is read in two ways.
    """
    order = order or order_name(by, descending=descending)
    total = None
    if query.total:
        counted = select(func.count()).select_from(statement.order_by(None).subquery())
        total = (await tx.execute(counted)).scalar_one()
    if query.cursor:
        values = decode_cursor(query.cursor, order, [column.type.python_type for column in by])
        statement = statement.where(beyond(by, values, descending=descending))
    ordered = in_order(statement, by, descending=descending)
    rows = (await tx.execute(ordered.limit(query.limit + 1).offset(query.skip))).all()
    return page_of(rows, query, order, len(by), shape, total)


def beyond(by: Sequence[Any], values: Sequence[Any], *, descending: bool) -> Any:
    """The condition for what follows the row with these sort values."""
    edge, last = tuple_(*by), tuple_(*values)
    return edge < last if descending else edge > last


def in_order(
    statement: Select[*tuple[Any, ...]], by: Sequence[Any], *, descending: bool
) -> Select[*tuple[Any, ...]]:
    """The statement sorted by these columns, which are added to the selected ones."""
    order = [column.desc() if descending else column.asc() for column in by]
    return statement.add_columns(*by).order_by(*order)


def page_of(
    rows: Sequence[Any],
    query: PageQuery,
    order: str,
    width: int,
    shape: Callable[[Any], ItemT],
    total: int | None,
) -> Page[ItemT]:
    """The page of rows that end with `width` sort values; more rows than asked for mean another page."""
    kept = rows[: query.limit]
    cursor = None
    if len(rows) > query.limit:
        cursor = encode_cursor(order, tuple(kept[-1])[-width:])
    return Page(items=[shape(row) for row in kept], next_cursor=cursor, total=total)
