"""Queries of an event's attendees and their seats."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Boolean,
    Select,
    Text,
    Uuid,
    any_,
    bindparam,
    exists,
    func,
    or_,
    select,
)

from convite.core.db import ReadTx, locked
from convite.core.paging import Page, PageQuery, PreparedPage, page
from convite.core.prepared import Prepared
from convite.core.search import needle_of
from convite.people.guests.models import Guest
from convite.people.guests.rules import full_name
from convite.plan.seating.models import Seat
from convite.room.attendees.models import Attendee
from convite.room.entitlements.models import Entitlement
from convite.room.entitlements.queries import PartAnswered, answers_of, parts_answered

ShapeT = TypeVar("ShapeT")

#: A parameter with several attendees' ids.
IDS = bindparam("ids", type_=ARRAY(Uuid))
#: Above this many matches, a search scans the whole address book instead of using the index.
MAX_FOUND = 500


@dataclass(frozen=True, kw_only=True)
class Person:
    """An attendee with their guest and seat."""

    attendee: Attendee
    guest: Guest
    seat_id: UUID | None
    seat_number: str | None
    #: Their answers for the parts of the event they are invited to, in order.
    parts: tuple[PartAnswered, ...] = ()


def people() -> Select[Attendee, Guest, UUID, str, Any]:
    """Selects attendees with their guest, seat and answers for parts of the event."""
    return (
        select(
            *(Attendee, Guest, Seat.id.label("seat_id"), Seat.seat_number),
            answers_of(Attendee.__table__.c.id).label("parts"),
        )
        .select_from(Attendee)
        .join(Guest, Guest.id == Attendee.guest_id)
        .outerjoin(Seat, Seat.attendee_id == Attendee.id)
    )


def person(row: Any) -> Person:
    """Converts a row of `people`."""
    return Person(
        attendee=row[0],
        guest=row[1],
        seat_id=row[2],
        seat_number=row[3],
        parts=parts_answered(row[4]),
    )


BY_ID = Prepared(
    people()
    .where(
        Attendee.event_id == bindparam("event_id"),
        (Attendee.id == bindparam("key")) | (Attendee.guest_id == bindparam("key")),
    )
    .order_by((Attendee.id == bindparam("key")).desc(), (Attendee.status == "canceled"))
    .limit(1),
    refresh=True,
)


async def person_by_id(tx: ReadTx, event_id: UUID, key: UUID) -> Person | None:
    """Finds an attendee of the event by their own id or their guest's; active ones first."""
    row = await BY_ID.first(tx, event_id=event_id, key=key)
    return person(row) if row else None


#: What lists of people show, of attendees and of guests.
LISTED = frozenset(
    {
        *("id", "event_id", "guest_id", "user_id", "door", "invitation_id", "plus_one_of", "side"),
        *("notes", "answers", "status", "attendance", "checked_in_at", "checked_out_at"),
        *("responded_at", "added_by", "version", "created_at"),
        *("first_name", "last_name", "email", "phone", "company", "tags", "locale"),
    }
)
BY_IDS = Prepared(people().where(Attendee.id == any_(IDS)), refresh=True)
LISTED_BY_IDS = Prepared(people().where(Attendee.id == any_(IDS)), only=LISTED)


async def people_by_ids(tx: ReadTx, ids: Sequence[UUID]) -> list[Person]:
    """Returns several attendees, in no particular order."""
    statement = LISTED_BY_IDS if tx.is_reading else BY_IDS
    return [person(row) for row in await statement.all(tx, ids=ids)]


PARTY = Prepared(
    people()
    .where(Attendee.invitation_id == bindparam("invitation_id"), Attendee.status != "canceled")
    .order_by(Attendee.created_at, Attendee.id),
    refresh=True,
)


async def party_of(tx: ReadTx, invitation_id: UUID) -> list[Person]:
    """Returns an invitation's attendees in the order they were added, without canceled ones."""
    return [person(row) for row in await PARTY.all(tx, invitation_id=invitation_id)]


async def attendee_ids_of(tx: ReadTx, guest_id: UUID) -> list[UUID]:
    """Returns the ids of all of the guest's attendees, including canceled ones."""
    result = await tx.execute(select(Attendee.id).where(Attendee.guest_id == guest_id))
    return list(result.scalars())


LOCKED = Prepared(
    locked(select(Attendee).where(Attendee.id == any_(IDS)).order_by(Attendee.id)), refresh=True
)


async def lock_attendees(tx: ReadTx, ids: Sequence[UUID]) -> dict[UUID, Attendee]:
    """Locks the attendees in order of id until the end of the transaction."""
    return {row[0].id: row[0] for row in await LOCKED.all(tx, ids=ids)}


LOCKED_WITH_NAMES = Prepared(
    locked(
        select(Attendee, Guest.first_name, Guest.last_name)
        .select_from(Attendee)
        .join(Guest, Guest.id == Attendee.guest_id)
        .where(Attendee.id == any_(IDS))
        .order_by(Attendee.id),
        of=Attendee,
    ),
    refresh=True,
)


async def lock_people(tx: ReadTx, ids: Sequence[UUID]) -> dict[UUID, tuple[Attendee, str]]:
    """Locks the attendees as `lock_attendees`; returns them with their names."""
    rows = await LOCKED_WITH_NAMES.all(tx, ids=ids)
    return {attendee.id: (attendee, full_name(first, last)) for attendee, first, last in rows}


