"""The database's two pools: transactions of requests, and the desks' connections."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import NullPool
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from convite.core.db import DATABASE_FAULTS, NOBODY, Connection, Principal, ReadTx, Tx, as_json
from convite.core.log import write_facts
from convite.core.orm import RequestConnection, borrow
from convite.core.pool import ConnectionPool

log = logging.getLogger("convite")

#: Whoever only reads has no transaction that would be rolled back, so reading is all they may do.
REQUEST_SETTINGS = {"jit": "off", "default_transaction_read_only": "on"}
#: Raw statements are index look-ups, planned once per connection: replanning costs more than
#: running them. A plan made while a table was empty must not keep scanning it sequentially.
DESK_SETTINGS = {"plan_cache_mode": "force_generic_plan", "enable_seqscan": "off", "jit": "off"}

AfterCommit = Callable[[set[UUID]], None]

#: How long a request waits for a connection at a peak; after this, 503 rather than a 15 s hang
#: (reliability, bar 17).
WAIT_SECONDS = 12
#: How long closing waits for connections to be returned.
CLOSE_SECONDS = 3


class DeskConnection(asyncpg.Connection):
    """A driver connection that remembers its session's tenant."""

    __slots__ = ("tenant",)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        #: The session's `app.org`; a transaction's local setting overrides it.
        self.tenant = ""

    async def enter(self, tenant: str) -> None:
        """Sets the session's tenant if it differs."""
        if self.tenant != tenant:
            self.tenant = ""  # unknown until the server has confirmed
            await self.execute("SELECT set_config('app.org', $1, false)", tenant)
            self.tenant = tenant


class Database:
    """The two pools of one role, and the listeners woken after a commit."""

    def __init__(
        self,
        engine: AsyncEngine,
        requests: ConnectionPool[RequestConnection],
        pool: "asyncpg.Pool[asyncpg.Record]",
    ) -> None:
        #: Compiles statements; transactions run on connections of `requests`.
        self.engine = engine
        self.requests = requests
        self.pool = pool
        self.after_commit: list[AfterCommit] = []

    def wake(self, streams: set[UUID]) -> None:
        """Notifies this process's followers that `streams` have new rows."""
        if streams:
            for notify in self.after_commit:
                notify(streams)

    @asynccontextmanager
    async def begin(
        self, principal: Principal = NOBODY, *, is_reading: bool = False
    ) -> AsyncIterator[Tx]:
        """A transaction that the caller commits; otherwise it is rolled back. None for reading.

        BEGIN and the principal go in one message: a round trip costs more than most statements. It
        is set even if it is nobody, since the session may have another.
        """
        async with self.requests.lend() as connection:
            tx = Tx(self.engine.sync_engine, connection, is_reading=is_reading)
            tx.trace.principal = principal
            try:
                if not is_reading:  # inside: whoever is canceled meanwhile leaves a transaction too
                    await connection.execute(f"BEGIN READ WRITE; SELECT {principal.setting()}")
                yield tx
            finally:
                tx.sync_session.close()
                is_open = tx.is_open
                tx.close_for_good()
                if is_open:
                    await self.roll_back(connection)

    @asynccontextmanager
    async def tx(self, principal: Principal = NOBODY) -> AsyncIterator[Tx]:
        """A transaction for writing; commits at the end, then wakes the listeners."""
        async with self.begin(principal) as tx:
            yield tx
            await self.commit(tx)

    @asynccontextmanager
    async def read(self, principal: Principal = NOBODY) -> AsyncIterator[ReadTx]:
        """For reading, as this principal; a statement that enters by itself may come first instead."""
        async with self.begin(is_reading=True) as tx:
            if principal is not NOBODY:
                await tx.enter(principal)
            yield tx

    async def each_event(
        self, statement: str, do: Callable[[Tx, UUID], Awaitable[None]], failed: str
    ) -> None:
        """Does something with each event that a bounded statement finds, in a transaction of its tenant.

        One with which it fails is logged, as `failed` says of its id, and doesn't keep the others waiting.
        """
        for row in await self.pool.fetch(statement):
            try:
                async with self.tx(Principal(organization_id=row["organization_id"])) as tx:
                    await do(tx, row["event_id"])
            except Exception:
                log.exception(failed, row["event_id"])

    async def commit(self, tx: Tx) -> None:
        """Writes the log, commits, and wakes the listeners; does nothing after a rollback."""
        if not tx.is_open:
            return
        await write_facts(tx)
        await tx.commit()
        self.wake(tx.trace.touched)
        tx.trace.touched = set()

    @asynccontextmanager
    async def desk(self, organization_id: UUID | None) -> AsyncIterator[Connection]:
        """A driver connection in a transaction for a tenant (desks and hot reads).

        BEGIN and the setting go in one message: round trips are most of a desk's cost.
        """
        tenant = organization_id.hex if organization_id else ""
        async with self.pool.acquire(timeout=5) as connection:
            try:
                await connection.execute(f"BEGIN; SELECT set_config('app.org', '{tenant}', true)")
                yield connection
            except BaseException:
                await self.roll_back(connection)
                raise
            await connection.execute("COMMIT")

    @asynccontextmanager
    async def single(self, organization_id: UUID) -> AsyncIterator[Connection]:
        """A driver connection for a tenant in autocommit mode.

        One round trip per batch, commit included: in a transaction of several messages, the
        database waits at each one for a busy process to respond.
        """
        async with self.pool.acquire(timeout=5) as connection:
            await connection.enter(organization_id.hex)  # type: ignore[attr-defined]
            yield connection

    async def roll_back(self, connection: Connection) -> None:
        """Rolls back a failed transaction; a connection that can't is discarded."""
        try:
            await connection.execute("ROLLBACK", timeout=2)
        except DATABASE_FAULTS:
            connection.terminate()

    async def close(self) -> None:
        """Closes both pools."""
        await self.requests.close()
        with suppress(TimeoutError):  # somebody keeps a connection; the driver has then cut it
            async with asyncio.timeout(CLOSE_SECONDS):
                await self.pool.close()
        await self.engine.dispose()


def engine_url(dsn: str) -> str:
    """A libpq DSN in SQLAlchemy's format."""
    return "postgresql+asyncpg://" + dsn.split("://", 1)[1]


async def open_database(dsn: str, *, pool_size: int = 8, raw_pool_size: int = 6) -> Database:
    """Opens both pools of one role; fails immediately if the server is unreachable."""
    engine = create_async_engine(engine_url(dsn), poolclass=NullPool, json_serializer=as_json)
    async with engine.connect():
        pass  # SQLAlchemy learns the server's version

    async def connect() -> RequestConnection:
        connection: RequestConnection = await asyncpg.connect(
            dsn,
            timeout=10,
            command_timeout=60,
            server_settings=REQUEST_SETTINGS,
            connection_class=RequestConnection,
        )
        connection.adapter = await borrow(engine.sync_engine, connection)
        return connection

    pool: asyncpg.Pool[asyncpg.Record] = await asyncpg.create_pool(
        dsn,
        min_size=1,
        max_size=raw_pool_size,
        reset=no_reset,
        timeout=10,
        command_timeout=60,
        server_settings=DESK_SETTINGS,
        connection_class=DeskConnection,
    )
    requests = ConnectionPool(connect, size=pool_size, wait_seconds=WAIT_SECONDS)
    return Database(engine, requests, pool)


async def no_reset(connection: object) -> None:
    """No reset needed: every borrower sets the tenant before it asks."""
