"""HTTP routes that cancel, restore and delete invitations."""

from typing import Annotated

from fastapi import APIRouter, Depends

from convite.core.idempotency import KeyedRoute
from convite.core.request import Write
from convite.doors.cancellation import actions
from convite.doors.invitations.policy import InvitationAccess, invitation_access, invitation_out
from convite.doors.invitations.queries import party
from convite.doors.invitations.schemas import InvitationOut
from convite.room.moves.policy import staff_holder

router = APIRouter(prefix="/api/invitations", tags=["Invitations"], route_class=KeyedRoute)

Change = Annotated[InvitationAccess, Depends(invitation_access("edit_invitations", bearer=False))]


@router.post("/{invitation_id}/cancel")
async def cancel(access: Change, tx: Write) -> InvitationOut:
    """Cancels the invitation and removes its guests from the list."""
    await actions.cancel_invitation(tx, access.event.actor, access.event.event, access.invitation)
    return invitation_out(access.event, await party(tx, access.invitation))


@router.post("/{invitation_id}/restore")
async def restore(access: Change, tx: Write) -> InvitationOut:
    """Takes back that the invitation was canceled; its guests are on the list again."""
    event = access.event
    holder = staff_holder(event)
    await actions.restore_invitation(tx, event.actor, event.event, access.invitation, holder)
    return invitation_out(access.event, await party(tx, access.invitation))


@router.delete("/{invitation_id}", status_code=204)
async def delete_invitation(access: Change, tx: Write) -> None:
    """Deletes an invitation and removes its guests from the event."""
    event = access.event.event
    await actions.delete_invitation(tx, access.event.actor, event, access.invitation)
