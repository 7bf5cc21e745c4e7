"""The database: rows, two pools, and transactions that belong to a principal.

Every transaction starts by telling PostgreSQL for whom it is (`app.org`, `app.user`,
`app.invitation`); the row-level policies do the rest. Only `entry` and the job runner commit.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, TypeAlias, TypeVar, get_args
from uuid import UUID

import asyncpg
from sqlalchemy import CheckConstraint, DateTime, MetaData, Select, Text, func, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from convite.core.ids import new_id

RowT = TypeVar("RowT", bound="Base")

#: What the driver raises while the server is away.
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
    """Every table's parent: constraint names by one convention."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: DateTime(timezone=True),
        str: Text(),
        dict[str, Any]: JSONB(),
        list[Any]: JSONB(),
    }


class Timed:
    """When the row was made and last changed."""

    created_at: Mapped[datetime] = mapped_column(server_default=func.now(), sort_order=900)
    updated_at: Mapped[datetime] = mapped_column(
        server_default=func.now(), onupdate=func.now(), sort_order=901
    )


class Keyed(Timed):
    """A row with a UUIDv7 of its own."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id, sort_order=-10)


class Versioned:
    """A row that people edit side by side: a stale write gets 409."""

    version: Mapped[int] = mapped_column(default=1, server_default="1", sort_order=899)


@dataclass(frozen=True, kw_only=True)
class Principal:
    """For whom a transaction is: what the row-level policies compare with."""

    #: The tenant whose rows may be seen and changed.
    organization_id: UUID | None = None
    #: Opens "mine" rows in other tenants for reading.
    user_id: UUID | None = None
    #: Opens the rows of one invitation.
    invitation_id: UUID | None = None

    @property
    def settings(self) -> tuple[str, str, str]:
        """The three settings as text; '' is nobody."""
        return (
            str(self.organization_id or ""),
            str(self.user_id or ""),
            str(self.invitation_id or ""),
        )


NOBODY = Principal()


@dataclass
class Trace:
    """What a transaction carries besides rows."""

    principal: Principal = NOBODY
    #: Streams that got log rows: their listeners are woken after the commit.
    touched: set[UUID] = field(default_factory=set)
    request_id: UUID | None = None
    cause_id: UUID | None = None
    batch_id: UUID | None = None


class ReadTx(AsyncSession):
    """A transaction that is only read with."""

    @property
    def trace(self) -> Trace:
        """What this transaction carries besides rows."""
        trace: Trace = self.info.setdefault("trace", Trace())
        return trace

    async def enter(self, principal: Principal) -> None:
        """From here on the transaction is for `principal`."""
        self.trace.principal = principal
        organization, user, invitation = principal.settings
        await self.execute(
            text(
                "SELECT set_config('app.org', :organization, true),"
                " set_config('app.user', :user, true),"
                " set_config('app.invitation', :invitation, true)"
            ),
            {"organization": organization, "user": user, "invitation": invitation},
        )


class Tx(ReadTx):
    """A transaction that changes rows. Who opened it commits it, nobody else."""


async def raw(tx: ReadTx) -> "asyncpg.Connection[asyncpg.Record]":
    """The driver's own connection, inside the same transaction (after its first statement)."""
    connection = await (await tx.connection()).get_raw_connection()
    driver: asyncpg.Connection[asyncpg.Record] = connection.driver_connection  # type: ignore[assignment]
    return driver


def one_of(column: str, kind: Any, *, name: str | None = None) -> CheckConstraint:
    """The constraint that a column holds one of a `Literal`'s values.

    The `Literal` beside the table is where they stand; shapes, and by them the web app, take it from
    there.
    """
    values = ",".join(f"'{value}'" for value in get_args(kind))
    return CheckConstraint(f"{column} IN ({values})", name=name or column)


def locked(statement: Select[Any]) -> Select[Any]:
    """The only row lock: FOR NO KEY UPDATE, which foreign-key checks don't deadlock with."""
    return statement.with_for_update(key_share=True)


async def load(tx: ReadTx, model: type[RowT], key: UUID, *, lock: bool = False) -> RowT | None:
    """The row by its key, freshly read; locked until the end of the transaction if asked."""
    statement = select_by_key(model, key)
    found = await tx.execute(
        (locked(statement) if lock else statement).execution_options(populate_existing=True)
    )
    row: RowT | None = found.scalar_one_or_none()
    return row


