"""Writes of a party's parts."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, select

from convite.core.db import Tx, load
from convite.core.inserts import insert_rows
from convite.core.log import Actor
from convite.core.problems import NotFound
from convite.doors.invitations.actions import record_update
from convite.doors.invitations.models import Invitation, InvitationPart, parts_of_party
from convite.events.event.models import Event
from convite.events.parts.queries import check_parts
from convite.room.attendees.models import Attendee
from convite.room.parts.actions import ask_again, lock_event


async def choose_parts(
    tx: Tx, actor: Actor, event: Event, invitation: Invitation, part_ids: Sequence[UUID] | None
) -> None:
    """Invites a party to these parts of the event; None invites it to all that are for all.

    Answers for parts that stay are kept; a place in a part that is taken away is free.

    Raises:
        Invalid: none is chosen, or the event has no such part.
        NotFound: the invitation or the event has been deleted meanwhile.
    """
    event = await lock_event(tx, event)
    if await load(tx, Invitation, invitation.id, lock=True) is None:
        raise NotFound
    if part_ids is not None:
        await check_parts(tx, event, part_ids, "part_ids")
    before = await chosen_parts(tx, invitation.id)
    after = sorted(set(part_ids)) if part_ids is not None else []
    if before == after:
        return
    await tx.execute(delete(InvitationPart).where(InvitationPart.invitation_id == invitation.id))
    if after:
        await insert_rows(tx, parts_of_party(invitation, after))
    found = await tx.execute(select(Attendee.id).where(Attendee.invitation_id == invitation.id))
    people = list(found.scalars())
    if people:
        await ask_again(tx, actor, event, people)
    invitation.version += 1
    changes = {"part_ids": ([str(key) for key in before], [str(key) for key in after])}
    await record_update(tx, actor, invitation, changes)


async def chosen_parts(tx: Tx, invitation_id: UUID) -> list[UUID]:
    """The parts that the host chose for a party; none if it is invited to all that are for all."""
    found = await tx.execute(
        select(InvitationPart.part_id)
        .where(InvitationPart.invitation_id == invitation_id)
        .order_by(InvitationPart.part_id)
    )
    return list(found.scalars())
