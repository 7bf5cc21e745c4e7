"""Prepared statements: built and compiled once, run by the driver on the transaction's connection.

Building a statement, its cache key and its result takes SQLAlchemy several times as long as PostgreSQL
takes to answer it. A query file therefore builds its frequent statements once, with `bindparam`s, and
runs them with values:

    PARTY = Prepared(
        people().where(Attendee.invitation_id == bindparam("invitation_id")).order_by(Attendee.id)
    )

    rows = await PARTY.all(tx, invitation_id=invitation_id)

Rows are tuples of what the statement selects. Entities are read into the transaction's session if it
may change them, as by `tx.execute`. In a reading transaction they are plain objects with the entity's
columns and properties, which cost a third of entities to make and to read.
"""

import re
from collections.abc import Callable
from functools import cache, cached_property
from types import FunctionType
from typing import Any, Generic, TypeVarTuple

from sqlalchemy import BindParameter, Select, inspect
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.orm import Mapper, Session
from sqlalchemy.orm.attributes import instance_state
from sqlalchemy.sql.compiler import SQLCompiler

from convite.core.db import ReadTx, as_json

Ts = TypeVarTuple("Ts")

#: How a value becomes what the driver takes.
Convert = Callable[[Any], Any]
PLACE = re.compile(r"\$(\d+)")
DIALECT = PGDialect_asyncpg(json_serializer=as_json)  # type: ignore[no-untyped-call]
#: Makes a value of a row from the record's columns.
Reader = Callable[["Session | None", Any], Any]


class Prepared(Generic[*Ts]):
    """A statement that is compiled at its first use."""

    def __init__(
        self,
        statement: Select[*Ts],
        *,
        refresh: bool = False,
        only: frozenset[str] | None = None,
    ) -> None:
        self.statement = statement
        #: Attributes of entities that are read; None for all. For lists, where nothing is changed.
        self.only = only
        #: Whether entities the session already has take the values just read.
        self.refresh = refresh

    async def all(self, tx: ReadTx, **values: Any) -> list[tuple[*Ts]]:
        """Every row."""
        await tx.ensure_entered()
        await tx.flush_changes()
        session, readers = tx.writing_session, self.readers
        records = await tx.driver.fetch(self.text[0], *self.arguments(values))
        return [tuple(read(session, record) for read in readers) for record in records]

    async def first(self, tx: ReadTx, **values: Any) -> tuple[*Ts] | None:
        """The first row, or None."""
        await tx.ensure_entered()
        await tx.flush_changes()
        session = tx.writing_session
        record = await tx.driver.fetchrow(self.text[0], *self.arguments(values))
        if record is None:
            return None
        return tuple(read(session, record) for read in self.readers)

    @cached_property
    def text(self) -> tuple[str, list[tuple[str, Convert | None]]]:
        """The text for the driver, and its parameters in order, each with how its value is converted.

        Fixed values become literals: a plan for any value couldn't use an index on a part of a table.
        """
        columns = [
            column
            for chosen in self.statement.column_descriptions
            for column in columns_of(chosen, self.only)
        ]
        compiled = self.statement.with_only_columns(*columns).compile(dialect=DIALECT)
        assert isinstance(compiled, SQLCompiler)
        order = compiled.positiontup or ()
        convert: dict[str, Any] = dict(compiled._bind_processors)
        names: list[str] = []

        def written(place: re.Match[str]) -> str:
            name = order[int(place.group(1)) - 1]
            parameter = compiled.binds[name]
            if not parameter.required:
                return literal(parameter)
            if name not in names:
                names.append(name)
            return f"${names.index(name) + 1}"

        sql = PLACE.sub(written, compiled.string)
        return sql, [(name, convert.get(name)) for name in names]

    def arguments(self, values: dict[str, Any]) -> list[Any]:
        """The parameters' values in their order.

        Raises:
            KeyError: a parameter has no value.
        """
        return [
            values[name] if convert is None else convert(values[name])
            for name, convert in self.text[1]
        ]

    @cached_property
    def readers(self) -> list[Reader]:
        """What makes the row's values."""
        readers: list[Reader] = []
        at = 0
        for chosen in self.statement.column_descriptions:
            mapper = mapper_of(chosen)
            if mapper is None:
                readers.append(column_reader(at))
                at += 1
            else:
                names = names_of(mapper, self.only)
                readers.append(entity_reader(mapper, names, at, refresh=self.refresh))
                at += len(names)
        return readers


