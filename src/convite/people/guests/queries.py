"""Queries of the address book."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ARRAY, Select, Text, Uuid, any_, bindparam, func, literal_column, select
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by

from convite.core.db import ReadTx
from convite.core.paging import Page, PageQuery, PreparedPage, page
from convite.core.prepared import Prepared
from convite.core.search import email_key, needle_of
from convite.people.guests.models import Guest, GuestContact

ShapeT = TypeVar("ShapeT")

#: With more matches than this, a search scans the whole book instead of the index.
MAX_FOUND = 500


def living() -> Select[Guest]:
    """Guests that aren't deleted."""
    return select(Guest).where(Guest.deleted_at.is_(None))


BY_ID = Prepared(living().where(Guest.id == bindparam("guest_id")))


async def guest_by_id(tx: ReadTx, guest_id: UUID) -> Guest | None:
    """The guest, or None."""
    row = await BY_ID.first(tx, guest_id=guest_id)
    return row[0] if row else None


BY_IDS = Prepared(select(Guest).where(Guest.id == any_(bindparam("ids", type_=ARRAY(Uuid)))))


async def guests_by_ids(tx: ReadTx, ids: Sequence[UUID]) -> dict[UUID, Guest]:
    """Many guests, by their id."""
    return {row[0].id: row[0] for row in await BY_IDS.all(tx, ids=ids)}


BY_EMAIL = Prepared(
    living().where(
        Guest.organization_id == bindparam("organization_id"),
        Guest.email_key == bindparam("email_key"),
    )
)


async def guest_by_email(tx: ReadTx, organization_id: UUID, email: str) -> Guest | None:
    """The organization's guest with this e-mail, or None."""
    row = await BY_EMAIL.first(tx, organization_id=organization_id, email_key=email_key(email))
    return row[0] if row else None


def contacts_json() -> Any:
    """A guest's further contacts as a JSON list, for a statement about guests."""
    entry = func.jsonb_build_object(
        *("kind", GuestContact.kind, "value", GuestContact.value),
        *("preferred", GuestContact.is_preferred, "is_readable", GuestContact.is_readable),
    )
    listed = func.jsonb_agg(aggregate_order_by(entry, GuestContact.id), type_=JSONB)
    return (
        select(func.coalesce(listed, literal_column("'[]'::jsonb"), type_=JSONB))
        .where(GuestContact.guest_id == Guest.id)
        .correlate(Guest)
        .scalar_subquery()
    )


CONTACTS = Prepared(select(contacts_json()).where(Guest.id == bindparam("guest_id")))


async def contacts_of(tx: ReadTx, guest_id: UUID) -> list[dict[str, Any]]:
    """A guest's further contacts, as `{kind, value, preferred, is_readable}`."""
    row = await CONTACTS.first(tx, guest_id=guest_id)
    return row[0] if row else []


SORTED_BY = [Guest.sort_key, Guest.id]


def listed_guests() -> Select[Guest, Any]:
    """An organization's guests that its address book shows, with their further contacts."""
    return select(Guest, contacts_json()).where(
        Guest.deleted_at.is_(None),
        Guest.organization_id == bindparam("organization_id"),
        Guest.is_listed,
    )


@cache
def sorted_guests(*, has_tag: bool) -> PreparedPage[Guest, Any]:
    """The address book by name, all of it or those with a tag."""
    statement = listed_guests()
    if has_tag:
        statement = statement.where(Guest.tags.contains(bindparam("tags", type_=ARRAY(Text))))
    return PreparedPage(statement, SORTED_BY)


async def guests_page(
    tx: ReadTx,
    organization_id: UUID,
    query: PageQuery,
    shape: Callable[[Guest, list[dict[str, Any]]], ShapeT],
    *,
    text: str | None = None,
    tag: str | None = None,
) -> Page[ShapeT]:
    """A page of the address book, by name; each word of `text` matches a substring, ignoring accents.

    Few matches use `guests_trigrams_index`; otherwise `guests_sort_key_index` gives the order.
    """
    if not (text and text.strip()):
        values = {"organization_id": organization_id} | ({"tags": [tag]} if tag else {})
        listed = sorted_guests(has_tag=bool(tag))
        return await listed.page(tx, query, lambda row: shape(row[0], row[1]), **values)
    statement = listed_guests().params(organization_id=organization_id)
    grams, patterns = needle_of(text)
    found = func.search_guests(grams, bindparam(None, patterns, type_=ARRAY(Text)), MAX_FOUND + 1)
    ids = list((await tx.execute(select(found.column_valued("id")))).scalars())
    if len(ids) <= MAX_FOUND:
        statement = statement.where(Guest.id == any_(bindparam(None, ids, type_=ARRAY(Uuid))))
    else:
        statement = statement.where(*(Guest.search_key.like(pattern) for pattern in patterns))
    if tag:
        statement = statement.where(Guest.tags.contains([tag]))
    return await page(tx, statement, query, SORTED_BY, lambda row: shape(row[0], row[1]))