def select_by_key(model: type[RowT], key: UUID) -> Select[RowT]:
    """Selects one row by its key."""
    return select(model).where(model.id == key)  # type: ignore[attr-defined]


#: Raw statements are look-ups by index, planned once a connection: planning anew costs more than
#: running them, and a table that was empty when it was planned must not be scanned for ever.
DESK_SETTINGS = {"plan_cache_mode": "force_generic_plan", "enable_seqscan": "off", "jit": "off"}

AfterCommit = Callable[[set[UUID]], None]


class DeskConnection(asyncpg.Connection):
    """A driver connection that knows for which tenant its session is set."""

    __slots__ = ("tenant",)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        #: The session's own `app.org`; a transaction's local setting goes before it.
        self.tenant = ""

    async def enter(self, tenant: str) -> None:
        """Sets the session to a tenant, where it isn't yet."""
        if self.tenant != tenant:
            self.tenant = ""  # unknown until the server has said yes
            await self.execute("SELECT set_config('app.org', $1, false)", tenant)
            self.tenant = tenant


class Database:
    """The two pools of one role, and who is woken after a commit."""

    def __init__(self, engine: AsyncEngine, pool: "asyncpg.Pool[asyncpg.Record]") -> None:
        self.engine = engine
        self.pool = pool
        self.after_commit: list[AfterCommit] = []

    def wake(self, streams: set[UUID]) -> None:
        """Tells the followers of this process that `streams` moved."""
        if streams:
            for told in self.after_commit:
                told(streams)

    @asynccontextmanager
    async def tx(self, principal: Principal = NOBODY) -> AsyncIterator[Tx]:
        """A transaction for writing; commits at the end, and wakes the listeners then."""
        async with Tx(self.engine, expire_on_commit=False) as tx:
            await tx.enter(principal)
            yield tx
            await self.commit(tx)

    @asynccontextmanager
    async def read(self, principal: Principal = NOBODY) -> AsyncIterator[ReadTx]:
        """A transaction for reading; nothing it did is kept."""
        async with ReadTx(self.engine, expire_on_commit=False) as tx:
            await tx.enter(principal)
            yield tx

    async def commit(self, tx: Tx) -> None:
        """Commits and wakes the listeners of the streams that moved."""
        await tx.commit()
        self.wake(tx.trace.touched)
        tx.trace.touched = set()

    @asynccontextmanager
    async def desk(self, organization_id: UUID | None) -> AsyncIterator[Connection]:
        """A driver connection in a transaction for a tenant (desks and hot reads).

        BEGIN and the setting go in one message: a desk's round trips are most of its cost.
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
        """A driver connection for a tenant on which each statement is a transaction of its own.

        One message and one answer a batch, commit included: in a transaction of several messages
        the database waits at each for a busy process to come round to it.
        """
        async with self.pool.acquire(timeout=5) as connection:
            await connection.enter(organization_id.hex)  # type: ignore[attr-defined]
            yield connection

    async def roll_back(self, connection: Connection) -> None:
        """Ends a failed transaction; a connection that can't is thrown away."""
        try:
            await connection.execute("ROLLBACK", timeout=2)
        except DATABASE_FAULTS:
            connection.terminate()

    async def close(self) -> None:
        """Closes both pools."""
        await self.pool.close()
        await self.engine.dispose()


def engine_url(dsn: str) -> str:
    """A libpq DSN as SQLAlchemy reads it."""
    return "postgresql+asyncpg://" + dsn.split("://", 1)[1]


async def open_database(dsn: str, *, pool_size: int = 8, raw_pool_size: int = 6) -> Database:
    """Opens both pools of one role; fails at once where nobody answers."""
    engine = create_async_engine(
        engine_url(dsn),
        pool_size=pool_size,
        max_overflow=0,
        # a rush on one event waits its turn; 503 comes before any hang of 15 s (reliability, bar 17)
        pool_timeout=12,
        pool_pre_ping=True,
        connect_args={"timeout": 10, "command_timeout": 60},
    )
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
    return Database(engine, pool)


async def no_reset(connection: object) -> None:
    """Nothing to reset: every check-out begins its own transaction with local settings."""


async def fetch_all(tx: ReadTx, statement: Select[Any]) -> Sequence[Any]:
    """Rows of a statement of one column or entity."""
    rows: Sequence[Any] = (await tx.execute(statement)).scalars().all()
    return rows