def literal(parameter: BindParameter[Any]) -> str:
    """A fixed value as SQL text."""
    write = parameter.type.literal_processor(DIALECT)
    if write is None:
        raise TypeError(f"{parameter.value!r} can't be written as a literal; bind it instead.")
    return write(parameter.value)


def mapper_of(chosen: Any) -> Mapper[Any] | None:
    """The mapper of a selected entity or alias of one; None for a column."""
    found = inspect(chosen["expr"], raiseerr=False)
    return getattr(found, "mapper", None) if chosen.get("entity") is chosen["expr"] else None


def columns_of(chosen: Any, only: frozenset[str] | None) -> list[Any]:
    """The columns of a selected entity, or the selected column."""
    mapper = mapper_of(chosen)
    if mapper is None:
        return [chosen["expr"]]
    return [getattr(chosen["expr"], name) for name in names_of(mapper, only)]


def names_of(mapper: Mapper[Any], only: frozenset[str] | None) -> list[str]:
    """The attributes of an entity that are read; deferred ones are left out."""
    return [
        attribute.key
        for attribute in mapper.column_attrs
        if not attribute.deferred and (only is None or attribute.key in only)
    ]


def column_reader(at: int) -> Reader:
    """Reads one column."""
    return lambda _, record: record[at]


@cache
def plain_class(kind: type[Any]) -> type[Any]:
    """A class with the properties and methods of an entity, whose columns are plain attributes."""
    members = {
        name: value
        for parent in reversed(kind.__mro__[:-1])
        for name, value in vars(parent).items()
        if isinstance(value, property | FunctionType) and not name.startswith("_")
    }
    return type(kind.__name__, (), members)


def refresh_values(entity: Any, values: dict[str, Any]) -> None:
    """Gives an entity of a session values as the database has them now; they aren't changes."""
    entity.__dict__.update(values)
    instance_state(entity)._commit(entity.__dict__, values)


def join_session(session: Session, entity: Any, key: tuple[Any, ...]) -> None:
    """Makes a new entity one that the session has read, as the ORM's own loader does.

    `Session.add` of a detached entity does the same with every check, and takes eight times as long.
    """
    state = instance_state(entity)
    state.key, state.session_id = key, session.hash_key
    state._commit_all(entity.__dict__)
    session.identity_map.add(state)


def entity_reader(mapper: Mapper[Any], names: list[str], at: int, *, refresh: bool) -> Reader:
    """Reads an entity from its columns."""
    end, key_at = at + len(names), at + names.index(mapper.primary_key[0].key or "")
    new_instance, kind = mapper.class_manager.new_instance, mapper.class_
    plain = plain_class(kind)  # type: ignore[arg-type]

    def read(session: Session | None, record: Any) -> Any:
        if record[key_at] is None:
            return None
        if session is not None:
            present = session.identity_map.get((kind, (record[key_at],), None))
            if present is not None:
                values = zip(names, record[at:end], strict=True)
                if refresh:
                    refresh_values(present, dict(values))
                else:
                    for name, value in values:
                        present.__dict__.setdefault(name, value)
                return present
        entity = new_instance() if session is not None else plain()
        entity.__dict__.update(zip(names, record[at:end], strict=True))
        if session is not None:
            join_session(session, entity, (kind, (record[key_at],), None))
        return entity

    return read
