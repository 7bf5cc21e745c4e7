"""Queries of the address book."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Select, Uuid, any_, bindparam, func, literal_column, select
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by

from convite.core.db import ReadTx
from convite.core.prepared import Prepared
from convite.core.search import email_key
from convite.people.guests.models import Guest, GuestContact


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


async def guest_of_user(tx: ReadTx, organization_id: UUID, user_id: UUID) -> Guest | None:
    """The organization's guest who has this account, the first of several; or None."""
    statement = (
        living()
        .where(Guest.organization_id == organization_id, Guest.user_id == user_id)
        .order_by(Guest.created_at, Guest.id)
        .limit(1)
    )
    found: Guest | None = (await tx.execute(statement)).scalar_one_or_none()
    return found


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
