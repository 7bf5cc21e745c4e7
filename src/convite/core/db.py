"""The database: rows, and transactions that belong to a principal.

Every transaction starts by setting its principal in PostgreSQL (`app.org`, `app.user`,
`app.invitation`), which the row-level policies check. Only `entry` and the job runner commit.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias, TypeVar, TypeVarTuple, get_args
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import (
    CheckConstraint,
    DateTime,
    Engine,
    MetaData,
    Select,
    Text,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from convite.core.ids import new_id
from convite.core.orm import BorrowingSession, RequestConnection

RowT = TypeVar("RowT", bound="Base")
Ts = TypeVarTuple("Ts")

#: What the driver raises while the server is unreachable.
DATABASE_FAULTS = (
    OSError,
    TimeoutError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
)
#: Those that say nothing about what was asked: the server can't be reached, or the pool is closed.
UNREACHABLE = (OSError, TimeoutError, asyncpg.InterfaceError, asyncpg.PostgresConnectionError)

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

    def setting(self, *, is_local: bool = True) -> str:
        """The expressions that set it for a transaction or a session; ids are safe as literals."""
        keys = {"org": self.organization_id, "user": self.user_id, "invitation": self.invitation_id}
        return ", ".join(
            f"set_config('app.{name}', '{key.hex if key else ''}', {str(is_local).lower()})"
            for name, key in keys.items()
        )


NOBODY = Principal()


@dataclass
class Trace:
    """What a transaction carries besides rows."""

    principal: Principal = NOBODY
    #: Streams with new log rows; their listeners are woken after the commit.
    touched: set[UUID] = field(default_factory=set)
    #: Rows of the log that are written with the commit; see `core.log`.
    facts: list[dict[str, Any]] = field(default_factory=list)
    request_id: UUID | None = None
    cause_id: UUID | None = None
    batch_id: UUID | None = None


class ReadTx(AsyncSession):
    """Reading or writing on the driver's connection, with the ORM for whoever needs it.

    Whoever only reads needs no transaction: each statement sees what was committed before it, as in a
    transaction of this level. The principal is then set for the session, and the session of a borrowed
    connection may still have another's: nothing can be asked before a principal was entered.
    """

    sync_session: BorrowingSession

    def __init__(
        self, engine: Engine, driver: RequestConnection, *, is_reading: bool = False
    ) -> None:
        super().__init__(sync_session_class=BorrowingSession, expire_on_commit=False)
        self.trace = Trace()
        self.is_reading = is_reading
        self.borrowed = driver
        #: Whether a transaction goes on.
        self.is_open = not is_reading
        self.sync_session.engine = engine
        self.is_entered = False
        #: Whether it has ended; its connection may be another's by now.
        self.is_over = False
        if not is_reading:
            self.mark_entered()

    @property
    def driver(self) -> RequestConnection:
        """The driver's connection; raw statements don't see changes that weren't flushed.

        Raises:
            RuntimeError: no principal was entered.
        """
        if not self.is_entered:
            raise RuntimeError("Enter a principal before reading.")
        return self.borrowed

    def mark_entered(self) -> None:
        """Opens the connection for statements; the next one sets the principal, whatever it finds.

        Raises:
            RuntimeError: it is over.
        """
        self.check_not_over()
        self.is_entered = True
        self.sync_session.borrowed = self.borrowed.adapter

    async def enter(self, principal: Principal) -> None:
        """Sets the principal from here on."""
        self.check_not_over()
        self.trace.principal = principal
        setting = principal.setting(is_local=not self.is_reading)
        await self.borrowed.execute(f"SELECT {setting}")
        self.mark_entered()

    def check_not_over(self) -> None:
        """Rejects what comes after the end.

        Raises:
            RuntimeError: it is over.
        """
        if self.is_over:
            raise RuntimeError("This transaction is over.")

    def close_for_good(self) -> None:
        """Takes the connection away: it may be lent to somebody else."""
        self.is_open = self.is_entered = False
        self.is_over = True
        self.sync_session.borrowed = None

    async def ensure_entered(self) -> None:
        """Enters as nobody, unless somebody has entered."""
        if not self.is_entered:
            await self.enter(NOBODY)

    if not TYPE_CHECKING:  # the types are SQLAlchemy's

        async def execute(self, *arguments: Any, **named: Any) -> Any:
            """Runs a statement of SQLAlchemy's."""
            await self.ensure_entered()
            return await super().execute(*arguments, **named)

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
        self.trace.facts, self.trace.touched = [], set()
        await self.end("ROLLBACK")

    async def end(self, command: str) -> None:
        """Ends the transaction on the driver's connection."""
        if self.is_open:
            self.close_for_good()
            await self.borrowed.execute(command)


class Tx(ReadTx):
    """A transaction for writing. Only the code that opened it commits it."""

    async def commit(self) -> None:
        """Writes what is pending and commits; the transaction is over."""
        await self.flush_changes()
        self.sync_session.commit()
        await self.end("COMMIT")


def one_of(column: str, kind: Any, *, name: str | None = None) -> CheckConstraint:
    """A check constraint that allows only the values of a `Literal`.

    The `Literal` next to the table is the single source: schemas, and through them the web app,
    use it too.
    """
    values = ",".join(f"'{value}'" for value in get_args(kind))
    return CheckConstraint(f"{column} IN ({values})", name=name or column)


def locked(statement: Select[*Ts], of: type["Base"] | None = None) -> Select[*Ts]:
    """The lock of rows to be changed: FOR NO KEY UPDATE, which foreign-key checks don't deadlock with.

    It locks the rows of every table of the statement, or of one.
    """
    return statement.with_for_update(key_share=True, of=of)


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


def as_json(value: object) -> str:
    """JSON text for a jsonb parameter."""
    return msgspec.json.encode(value, enc_hook=str).decode()
