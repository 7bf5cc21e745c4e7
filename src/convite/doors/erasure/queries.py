"""Queries of erased people, and the statements that clear what is left of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ARRAY, Column, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import InstrumentedAttribute

from convite.core.config import settings
from convite.core.db import Base, Connection, ReadTx, locked
from convite.core.parts import Table, modules, tables
from convite.doors.erasure.rules import ErasedPeople
from convite.doors.invitations.models import Invitation
from convite.events.event.models import Event
from convite.people.guests.models import Guest, GuestContact
from convite.room.attendees.models import Attendee

RowT = TypeVar("RowT", Guest, Attendee, Invitation)

# The guest, and everybody whose merge into them or into one of those wasn't undone.
# Index: merged_pairs_keep_index.
SAME_PERSON = """
WITH RECURSIVE same (id) AS (
  SELECT $1::uuid
  UNION SELECT p.remove FROM same JOIN merged_pairs p ON p.keep = same.id
  JOIN guests g ON g.id = p.remove AND g.deleted_at IS NOT NULL WHERE p.undone_at IS NULL)
SELECT id FROM same
"""


async def same_person(tx: ReadTx, guest_id: UUID) -> list[UUID]:
    """The guest and all who were merged into them."""
    rows = await tx.driver.fetch(SAME_PERSON, guest_id)
    return [row["id"] for row in rows]


async def unnamed_of(tx: ReadTx, guest_ids: Sequence[UUID]) -> list[UUID]:
    """The companions who are called after these guests, because nobody has named them."""
    host = select(Attendee.id).where(Attendee.guest_id.in_(guest_ids))
    found = await tx.execute(
        select(Guest.id)
        .join(Attendee, Attendee.guest_id == Guest.id)
        .where(Attendee.plus_one_of.in_(host), Guest.is_listed.is_(False))
    )
    return list(found.scalars())


async def events_of_person(tx: ReadTx, guest_ids: Sequence[UUID]) -> list[Event]:
    """The events on whose lists they are or were, by id."""
    listed = select(Attendee.event_id).where(Attendee.guest_id.in_(guest_ids))
    found = await tx.execute(select(Event).where(Event.id.in_(listed)).order_by(Event.id))
    return list(found.scalars())


async def lock_rows(
    tx: ReadTx, table: type[RowT], column: InstrumentedAttribute[Any], keys: Sequence[UUID]
) -> list[RowT]:
    """Locks the rows that have one of these keys in a column, removed ones included, in order of id."""
    found = await tx.execute(
        locked(select(table).where(column.in_(keys)).order_by(table.id)).execution_options(
            populate_existing=True
        )
    )
    return list(found.scalars())


async def addresses_of(tx: ReadTx, guests: Sequence[Guest]) -> list[str]:
    """All their e-mails and phones, each once."""
    further = await tx.execute(
        select(GuestContact.value).where(GuestContact.guest_id.in_([one.id for one in guests]))
    )
    own = [value for one in guests for value in (one.email, one.phone) if value]
    return list(dict.fromkeys([*own, *further.scalars()]))


async def others_in(
    tx: ReadTx, invitation_ids: Sequence[UUID], guest_ids: Sequence[UUID]
) -> dict[UUID, list[Guest]]:
    """Everybody else who is or was on these invitations, by invitation."""
    found = await tx.execute(
        select(Attendee.invitation_id, Guest)
        .join(Guest, Guest.id == Attendee.guest_id)
        .where(Attendee.invitation_id.in_(invitation_ids), Guest.id.not_in(guest_ids))
        .order_by(Attendee.created_at, Attendee.id)
    )
    others: dict[UUID, list[Guest]] = {}
    for invitation_id, guest in found:
        if invitation_id is not None:
            others.setdefault(invitation_id, []).append(guest)
    return others


async def lock_erasures(connection: Connection, organization_id: UUID) -> None:
    """Nobody of the organization is imported until the end of the transaction."""
    await connection.execute(ERASING, organization_id)


async def erased_people(connection: Connection, organization_id: UUID) -> ErasedPeople:
    """The addresses of everybody whom an organization has erased.

    Nobody else is erased until the end of the transaction, so that an import doesn't bring them back.
    """
    await connection.execute(IMPORTING, organization_id)
    rows = await connection.fetch(HASHES, organization_id)
    return ErasedPeople(
        key=settings().secret,
        organization_id=organization_id,
        hashes=frozenset(row["hash"] for row in rows),
    )


ERASING = "SELECT pg_advisory_xact_lock(hashtextextended('erasures:' || $1::uuid::text, 0))"
IMPORTING = (
    "SELECT pg_advisory_xact_lock_shared(hashtextextended('erasures:' || $1::uuid::text, 0))"
)
# Index: erasures_organization_id_index.
HASHES = "SELECT unnest(hashes) AS hash FROM erasures WHERE organization_id = $1"


@dataclass(frozen=True, kw_only=True)
class Clearing:
    """The statements that clear one table of a person; parameters as in `PLACES`."""

    table: str
    #: Whether rows that may tell of the person are still being worked on.
    unfinished: str | None
    #: Reads the storage keys of files that go with the rows.
    files: str | None
    clear: str


#: The parameters of a clearing, in order.
PLACES = {
    "organization": "$1::uuid",
    "guests": "$2::uuid[]",
    "attendees": "$3::uuid[]",
    "parties": "$4::uuid[]",
    "events": "$5::uuid[]",
    "files": "$6::uuid[]",
    "words": "$7::text[]",
    "shared": "$8::uuid[]",
    "names": "$9::text[]",
}
# PostgreSQL needs to know the type of every parameter, also of those that a statement doesn't use.
TYPES = " AND ".join(f"{place} IS NOT NULL" for place in PLACES.values())


def cleared(column: Column[Any]) -> str:
    """A column's value when it says nothing, in SQL."""
    if column.nullable:
        return "NULL"
    if isinstance(column.type, ARRAY):
        return "'{}'"
    if isinstance(column.type, JSONB):
        return "'[]'" if "[]" in str(getattr(column.server_default, "arg", "")) else "'{}'"
    return "''"


