"""Queries of the address book with its events."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
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
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by

from convite.core.clock import now
from convite.core.db import ReadTx
from convite.core.paging import Page, PageQuery, PreparedPage, page
from convite.core.prepared import Prepared
from convite.core.search import needle_of
from convite.doors.book.schemas import BookSort
from convite.events.event.models import Event
from convite.events.members.models import EventMember
from convite.people.guests.models import Guest
from convite.people.guests.queries import contacts_json
from convite.room.attendees.models import Attendee

ShapeT = TypeVar("ShapeT")

#: With more matches than this, a search scans the whole book instead of the index.
MAX_FOUND = 500
#: Most events shown of a guest.
MAX_EVENTS = 20
#: Most events by which a member of some of them sees people.
MAX_OWN_EVENTS = 2000

SORTS = {"name": [Guest.sort_key, Guest.id], "added": [Guest.created_at, Guest.id]}


async def own_events(tx: ReadTx, organization_id: UUID, user_id: UUID) -> list[Any]:
    """The organization's events whose team a user is in: id, role, permissions, duties."""
    found = await tx.execute(
        select(EventMember.event_id, EventMember.role, EventMember.permissions, EventMember.duties)
        .where(EventMember.organization_id == organization_id, EventMember.user_id == user_id)
        .where(EventMember.status == "active")
        .limit(MAX_OWN_EVENTS)
    )
    return list(found)


def invited() -> Select[UUID, str, datetime | None, str]:
    """A guest's events, as far as they are shown; inside a statement about guests."""
    return (
        select(Event.id, Event.title, Event.starts_at, Attendee.status)
        .join(Event, Event.id == Attendee.event_id)
        .where(
            Attendee.guest_id == Guest.id,
            Attendee.status != "canceled",
            Event.deleted_at.is_(None),
            or_(
                bindparam("sees_all", type_=Boolean),
                Attendee.event_id == any_(bindparam("seen", type_=ARRAY(Uuid))),
            ),
        )
        .correlate(Guest)
    )


def events_json() -> Any:
    """A guest's newest events as a JSON list."""
    when = func.coalesce(Event.starts_at, Event.created_at)
    newest = invited().add_columns(when.label("at")).order_by(when.desc(), Event.id)
    few = newest.limit(MAX_EVENTS).subquery("few").c
    entry = func.jsonb_build_object(
        *("event_id", few.id, "title", few.title),
        *("starts_at", few.starts_at, "status", few.status),
    )
    listed = func.jsonb_agg(aggregate_order_by(entry, few.at.desc(), few.id), type_=JSONB)
    return select(
        func.coalesce(listed, literal_column("'[]'::jsonb"), type_=JSONB)
    ).scalar_subquery()


def book_guests(*, is_limited: bool) -> Select[Any]:
    """An organization's guests with contacts and events; `is_limited` to those on some events' lists."""
    count = select(func.count()).select_from(invited().subquery("all_events")).scalar_subquery()
    statement = select(Guest, contacts_json(), events_json(), count).where(
        Guest.deleted_at.is_(None)
    )
    if is_limited:
        statement = statement.where(
            select(Attendee.id)
            .where(
                Attendee.guest_id == Guest.id,
                Attendee.event_id == any_(bindparam("reach", type_=ARRAY(Uuid))),
            )
            .exists()
        )
    return statement


def listed_guests(*, is_limited: bool) -> Select[Any]:
    """Guests that the address book shows: all but companions not yet named."""
    return book_guests(is_limited=is_limited).where(
        Guest.organization_id == bindparam("organization_id", type_=Uuid), Guest.is_listed
    )


@cache
def sorted_guests(sort: BookSort, *, has_tag: bool, is_limited: bool) -> PreparedPage[Any]:
    """The address book in an order, all of it or those with a tag."""
    statement = listed_guests(is_limited=is_limited)
    if has_tag:
        statement = statement.where(Guest.tags.contains(bindparam("tags", type_=ARRAY(Text))))
    return PreparedPage(statement, SORTS[sort.lstrip("-")], descending=sort.startswith("-"))


