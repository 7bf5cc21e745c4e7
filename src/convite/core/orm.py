"""SQLAlchemy on a connection of the driver that is already in a transaction.

A request's transaction belongs to `core.db`, which begins and ends it on the driver's connection. Only
code that needs the ORM pays for it: the session finds its connection here at its first statement.
"""

from functools import partial
from typing import Any, cast

import asyncpg
import msgspec
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects.postgresql.asyncpg import AsyncAdapt_asyncpg_connection
from sqlalchemy.orm import Session


class BorrowedConnection(AsyncAdapt_asyncpg_connection):
    """A connection of the driver as SQLAlchemy sees it; beginning and ending aren't its business.

    There is one for each connection of the driver, so that its prepared statements are kept.
    """

    __slots__ = ()

    #: Asked by SQLAlchemy of the connections of its own pools.
    is_valid = True

    async def _start_transaction(self) -> None:
        """Does nothing: the transaction has begun."""

    def commit(self) -> None:
        """Does nothing: `core.db` commits."""

    def rollback(self) -> None:
        """Does nothing: `core.db` rolls back."""

    def close(self) -> None:
        """Does nothing: the pool keeps the connection."""

    def invalidate(self, *_: Any, **__: Any) -> None:
        """Does nothing: the pool discards a broken connection itself."""


async def borrow(
    engine: Engine, connection: "asyncpg.Connection[asyncpg.Record]"
) -> BorrowedConnection:
    """Adapts a new connection of the driver for SQLAlchemy, which leaves decoding JSON to the driver."""
    for name, prefix in (("json", b""), ("jsonb", JSONB_VERSION)):
        await connection.set_type_codec(
            name,
            schema="pg_catalog",
            format="binary",
            encoder=partial(encode_json, prefix),
            decoder=decode_jsonb if prefix else msgspec.json.decode,
        )
    return BorrowedConnection(engine.dialect.dbapi, connection)  # type: ignore[no-untyped-call]


#: What precedes the text of a jsonb value on the wire.
JSONB_VERSION = b"\x01"


def encode_json(prefix: bytes, text: str) -> bytes:
    """JSON text as the driver sends it."""
    return prefix + text.encode()


def decode_jsonb(value: bytes) -> Any:
    """A jsonb value as the driver receives it."""
    return msgspec.json.decode(value[1:])


class RequestConnection(asyncpg.Connection):
    """A driver connection of requests, with its adapter for the ORM."""

    __slots__ = ("adapter",)

    adapter: BorrowedConnection


class BorrowingSession(Session):
    """A session on a borrowed connection, in the transaction that has begun there."""

    engine: Engine
    borrowed: BorrowedConnection | None = None
    connection_in_use: Connection | None = None

    def get_bind(self, *_: Any, **__: Any) -> Connection:
        """The connection, at the first statement of the session.

        Raises:
            RuntimeError: no principal was entered, or the transaction is over.
        """
        if self.borrowed is None:
            raise RuntimeError("No principal was entered, or the transaction is over.")
        if self.connection_in_use is None:
            borrowed = cast("Any", self.borrowed)
            self.connection_in_use = Connection(self.engine, borrowed)
        return self.connection_in_use
