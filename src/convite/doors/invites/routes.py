"""HTTP routes of invites."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from convite.core.db import Principal
from convite.core.idempotency import KeyedRoute
from convite.core.paging import Page, Paging
from convite.core.request import LoggedIn, Read, Write
from convite.doors.invitations.models import InvitationStatus
from convite.doors.invites import actions
from convite.doors.invites.policy import IsInvited
from convite.doors.invites.queries import (
    answered_out,
    invite_out,
    invites_page,
    my_invites_page,
)
from convite.doors.invites.schemas import (
    InviteAccept,
    InviteAnswered,
    InviteCreate,
    InviteKind,
    InviteOut,
    MyInvite,
)
from convite.events.event.policy import EventAccess, event_access, object_access

router = APIRouter(prefix="/api", tags=["Invites"], route_class=KeyedRoute)

Edit = Annotated[EventAccess, Depends(event_access("edit_invitations"))]
EditOne = Annotated[
    EventAccess, Depends(object_access("invitation", "invite_id", "edit_invitations"))
]


@router.post("/events/{event_id}/invites", status_code=201)
async def create_invite(access: Edit, tx: Write, body: InviteCreate) -> InviteOut:
    """Invites one person by account, e-mail or phone, or makes a link for a number of people."""
    event, actor = access.event, access.actor
    if body.kind == "direct":
        return invite_out(await actions.invite_directly(tx, actor, event, body), 0)
    return invite_out(await actions.make_link(tx, actor, event, body), 0)


@router.get("/events/{event_id}/invites")
async def list_invites(
    access: Edit, tx: Read, query: Paging, kind: InviteKind | None = None
) -> Page[InviteOut]:
    """The event's direct invites and share links, the newest first."""
    return await invites_page(tx, access.event.id, query, kind=kind)


@router.delete("/invites/{invite_id}", status_code=204)
async def end_invite(invite_id: UUID, access: EditOne, tx: Write) -> None:
    """Ends a share link (who came by it still comes), or cancels a direct invite."""
    await actions.end_invite(tx, access.actor, access.event, invite_id)


@router.post("/invites/{invite}/accept")
async def accept_invite(
    access: IsInvited, tx: Write, body: InviteAccept | None = None
) -> InviteAnswered:
    """Comes by an invite: by the code of a share link or direct invite, or by the id of one's own."""
    event, user = access.event, access.user
    if access.is_link:
        places = body.places if body else 1
        party = await actions.take_link(tx, access.actor, event, user, access.key, places)
    else:
        party = await actions.answer_invite(tx, access.actor, event, user, access.key, "accepted")
    return answered_out(party)


@router.post("/invites/{invite}/decline")
async def decline_invite(access: IsInvited, tx: Write) -> InviteAnswered:
    """Says no to a direct invite; whoever doesn't want to come by a share link just leaves it."""
    if access.is_link:
        actions.refuse_declining()
    event, user = access.event, access.user
    party = await actions.answer_invite(tx, access.actor, event, user, access.key, "declined")
    return answered_out(party)


@router.get("/me/invites")
async def my_invites(
    token: LoggedIn, tx: Read, query: Paging, status: InvitationStatus | None = None
) -> Page[MyInvite]:
    """The invites of one's account, and of its proven e-mail and phone, the newest first."""
    await tx.enter(Principal(user_id=token.user_id))
    return await my_invites_page(tx, query, status=status)
