"""SQLAlchemy on a connection of the driver that is already in a transaction.

A request's transaction belongs to `core.db`, which begins and ends it on the driver's connection. Only
code that needs the ORM pays for it: the session finds its connection here at its first statement.
"""

from typing import Any, cast

import asyncpg
from sqlalchemy import Connection, Engine
from sqlalchemy.dialects.postgresql.asyncpg import AsyncAdapt_asyncpg_connection, PGDialect_asyncpg
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
    """Adapts a new connection of the driver for SQLAlchemy, which decodes JSON in the driver."""
    dialect = cast("PGDialect_asyncpg", engine.dialect)
    adapter = BorrowedConnection(dialect.dbapi, connection)  # type: ignore[no-untyped-call]
    await dialect.setup_asyncpg_json_codec(adapter)  # type: ignore[no-untyped-call]
    await dialect.setup_asyncpg_jsonb_codec(adapter)  # type: ignore[no-untyped-call]
    return adapter


class RequestConnection(asyncpg.Connection):
    """A driver connection of requests, with its adapter for the ORM."""

    __slots__ = ("adapter",)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.adapter: BorrowedConnection

    async def prepare_for(self, engine: Engine) -> None:
        """Adapts the new connection for the ORM, whose JSON columns are decoded by the driver."""
        self.adapter = await borrow(engine, self)


class BorrowingSession(Session):
    """A session on a borrowed connection, in the transaction that has begun there."""

    engine: Engine
    borrowed: BorrowedConnection | None = None
    connection_in_use: Connection | None = None

    def get_bind(self, *_: Any, **__: Any) -> Connection:
        """The connection, at the first statement of the session.

        Raises:
            RuntimeError: the transaction is over.
        """
        if self.borrowed is None:
            raise RuntimeError("This transaction is over.")
        if self.connection_in_use is None:
            borrowed = cast("Any", self.borrowed)
            self.connection_in_use = Connection(self.engine, borrowed)
        return self.connection_in_use
