"""Queries of an event's guest list."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, any_, bindparam, select

from convite.core.db import ReadTx
from convite.core.paging import Page, PageQuery
from convite.core.prepared import Prepared
from convite.doors.invitations.models import Invitation
from convite.room.attendees.queries import Filters, Person, people_page

LABELS = Prepared(
    select(Invitation.id, Invitation.label).where(
        Invitation.id == any_(bindparam("ids", type_=ARRAY(Uuid)))
    )
)


async def party_labels(tx: ReadTx, people: Sequence[Person]) -> dict[UUID, str]:
    """The labels of the guests' parties, by invitation id."""
    invitation_ids = (person.attendee.invitation_id for person in people)
    ids = {key for key in invitation_ids if key is not None}
    if not ids:
        return {}
    return dict(await LABELS.all(tx, ids=list(ids)))


async def guest_list_page(
    tx: ReadTx, event_id: UUID, query: PageQuery, filters: Filters
) -> tuple[Page[Any], dict[UUID, str]]:
    """A page of the list, with the labels of its parties."""
    people = await people_page(tx, event_id, query, filters, lambda person: person)
    return people, await party_labels(tx, people.items)