def shown_by(reach: frozenset[UUID] | None, seen: frozenset[UUID] | None) -> dict[str, Any]:
    """The parameters that narrow people and their events; None is everything."""
    values: dict[str, Any] = {"sees_all": seen is None, "seen": list(seen or ())}
    return values if reach is None else values | {"reach": list(reach)}


@dataclass(frozen=True, kw_only=True)
class BookFilter:
    """Which people of the book a list shows, in which order; `shown` are the parameters of `shown_by`."""

    shown: dict[str, Any]
    text: str | None = None
    tag: str | None = None
    sort: BookSort = "name"


async def book_page(
    tx: ReadTx,
    organization_id: UUID,
    query: PageQuery,
    shape: Callable[[Any], ShapeT],
    wanted: BookFilter,
) -> Page[ShapeT]:
    """A page of the address book; each word of `text` matches a substring, ignoring accents.

    Few matches use `guests_trigrams_index`; otherwise the index of the order is used.
    """
    text, tag, sort = wanted.text, wanted.tag, wanted.sort
    values = {"organization_id": organization_id, **wanted.shown}
    is_limited = "reach" in wanted.shown
    if not (text and text.strip()):
        listed = sorted_guests(sort, has_tag=bool(tag), is_limited=is_limited)
        return await listed.page(tx, query, shape, **values, **({"tags": [tag]} if tag else {}))
    statement = listed_guests(is_limited=is_limited).params(**values)
    grams, patterns = needle_of(text)
    found = func.search_guests(grams, bindparam(None, patterns, type_=ARRAY(Text)), MAX_FOUND + 1)
    ids = list((await tx.execute(select(found.column_valued("id")))).scalars())
    if len(ids) <= MAX_FOUND:
        statement = statement.where(Guest.id == any_(bindparam(None, ids, type_=ARRAY(Uuid))))
    else:
        statement = statement.where(*(Guest.search_key.like(pattern) for pattern in patterns))
    if tag:
        statement = statement.where(Guest.tags.contains([tag]))
    by, descending = SORTS[sort.lstrip("-")], sort.startswith("-")
    return await page(tx, statement, query, by, shape, descending=descending)


@cache
def one_guest(*, is_limited: bool) -> Prepared[Any]:
    """One guest with contacts and events."""
    return Prepared(book_guests(is_limited=is_limited).where(Guest.id == bindparam("guest_id")))


async def book_guest(tx: ReadTx, guest_id: UUID, shown: dict[str, Any]) -> Any:
    """A guest's row with contacts and events; None if deleted or out of reach."""
    return await one_guest(is_limited="reach" in shown).first(tx, guest_id=guest_id, **shown)


async def in_book(
    tx: ReadTx, organization_id: UUID, ids: Sequence[UUID], reach: frozenset[UUID] | None
) -> dict[UUID, Guest]:
    """Those of these guests that are in the address book and in reach."""
    statement = select(Guest).where(
        Guest.id.in_(ids), Guest.organization_id == organization_id, Guest.deleted_at.is_(None)
    )
    if reach is not None:
        on_list = select(Attendee.id).where(
            Attendee.guest_id == Guest.id, Attendee.event_id.in_(reach)
        )
        statement = statement.where(on_list.exists())
    return {guest.id: guest for guest in (await tx.execute(statement)).scalars()}


async def already_listed(tx: ReadTx, event_id: UUID, ids: Sequence[UUID]) -> set[UUID]:
    """Those of these guests who are on the event's list."""
    found = await tx.execute(
        select(Attendee.guest_id).where(
            Attendee.event_id == event_id,
            Attendee.guest_id.in_(ids),
            Attendee.status != "canceled",
        )
    )
    return set(found.scalars())


async def batch_age(tx: ReadTx, event_id: UUID, batch_id: UUID) -> timedelta | None:
    """How long ago a batch put its guests on the list; None if nobody of it is left."""
    found = await tx.execute(
        select(func.min(Attendee.created_at)).where(
            Attendee.event_id == event_id, Attendee.import_id == batch_id
        )
    )
    made: datetime | None = found.scalar_one()
    return now() - made if made else None
