"""The database: rows, two pools, and transactions that belong to a principal.

Every transaction starts by setting its principal in PostgreSQL (`app.org`, `app.user`,
`app.invitation`), which the row-level policies check. Only `entry` and the job runner commit.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, TypeAlias, TypeVar, get_args
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import (
    CheckConstraint,
    DateTime,
    Engine,
    MetaData,
    NullPool,
    Select,
    Text,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from convite.core.ids import new_id
from convite.core.orm import BorrowedConnection, BorrowingSession, borrow
from convite.core.pool import ConnectionPool

RowT = TypeVar("RowT", bound="Base")

#: What the driver raises while the server is unreachable.
DATABASE_FAULTS = (
    OSError,
    TimeoutError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
)

#: A connection of the driver, borrowed or owned.
Connection: TypeAlias = (
    "asyncpg.Connection[asyncpg.Record] | asyncpg.pool.PoolConnectionProxy[asyncpg.Record]"
)

NAMES = {
    "ix": "%(table_name)s_%(column_0_N_name)s_index",
    "uq": "%(table_name)s_%(column_0_N_name)s_key",
    "ck": "%(table_name)s_%(constraint_name)s_check",
    "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
    "pk": "%(table_name)s_pkey",
}


class Base(DeclarativeBase):
    """Base class of all tables, with one naming convention for constraints."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: DateTime(timezone=True),
        str: Text(),
        dict[str, Any]: JSONB(),
        list[Any]: JSONB(),
    }


class Timed:
    """When the row was created and last changed."""

    created_at: Mapped[datetime] = mapped_column(server_default=func.now(), sort_order=900)
    updated_at: Mapped[datetime] = mapped_column(
        server_default=func.now(), onupdate=func.now(), sort_order=901
    )


class Keyed(Timed):
    """A row with a UUIDv7 of its own."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id, sort_order=-10)


class Versioned:
    """A row that several people may edit: a stale write gets 409."""

    version: Mapped[int] = mapped_column(default=1, server_default="1", sort_order=899)


@dataclass(frozen=True, kw_only=True)
class Principal:
    """The principal of a transaction, which the row-level policies check."""

    #: The tenant whose rows may be seen and changed.
    organization_id: UUID | None = None
    #: Opens "mine" rows in other tenants for reading.
    user_id: UUID | None = None
    #: Opens the rows of one invitation.
    invitation_id: UUID | None = None

    @property
    def setting(self) -> str:
        """The expressions that set it for the rest of the transaction; ids are safe as literals."""
        keys = {"org": self.organization_id, "user": self.user_id, "invitation": self.invitation_id}
        return ", ".join(
            f"set_config('app.{name}', '{key.hex if key else ''}', true)"
            for name, key in keys.items()
        )


NOBODY = Principal()


@dataclass
class Trace:
    """What a transaction carries besides rows."""

    principal: Principal = NOBODY
    #: Streams with new log rows; their listeners are woken after the commit.
    touched: set[UUID] = field(default_factory=set)
    request_id: UUID | None = None
    cause_id: UUID | None = None
    batch_id: UUID | None = None


class ReadTx(AsyncSession):
    """A read-only transaction: on the driver's connection, with the ORM for whoever needs it."""

    sync_session: BorrowingSession

    def __init__(
        self, engine: Engine, driver: "RequestConnection", *, is_reading: bool = False
    ) -> None:
        super().__init__(sync_session_class=BorrowingSession, expire_on_commit=False)
        self.trace = Trace()
        self.is_reading = is_reading
        #: The driver's connection; raw statements don't see changes that weren't flushed.
        self.driver = driver
        #: Whether the transaction goes on.
        self.is_open = True
        self.sync_session.engine = engine
        self.sync_session.borrowed = driver.adapter

    async def enter(self, principal: Principal) -> None:
        """Sets the transaction's principal from here on."""
        self.trace.principal = principal
        await self.driver.execute(f"SELECT {principal.setting}")

    @property
    def writing_session(self) -> BorrowingSession | None:
        """The session that entities belong to; None if nothing will be changed."""
        return None if self.is_reading else self.sync_session

    async def flush_changes(self) -> None:
        """Flushes what raw statements must see; free if nothing changed."""
        if not self.sync_session._is_clean():
            await self.flush()

    async def rollback(self) -> None:
        """Rolls back; the transaction is over."""
        self.sync_session.rollback()
        await self.end("ROLLBACK")

    async def end(self, command: str) -> None:
        """Ends the transaction on the driver's connection."""
        if self.is_open:
            self.is_open = False
            self.sync_session.borrowed = None
            await self.driver.execute(command)


