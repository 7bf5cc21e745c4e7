"""Queries of an event's guest list."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from convite.core.db import ReadTx
from convite.core.paging import Page, PageQuery
from convite.doors.invitations.models import Invitation
from convite.room.attendees.queries import Filters, Person, people_page


async def labels_of(tx: ReadTx, people: Sequence[Person]) -> dict[UUID, str]:
    """The labels of the parties these people are of."""
    ids = {one.attendee.invitation_id for one in people if one.attendee.invitation_id}
    if not ids:
        return {}
    rows = await tx.execute(select(Invitation.id, Invitation.label).where(Invitation.id.in_(ids)))
    return {row.id: row.label for row in rows}


async def listed(
    tx: ReadTx, event_id: UUID, query: PageQuery, filters: Filters
) -> tuple[Page[Any], dict[UUID, str]]:
    """A page of the list, with the labels of its parties."""
    found = await people_page(tx, event_id, query, filters, lambda one: one)
    return found, await labels_of(tx, found.items)