#: Filters that are compared with a value.
FILTERED = ("status", "attendance", "side", "added_by", "part", "part_status")


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Filters of an event's list."""

    status: str | None = None
    attendance: str | None = None
    side: str | None = None
    added_by: UUID | None = None
    text: str | None = None
    has_seat: bool | None = None
    part: UUID | None = None
    #: A state of that part, or of any.
    part_status: str | None = None

    @property
    def values(self) -> dict[str, Any]:
        """The filters that are set, by name; the text isn't one of the statement's parameters."""
        found = {name: getattr(self, name) for name in FILTERED}
        found = {name: value for name, value in found.items() if value is not None}
        return found if self.has_seat is None else {**found, "has_seat": self.has_seat}


def filtered_ids(names: Iterable[str]) -> Select[UUID]:
    """Selects the ids of an event's attendees who match the filters of these names.

    Canceled attendees are left out unless that status is requested. Served by
    `attendees_sort_key_index`.
    """
    statement = select(Attendee.id).where(Attendee.event_id == bindparam("event_id"))
    if "status" not in names:
        statement = statement.where(Attendee.status != "canceled")
    if "part" in names or "part_status" in names:
        asked = exists().where(Entitlement.attendee_id == Attendee.id)
        if "part" in names:
            asked = asked.where(Entitlement.part_id == bindparam("part"))
        if "part_status" in names:
            asked = asked.where(Entitlement.state == bindparam("part_status"))
        statement = statement.where(asked)
    for name in names:
        if name in ("part", "part_status"):
            continue
        if name == "has_seat":
            sits = exists().where(Seat.attendee_id == Attendee.id)
            # nobody misses a seat who isn't expected
            expected = or_(Attendee.status == "going", Attendee.status == "pending")
            statement = statement.where(sits == bindparam("has_seat", type_=Boolean), expected)
        else:
            statement = statement.where(getattr(Attendee, name) == bindparam(name))
    return statement


@cache
def sorted_ids(names: tuple[str, ...]) -> PreparedPage[UUID]:
    """The filtered ids, sorted by name."""
    return PreparedPage(filtered_ids(names), [Attendee.sort_key, Attendee.id])


async def search_people(
    tx: ReadTx, statement: Select[UUID], event_id: UUID, text: str
) -> tuple[Select[UUID], list[Any]]:
    """Narrows the statement to people whose name, email, phone or company contain each word of the text.

    Also returns the columns to sort by. A few matches are found through `guests_trigrams_index`
    and then sorted. For many matches, the whole address book is read and sorted by name first,
    behind an optimization fence (OFFSET 0), and joined until the page is full. That takes 35 ms
    for 100,000 guests regardless of which ones match; walking the event's list in order took 100
    ms per 12,000 people before the first match.
    """
    grams, patterns = needle_of(text)
    wanted = bindparam(None, patterns, type_=ARRAY(Text))
    matches = func.search_attendees(event_id, grams, wanted, MAX_FOUND + 1)
    ids = list((await tx.execute(select(matches.column_valued("id")))).scalars())
    if len(ids) <= MAX_FOUND:
        few = Attendee.id == any_(bindparam(None, ids, type_=ARRAY(Uuid)))
        return statement.where(few), [Attendee.sort_key, Attendee.id]
    named = (
        select(Guest.id, Guest.sort_key)
        .where(*(Guest.search_key.like(pattern) for pattern in patterns))
        .order_by(Guest.sort_key)
        .offset(0)
        .subquery()
    )
    many = statement.join(named, named.c.id == Attendee.guest_id)
    return many, [named.c.sort_key, Attendee.id]


async def ids_page(tx: ReadTx, event_id: UUID, query: PageQuery, filters: Filters) -> Page[UUID]:
    """Returns the ids of a page of the event's people, sorted by name.

    They are read before the people, from one table in index order. In a single statement the planner
    treats each table's tenant policy as another filter, expects a handful of rows, and sorts the
    whole event.
    """
    values = filters.values
    if filters.text and filters.text.strip():
        statement = filtered_ids(values).params(event_id=event_id, **values)
        statement, by = await search_people(tx, statement, event_id, filters.text)
        return await page(tx, statement, query, by, lambda row: row[0])
    listed = sorted_ids(tuple(values))
    return await listed.page(tx, query, lambda row: row[0], event_id=event_id, **values)


async def people_page(
    tx: ReadTx,
    event_id: UUID,
    query: PageQuery,
    filters: Filters,
    shape: Callable[[Person], ShapeT],
) -> Page[ShapeT]:
    """Returns a page of the event's people, sorted by name."""
    ids = await ids_page(tx, event_id, query, filters)
    by_id = {one.attendee.id: one for one in await people_by_ids(tx, ids.items)}
    items = [shape(by_id[key]) for key in ids.items if key in by_id]
    return Page(items=items, next_cursor=ids.next_cursor, total=ids.total)


async def seated_party(tx: ReadTx, event_id: UUID, invitation_id: UUID) -> dict[UUID, UUID | None]:
    """Returns the party's members who are coming or haven't replied, with their seat ids.

    They are ordered by when they were added.
    """
    result = await tx.execute(
        select(Attendee.id, Seat.id)
        .outerjoin(Seat, Seat.attendee_id == Attendee.id)
        .where(
            Attendee.event_id == event_id,
            Attendee.invitation_id == invitation_id,
            Attendee.status.in_(("going", "pending")),
        )
        .order_by(Attendee.created_at, Attendee.id)
    )
    return {row[0]: row[1] for row in result}


ON_EVENT = Prepared(
    select(Attendee).where(
        Attendee.event_id == bindparam("event_id"),
        Attendee.guest_id == bindparam("guest_id"),
        Attendee.status != "canceled",
    )
)


async def attendee_on(tx: ReadTx, event_id: UUID, guest_id: UUID) -> Attendee | None:
    """Returns the guest's active attendee on the event, or None."""
    row = await ON_EVENT.first(tx, event_id=event_id, guest_id=guest_id)
    return row[0] if row else None
