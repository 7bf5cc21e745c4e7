"""Queries of whoever tickets are issued to."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Text, any_, bindparam, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Uuid

from convite.core.db import ReadTx
from convite.core.prepared import Prepared
from convite.people.guests.models import Guest
from convite.people.identity.models import User
from convite.room.attendees.models import Attendee

BY_EMAILS = Prepared(
    select(Guest).where(
        Guest.organization_id == bindparam("organization_id"),
        Guest.email_key == any_(bindparam("keys", type_=ARRAY(Text))),
        Guest.deleted_at.is_(None),
    )
)
LISTED = Prepared(
    select(Attendee).where(
        Attendee.event_id == bindparam("event_id"),
        Attendee.guest_id == any_(bindparam("ids", type_=ARRAY(Uuid))),
        Attendee.status != "canceled",
    ),
    refresh=True,
)


async def guests_by_emails(
    tx: ReadTx, organization_id: UUID, keys: Collection[str]
) -> dict[str, Guest]:
    """Who in the address book has these e-mails, by their keys."""
    if not keys:
        return {}
    rows = await BY_EMAILS.all(tx, organization_id=organization_id, keys=list(keys))
    return {row[0].email_key: row[0] for row in rows if row[0].email_key}


async def attendees_of_guests(
    tx: ReadTx, event_id: UUID, guest_ids: Collection[UUID]
) -> dict[UUID, Attendee]:
    """Who of these guests is on the event's list, by guest."""
    if not guest_ids:
        return {}
    rows = await LISTED.all(tx, event_id=event_id, ids=list(guest_ids))
    return {row[0].guest_id: row[0] for row in rows}


async def proven_emails(tx: ReadTx, user_ids: Collection[UUID]) -> dict[UUID, str]:
    """The keys of the e-mails that these accounts have proven, by account."""
    if not user_ids:
        return {}
    found = await tx.execute(
        select(User.id, User.email_key).where(
            User.id.in_(user_ids), User.email_verified_at.is_not(None), User.email_key.is_not(None)
        )
    )
    return {row[0]: row[1] for row in found if row[1]}
