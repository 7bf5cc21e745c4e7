"""Reads of invitations."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import exists, select

from convite.core.db import ReadTx, locked
from convite.core.paging import Page, PageQuery, page
from convite.core.search import fold, like
from convite.doors.invitations.models import Invitation
from convite.people.guests.models import Guest
from convite.room.attendees.models import Attendee
from convite.room.attendees.queries import Person, people, person


@dataclass(frozen=True, kw_only=True)
class Party:
    """An invitation with its people."""

    invitation: Invitation
    people: list[Person]


async def invitation_by_id(
    tx: ReadTx, invitation_id: UUID, *, lock: bool = False
) -> Invitation | None:
    """The invitation, or None."""
    statement = select(Invitation).where(Invitation.id == invitation_id)
    if lock:
        statement = locked(statement)
    found = await tx.execute(statement.execution_options(populate_existing=True))
    return found.scalar_one_or_none()


async def with_people(tx: ReadTx, invitations: Sequence[Invitation]) -> list[Party]:
    """The invitations with their people, canceled ones left out, in one query."""
    by_id: dict[UUID, list[Person]] = {invitation.id: [] for invitation in invitations}
    rows = await tx.execute(
        people()
        .where(Attendee.invitation_id.in_(by_id), Attendee.status != "canceled")
        .order_by(Attendee.created_at, Attendee.id)
        .execution_options(populate_existing=True)
    )
    for row in rows:
        one = person(row)
        if one.attendee.invitation_id is not None:
            by_id[one.attendee.invitation_id].append(one)
    return [Party(invitation=one, people=by_id[one.id]) for one in invitations]


async def party(tx: ReadTx, invitation: Invitation) -> Party:
    """One invitation with its people."""
    return (await with_people(tx, [invitation]))[0]


async def invitations_page(
    tx: ReadTx,
    event_id: UUID,
    query: PageQuery,
    *,
    status: str | None,
    text: str | None,
    canceled: bool,
) -> tuple[Page[UUID], list[Party]]:
    """A page of the event's invitations by label; `text` looks at labels and guests' names."""
    statement = select(Invitation).where(Invitation.event_id == event_id)
    if not canceled:
        statement = statement.where(Invitation.canceled_at.is_(None))
    if status:
        statement = statement.where(Invitation.status == status)
    if text and text.strip():
        pattern = like(fold(text))
        named = exists().where(
            Attendee.invitation_id == Invitation.id,
            Guest.id == Attendee.guest_id,
            Guest.search_key.like(pattern),
        )
        statement = statement.where(Invitation.sort_key.like(pattern) | named)
    by = [Invitation.sort_key, Invitation.id]
    found: list[Invitation] = []

    def keep(row: tuple[Invitation, object]) -> UUID:
        found.append(row[0])
        return row[0].id

    listed = await page(tx, statement, query, by, keep)
    return listed, await with_people(tx, found)
