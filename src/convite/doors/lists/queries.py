"""Queries of lists of an event's people, and of saved views."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Boolean,
    Column,
    ColumnElement,
    DateTime,
    Select,
    SQLColumnExpression,
    Text,
    Uuid,
    and_,
    any_,
    bindparam,
    cast,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import aliased

from convite.core.db import ReadTx
from convite.core.paging import Page, PageQuery, PreparedPage, page
from convite.core.prepared import Prepared
from convite.core.search import needle_of
from convite.doors.lists.models import SavedView
from convite.doors.lists.rules import statuses_of
from convite.doors.lists.schemas import ListFilters
from convite.doors.reach.queries import DELIVERY
from convite.doors.reach.rules import deliveries_of
from convite.entrance.checkin.models import Checkin
from convite.people.guests.models import Guest
from convite.plan.seating.models import Seat
from convite.room.attendees.models import Attendee
from convite.room.attendees.queries import Person, people_by_ids
from convite.room.entitlements.models import Entitlement

ShapeT = TypeVar("ShapeT")

#: Above this many matches, a search scans the whole address book instead of using the index.
MAX_FOUND = 500
#: Most views of one event.
MAX_VIEWS = 200
#: Sorts before every reply.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
#: Filters whose condition is on the guest's entry in the address book.
PART_FILTERS = frozenset({"part", "part_status"})
OF_GUEST = frozenset({"tag", "has_email", "has_phone", "has_address", "is_child"})

TAKEN = aliased(Seat)
SITS = exists().where(TAKEN.attendee_id == Attendee.id)
#: Nobody misses a seat who isn't expected.
EXPECTED = or_(Attendee.status == "going", Attendee.status == "pending")
ASKED = exists().where(Entitlement.attendee_id == Attendee.id)
OF_PART = Entitlement.part_id == bindparam("part", type_=Uuid)
IN_STATE = Entitlement.state == any_(bindparam("part_status", type_=ARRAY(Text)))
UNDO = aliased(Checkin)
CAME = exists().where(
    Checkin.attendee_id == Attendee.id,
    Checkin.direction == "in",
    Checkin.undoes.is_(None),
    ~exists().where(UNDO.undoes == Checkin.id),
)
ANSWER = Attendee.answers[cast(bindparam("question_id", type_=Uuid), Text)]


def flag(name: str, condition: SQLColumnExpression[bool]) -> ColumnElement[bool]:
    """The condition, or its opposite, by a parameter."""
    return condition == bindparam(name, type_=Boolean)


#: The condition of each filter. The parameter has the filter's name.
CONDITIONS: dict[str, ColumnElement[bool]] = {
    "status": Attendee.status == bindparam("status"),
    # several, or canceled; `attendees_status_index` has the people of a single one in order
    "statuses": Attendee.status == any_(bindparam("statuses", type_=ARRAY(Text))),
    "attendance": Attendee.attendance == bindparam("attendance"),
    "door": Attendee.door == bindparam("door"),
    "side": Attendee.side == bindparam("side"),
    "delivery": any_(bindparam("delivery", type_=ARRAY(Text))) == DELIVERY,
    "tag": bindparam("tag", type_=Text) == any_(Guest.tags),
    "added_by": Attendee.added_by == bindparam("added_by", type_=Uuid),
    "invitation_id": Attendee.invitation_id == bindparam("invitation_id", type_=Uuid),
    "has_email": flag("has_email", Guest.email.is_not(None)),
    "has_phone": flag("has_phone", Guest.phone.is_not(None)),
    # as for envelopes: a street, or a town with its postal code
    "has_address": flag(
        "has_address",
        or_(
            Guest.address.has_key("lines"),
            and_(Guest.address.has_key("postal_code"), Guest.address.has_key("city")),
        ),
    ),
    "has_seat": and_(flag("has_seat", SITS), EXPECTED),
    "has_answer": flag("has_answer", Attendee.status != "pending"),
    "answered_since": Attendee.responded_at
    >= bindparam("answered_since", type_=DateTime(timezone=True)),
    "is_child": flag("is_child", Guest.is_child),
    "part": ASKED.where(OF_PART),
    "part_status": ASKED.where(IN_STATE),
    "came": CAME.where(Checkin.part_id == bindparam("came", type_=Uuid)),
    "question_id": ANSWER.is_not(None),
    # A choice among several, or the answer itself, whatever it is stored as.
    "answer": or_(
        ANSWER.contains(func.to_jsonb(bindparam("answer", type_=Text), type_=JSONB)),
        ANSWER.astext == bindparam("answer", type_=Text),
    ),
}

#: What each order sorts by; people's names decide between equals.
ORDERS: dict[str, list[Any]] = {
    "name": [],
    "party": [Attendee.party_sort_key],
    "status": [Attendee.status],
    "side": [Attendee.side],
    "seat": [func.natural_key(func.coalesce(Seat.seat_number, ""), type_=Text)],
    "attendance": [Attendee.attendance],
    "replied": [func.coalesce(Attendee.responded_at, NEVER)],
    "added": [Attendee.created_at],
    "company": [Guest.company],
    "email": [func.coalesce(Guest.email_key, "")],
}
#: Orders by what the address book says of a guest.
BY_GUEST = ("company", "email")


def values_of(filters: ListFilters) -> dict[str, Any]:
    """The filters that are set, by name; the search text isn't one of the statement's parameters."""
    found = {field.name: getattr(filters, field.name) for field in fields(filters)}
    values = {name: value for name, value in found.items() if name != "q" and value is not None}
    if "status" in values:
        stored = statuses_of(values.pop("status"))
        is_one = len(stored) == 1 and stored != ["canceled"]
        values |= {"status": stored[0]} if is_one else {"statuses": stored}
    if "delivery" in values:
        values["delivery"] = deliveries_of(values["delivery"])
    if "part_status" in values:
        values["part_status"] = statuses_of(values["part_status"])
    if "answer" in values and "question_id" not in values:
        del values["answer"]
    return values


def filtered_ids(names: Iterable[str], sort: str = "name") -> Select[UUID]:
    """Selects the ids of an event's attendees who match the filters of these names.

    Canceled attendees are left out unless a status is asked for. Only tables that filters and order
    need are joined. Served by `attendees_sort_key_index`, and the indexes of the other orders beside it.
    """
    statement = select(Attendee.id).where(Attendee.event_id == bindparam("event_id"))
    column = sort.removeprefix("-")
    if column in BY_GUEST or not OF_GUEST.isdisjoint(names):
        statement = statement.join(Guest, Guest.id == Attendee.guest_id)
    if column == "seat":
        statement = statement.outerjoin(Seat, Seat.attendee_id == Attendee.id)
    if "statuses" not in names:
        statement = statement.where(Attendee.status != "canceled")
    wanted = {name: CONDITIONS[name] for name in names}
    if wanted.keys() >= PART_FILTERS:
        # the answer for that part, not for another one
        wanted = {name: one for name, one in wanted.items() if name not in PART_FILTERS}
        statement = statement.where(ASKED.where(OF_PART, IN_STATE))
    return statement.where(*wanted.values())


def order_of(sort: str) -> list[Any]:
    """The columns of an order, of which the last is unique.

    By a guest's detail they are one table's, so that an index has them in order:
    `guests_company_index`, `guests_email_index`.
    """
    column = sort.removeprefix("-")
    name = Guest.sort_key if column in BY_GUEST else Attendee.sort_key
    return [*ORDERS[column], name, Attendee.id]


@lru_cache(maxsize=500)
def sorted_ids(names: tuple[str, ...], sort: str) -> PreparedPage[UUID]:
    """The filtered ids in an order."""
    is_reverse = sort.startswith("-")
    return PreparedPage(filtered_ids(names, sort), order_of(sort), descending=is_reverse)


async def search_people(
    tx: ReadTx, statement: Select[UUID], event_id: UUID, text: str, sort: str
) -> tuple[Select[UUID], list[Any]]:
    """Narrows the statement to people whose name, email, phone or company contain each word of the text.

    Also returns the columns to sort by. A few matches are found through `guests_trigrams_index`
    and then sorted. For many matches, all that the address book has are sorted by name first, behind
    an optimization fence (OFFSET 0), and joined until the page is full; walking the event's list in
    order took 100 ms per 12,000 people before the first match.
    """
    grams, patterns = needle_of(text)
    wanted = bindparam(None, patterns, type_=ARRAY(Text))
    matches = func.search_attendees(event_id, grams, wanted, MAX_FOUND + 1)
    ids = list((await tx.execute(select(matches.column_valued("id")))).scalars())
    if len(ids) <= MAX_FOUND:
        few = Attendee.id == any_(bindparam(None, ids, type_=ARRAY(Uuid)))
        return statement.where(few), order_of(sort)
    found = func.found_guests(grams, wanted).table_valued(
        Column("id", Uuid), Column("sort_key", Text)
    )
    named = select(found.c.id, found.c.sort_key).order_by(found.c.sort_key).offset(0).subquery()
    many = statement.join(named, named.c.id == Attendee.guest_id)
    return many, [*ORDERS[sort.removeprefix("-")], named.c.sort_key, Attendee.id]


async def ids_page(
    tx: ReadTx, event_id: UUID, query: PageQuery, filters: ListFilters, sort: str = "name"
) -> Page[UUID]:
    """Returns the ids of a page of the event's people.

    They are read before the people, from as few tables as possible. In a single statement the planner
    treats each table's tenant policy as another filter, expects a handful of rows, and sorts the
    whole event.
    """
    values = values_of(filters)
    if filters.q and filters.q.strip():
        statement = filtered_ids(values, sort).params(event_id=event_id, **values)
        statement, by = await search_people(tx, statement, event_id, filters.q, sort)
        is_reverse = sort.startswith("-")
        return await page(
            tx, statement, query, by, lambda row: row[0], descending=is_reverse, order=sort
        )
    listed = sorted_ids(tuple(values), sort)
    return await listed.page(tx, query, lambda row: row[0], event_id=event_id, **values)


async def people_page(
    tx: ReadTx,
    event_id: UUID,
    query: PageQuery,
    filters: ListFilters,
    shape: Callable[[Person], ShapeT],
) -> Page[ShapeT]:
    """Returns a page of the event's people, sorted by name."""
    ids = await ids_page(tx, event_id, query, filters)
    by_id = {one.attendee.id: one for one in await people_by_ids(tx, ids.items)}
    items = [shape(by_id[key]) for key in ids.items if key in by_id]
    return Page(items=items, next_cursor=ids.next_cursor, total=ids.total)