class Tx(ReadTx):
    """A transaction for writing. Only the code that opened it commits it."""

    async def commit(self) -> None:
        """Writes what is pending and commits; the transaction is over."""
        await self.flush_changes()
        self.sync_session.commit()
        await self.end("COMMIT")


async def raw(tx: ReadTx) -> "asyncpg.Connection[asyncpg.Record]":
    """The driver's own connection, inside the same transaction."""
    return tx.driver


def one_of(column: str, kind: Any, *, name: str | None = None) -> CheckConstraint:
    """A check constraint that allows only the values of a `Literal`.

    The `Literal` next to the table is the single source: schemas, and through them the web app,
    use it too.
    """
    values = ",".join(f"'{value}'" for value in get_args(kind))
    return CheckConstraint(f"{column} IN ({values})", name=name or column)


def locked(statement: Select[Any]) -> Select[Any]:
    """The only row lock: FOR NO KEY UPDATE, which foreign-key checks don't deadlock with."""
    return statement.with_for_update(key_share=True)


async def load(tx: ReadTx, model: type[RowT], key: UUID, *, lock: bool = False) -> RowT | None:
    """Reads a row by its key; optionally locks it until the transaction ends."""
    statement = select_by_key(model, key)
    found = await tx.execute(
        (locked(statement) if lock else statement).execution_options(populate_existing=True)
    )
    row: RowT | None = found.scalar_one_or_none()
    return row


def select_by_key(model: type[RowT], key: UUID) -> Select[RowT]:
    """Selects one row by its key."""
    return select(model).where(model.id == key)  # type: ignore[attr-defined]


#: Raw statements are index look-ups, planned once per connection: replanning costs more than
#: running them. A plan made while a table was empty must not keep scanning it sequentially.
REQUEST_SETTINGS = {"jit": "off"}
DESK_SETTINGS = {"plan_cache_mode": "force_generic_plan", "enable_seqscan": "off", "jit": "off"}

AfterCommit = Callable[[set[UUID]], None]

#: How long a request waits for a connection at a peak; after this, 503 rather than a 15 s hang
#: (reliability, bar 17).
WAIT_SECONDS = 12


class RequestConnection(asyncpg.Connection):
    """A driver connection of requests, with its adapter for the ORM."""

    __slots__ = ("adapter",)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.adapter: BorrowedConnection

    async def prepare_for(self, engine: Engine) -> None:
        """Adapts the new connection for the ORM, whose JSON columns are decoded by the driver."""
        self.adapter = await borrow(engine, self)


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
    async def begun(
        self, principal: Principal = NOBODY, *, is_reading: bool = False
    ) -> AsyncIterator[Tx]:
        """A transaction that the caller commits; otherwise it is rolled back.

        BEGIN and the principal go in one message: a round trip costs more than most statements.
        """
        async with self.requests.lend() as connection:
            setting = "" if principal is NOBODY else f"; SELECT {principal.setting}"
            await connection.execute(f"BEGIN{setting}")
            tx = Tx(self.engine.sync_engine, connection, is_reading=is_reading)
            tx.trace.principal = principal
            try:
                yield tx
            finally:
                tx.sync_session.close()
                if tx.is_open:
                    tx.is_open = False
                    await self.roll_back(connection)

    @asynccontextmanager
    async def tx(self, principal: Principal = NOBODY) -> AsyncIterator[Tx]:
        """A transaction for writing; commits at the end, then wakes the listeners."""
        async with self.begun(principal) as tx:
            yield tx
            await self.commit(tx)

    @asynccontextmanager
    async def read(self, principal: Principal = NOBODY) -> AsyncIterator[ReadTx]:
        """A transaction for reading; always rolled back."""
        async with self.begun(principal, is_reading=True) as tx:
            yield tx

    async def commit(self, tx: Tx) -> None:
        """Commits and wakes the listeners of the streams that moved."""
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
            await connection.execute(f"BEGIN; SELECT set_config('app.org', '{tenant}', true)")
            try:
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
        await self.pool.close()
        await self.engine.dispose()


def as_json(value: object) -> str:
    """JSON text for a jsonb parameter."""
    return msgspec.json.encode(value, enc_hook=str).decode()


def engine_url(dsn: str) -> str:
    """A libpq DSN in SQLAlchemy's format."""
    return "postgresql+asyncpg://" + dsn.split("://", 1)[1]


async def open_database(dsn: str, *, pool_size: int = 8, raw_pool_size: int = 6) -> Database:
    """Opens both pools of one role; fails immediately if the server is unreachable."""
    engine = create_async_engine(
        engine_url(dsn),
        poolclass=NullPool,
        json_serializer=as_json,
        json_deserializer=msgspec.json.decode,
    )
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
        await connection.prepare_for(engine.sync_engine)
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
    """No reset needed: every check-out begins its own transaction with local settings."""