def clearing_of(name: str, table: Table) -> Clearing:
    """How a table is cleared."""
    columns, file = () if table.erases_rows else table.erase, table.erased_file
    under_way = table.under_way or "false"
    about = f"({(table.about or 'false').format(**PLACES)}) AND {TYPES}"
    found = f"{about} AND NOT ({under_way})"
    known = Base.metadata.tables[name].columns
    values = ", ".join(f"{column} = {cleared(known[column])}" for column in columns)
    return Clearing(
        table=name,
        unfinished=f"SELECT EXISTS (SELECT 1 FROM {name} WHERE {about} AND ({under_way}))"  # noqa: S608
        if table.under_way
        else None,
        files=f"SELECT {file} AS key FROM {name} WHERE {file} IS NOT NULL AND {found}"  # noqa: S608
        if file
        else None,
        clear=f"UPDATE {name} SET {values} WHERE {found}"  # noqa: S608
        if values
        else f"DELETE FROM {name} WHERE {found}",  # noqa: S608
    )


@cache
def clearings() -> tuple[Clearing, ...]:
    """How every table is cleared that says which rows are about a person.

    Messages come last, because notifications are found by them. Models of upper floors are
    known to the worker only once they are imported.
    """
    list(modules("models"))
    declared = [clearing_of(name, table) for _, name, table in tables() if table.about is not None]
    return tuple(sorted(declared, key=lambda one: one.table == "messages"))


# Index: erasures_unfinished. The longer one waits, the less often it is tried.
UNFINISHED = """
SELECT id, organization_id, guests, attendees, parties, events, files, words, shared, names
FROM erasures WHERE finished_at IS NULL
  AND updated_at <= now() - least(now() - created_at, interval '10 hours') / 10
ORDER BY created_at LIMIT $1
"""
#: Tried again later, after a tenth of the time that has passed.
LATER = "UPDATE erasures SET updated_at = now() WHERE id = $1"
FINISHED = """
UPDATE erasures SET finished_at = now(), words = '{}', names = '{}', updated_at = now() WHERE id = $1
"""
