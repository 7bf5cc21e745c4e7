"""Queries of an event's guest list."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, any_, bindparam, select

from convite.core.db import ReadTx
from convite.core.paging import Page, PageQuery
from convite.core.prepared import Prepared
from convite.doors.invitations.models import Invitation
from convite.doors.lists.queries import ids_page
from convite.doors.lists.schemas import ListFilters
from convite.doors.reach.queries import DELIVERY
from convite.room.attendees.models import Attendee
from convite.room.attendees.queries import IDS, LISTED, Person, people, person

LABELS = Prepared(
    select(Invitation.id, Invitation.label).where(
        Invitation.id == any_(bindparam("ids", type_=ARRAY(Uuid)))
    )
)


async def party_labels(tx: ReadTx, party: Sequence[Person]) -> dict[UUID, str]:
    """The labels of the guests' parties, by invitation id."""
    invitation_ids = (one.attendee.invitation_id for one in party)
    ids = {key for key in invitation_ids if key is not None}
    if not ids:
        return {}
    return dict(await LABELS.all(tx, ids=list(ids)))


BESIDE = Prepared(
    select(Invitation.id, Invitation.label, DELIVERY.label("delivery"))
    .select_from(Attendee)
    .outerjoin(Invitation, Invitation.id == Attendee.invitation_id)
    .where(Attendee.id == bindparam("attendee_id", type_=Uuid))
)


async def as_listed(tx: ReadTx, one: Person) -> tuple[Person, dict[UUID, str]]:
    """One person as a list has them, with the label of their party."""
    row = await BESIDE.first(tx, attendee_id=one.attendee.id)
    if row is None:
        return one, {}
    party, label, delivery = row
    has_party = one.attendee.invitation_id is not None
    return replace(one, delivery=delivery), {party: label} if has_party else {}


WITH_LABELS = Prepared(
    people()
    .add_columns(Invitation.label, DELIVERY.label("delivery"))
    .outerjoin(Invitation, Invitation.id == Attendee.invitation_id)
    .where(Attendee.id == any_(IDS)),
    only=LISTED,
)


async def guest_list_page(
    tx: ReadTx, event_id: UUID, query: PageQuery, filters: ListFilters, sort: str
) -> tuple[Page[Any], dict[UUID, str]]:
    """A page of the list, with the labels of its parties."""
    ids = await ids_page(tx, event_id, query, filters, sort)
    by_id: dict[UUID, Person] = {}
    labels: dict[UUID, str] = {}
    for *found, label, delivery in await WITH_LABELS.all(tx, ids=ids.items):
        one = replace(person(found), delivery=delivery)
        by_id[one.attendee.id] = one
        if one.attendee.invitation_id is not None:
            labels[one.attendee.invitation_id] = label
    items = [by_id[key] for key in ids.items if key in by_id]
    return Page(items=items, next_cursor=ids.next_cursor, total=ids.total), labels
