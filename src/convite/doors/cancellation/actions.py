"""Writes of canceled, restored and deleted invitations."""

from uuid import UUID

from sqlalchemy import delete, update

from convite.core.clock import now
from convite.core.db import Tx
from convite.core.log import Actor, record
from convite.core.problems import Conflict, NotFound
from convite.doors.invitations.facts import (
    InvitationCanceled,
    InvitationDeleted,
    InvitationRestored,
)
from convite.doors.invitations.models import Invitation
from convite.doors.invitations.queries import invitation_by_id
from convite.events.event.actions import check_not_canceled
from convite.events.event.models import Event
from convite.room.assignments.actions import Holder
from convite.room.attendees.actions import remove_attendees
from convite.room.attendees.models import Attendee
from convite.room.attendees.queries import party_of
from convite.room.capacity.actions import lock_pool
from convite.room.undo.actions import remember, restore_with_object
from convite.room.undo.queries import standings


async def lock_invitation(tx: Tx, event: Event, invitation_id: UUID) -> Invitation:
    """The invitation as it is now, locked after the event's pool.

    Raises:
        NotFound: it has been deleted meanwhile.
    """
    await lock_pool(tx, event.id)
    invitation = await invitation_by_id(tx, invitation_id, lock=True)
    if invitation is None:
        raise NotFound
    return invitation


async def cancel_invitation(tx: Tx, actor: Actor, event: Event, invitation: Invitation) -> None:
    """Cancels an invitation: removes its guests from the list and frees their seats and places.

    Raises:
        NotFound: it has been deleted meanwhile.
        Conflict: it has already been canceled.
    """
    invitation = await lock_invitation(tx, event, invitation.id)
    if invitation.canceled_at is not None:
        raise Conflict("This invitation has already been canceled.", name="canceled")
    keys = [person.attendee.id for person in await party_of(tx, invitation.id)]
    before = await standings(tx, event.id, keys)
    await remove_attendees(tx, actor, event, keys)
    await remember(tx, event, "removed", before, object_id=invitation.id)
    invitation.canceled_at = now()
    invitation.version += 1
    await tx.flush()
    await record(tx, actor, InvitationCanceled.of(invitation))
    await tx.refresh(invitation)


async def restore_invitation(
    tx: Tx, actor: Actor, event: Event, invitation: Invitation, holder: Holder
) -> None:
    """Takes back that an invitation was canceled: its link works, and its guests are on the list again.

    Guests get their replies, places and seats back as far as those are still free.

    Raises:
        NotFound: it has been deleted meanwhile.
        Conflict: it isn't canceled, or the event is.
    """
    invitation = await lock_invitation(tx, event, invitation.id)
    if invitation.canceled_at is None:
        raise Conflict("This invitation isn't canceled.", name="not-canceled")
    check_not_canceled(event)
    invitation.canceled_at = None
    invitation.version += 1
    await tx.flush()
    await restore_with_object(tx, actor, event, invitation.id, holder)
    await record(tx, actor, InvitationRestored.of(invitation))
    await tx.refresh(invitation)


async def delete_invitation(tx: Tx, actor: Actor, event: Event, invitation: Invitation) -> None:
    """Deletes an invitation and its attendees.

    Raises:
        NotFound: it has been deleted meanwhile.
        Conflict: one of them has been at the door; the invitation can then only be canceled.
    """
    invitation = await lock_invitation(tx, event, invitation.id)
    people = await party_of(tx, invitation.id)
    await remove_attendees(tx, actor, event, [person.attendee.id for person in people])
    await record(tx, actor, InvitationDeleted.of(invitation))
    await tx.execute(
        update(Attendee).where(Attendee.invitation_id == invitation.id).values(plus_one_of=None)
    )
    await tx.execute(delete(Attendee).where(Attendee.invitation_id == invitation.id))
    await tx.delete(invitation)
    await tx.flush()