async def matching_ids(
    tx: ReadTx, event_id: UUID, filters: ListFilters, *, most: int
) -> Sequence[UUID]:
    """The ids of the event's people who match, at most so many and one more."""
    values = values_of(filters)
    statement = filtered_ids(values).params(event_id=event_id, **values)
    if filters.q and filters.q.strip():
        statement, _ = await search_people(tx, statement, event_id, filters.q, "name")
    return list((await tx.execute(statement.limit(most + 1))).scalars())


VIEWS = Prepared(
    select(SavedView)
    .where(
        SavedView.event_id == bindparam("event_id"),
        or_(SavedView.user_id == bindparam("user_id"), SavedView.is_shared),
    )
    .order_by(func.lower(SavedView.name), SavedView.id)
    .limit(MAX_VIEWS)
)


async def views_of(tx: ReadTx, event_id: UUID, user_id: UUID) -> list[SavedView]:
    """The user's own views of the event and those that others share, by name."""
    return [row[0] for row in await VIEWS.all(tx, event_id=event_id, user_id=user_id)]


async def view_by_id(tx: ReadTx, event_id: UUID, view_id: UUID) -> SavedView | None:
    """One view of the event."""
    found = await tx.execute(
        select(SavedView).where(SavedView.event_id == event_id, SavedView.id == view_id)
    )
    return found.scalar_one_or_none()
