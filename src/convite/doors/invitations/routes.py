"""HTTP routes of invitations; routes of replies are in `doors.rsvp`."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from convite.core.idempotency import KeyedRoute
from convite.core.ids import new_id
from convite.core.paging import Page, Paging
from convite.core.request import Read, Write
from convite.core.responses import json_page
from convite.doors.invitations import actions
from convite.doors.invitations.models import InvitationStatus
from convite.doors.invitations.policy import (
    InvitationAccess,
    invitation_access,
    invitation_fields,
    invitation_guest_out,
    invitation_out,
)
from convite.doors.invitations.queries import count_unsent, ids_to_send, invitations_page, party
from convite.doors.invitations.schemas import (
    GuestsAdd,
    InvitationGuestOut,
    InvitationOut,
    InvitationsCreate,
    InvitationsMade,
    ManySent,
    PartyGuest,
    SendFilters,
    SendMany,
    SendOne,
    SendStarted,
    Unsent,
)
from convite.events.event.policy import EventAccess, event_access

router = APIRouter(prefix="/api", tags=["Invitations"], route_class=KeyedRoute)

View = Annotated[EventAccess, Depends(event_access("view_event"))]
Edit = Annotated[EventAccess, Depends(event_access("edit_invitations"))]
OneInvitation = Annotated[InvitationAccess, Depends(invitation_access("view_event"))]
Change = Annotated[InvitationAccess, Depends(invitation_access("edit_invitations", bearer=False))]


@router.post("/events/{event_id}/invitations", status_code=201)
async def invite(
    body: InvitationsCreate, access: Edit, tx: Write
) -> InvitationOut | InvitationsMade:
    """Invites one party, or several under `invitations` (all or none)."""
    if body.invitations is None:
        invited = await actions.invite(tx, access.actor, access.event, body)
        return invitation_out(access, invited)
    parties = await actions.invite_many(tx, access.actor, access.event, body.invitations)
    return InvitationsMade(invitations=[invitation_out(access, one) for one in parties])


@router.get("/events/{event_id}/invitations", response_model=Page[InvitationOut])
async def invitations(
    access: View,
    tx: Read,
    query: Paging,
    status: InvitationStatus | None = None,
    q: Annotated[str | None, Query(max_length=200)] = None,
    canceled: bool = False,
) -> Response:
    """Lists the event's invitations, by label; `q` searches labels and guests' names."""
    found, parties = await invitations_page(
        tx, access.event.id, query, status=status, text=q, canceled=canceled
    )
    return json_page(found, [invitation_fields(access, invited) for invited in parties])


@router.get("/events/{event_id}/invitations/unsent")
async def unsent(
    access: View,
    tx: Read,
    status: InvitationStatus | None = None,
    q: Annotated[str | None, Query(max_length=200)] = None,
) -> Unsent:
    """Counts the invitations that were never sent and not answered either, filtered as the list."""
    filters = SendFilters(status=status, q=q, unsent=True)
    return await count_unsent(tx, access.event.id, filters)


@router.post("/events/{event_id}/invitations/send", responses={202: {"model": SendStarted}})
async def send_many(
    body: SendMany, response: Response, access: Edit, tx: Write
) -> ManySent | SendStarted:
    """Sends several invitations by e-mail, by id or by filter.

    Up to 2,000 are sent at once, more by a task. Invitations that can't be sent are skipped and
    listed with the reason.
    """
    batch_id, most = new_id(), actions.MAX_AT_ONCE
    ids = body.ids
    if body.filters is not None:
        ids = await ids_to_send(tx, access.event.id, body.filters, after=None, most=most + 1)
    if ids is not None and len(ids) <= most:
        event, again = access.event, body.again
        return await actions.send_many(tx, access.actor, event, ids, batch_id, again=again)
    task = await actions.send_later(tx, access.actor, access.event, body, batch_id)
    response.status_code = 202
    return SendStarted(task_id=task.id, batch_id=batch_id)


@router.get("/invitations/{invitation_id}")
async def invitation(access: OneInvitation, tx: Read) -> InvitationOut:
    """Returns an invitation."""
    return invitation_out(access.event, await party(tx, access.invitation))


@router.post("/invitations/{invitation_id}/send")
async def send(access: Change, tx: Write, body: SendOne | None = None) -> InvitationOut:
    """Sends the invitation to its guests by e-mail; to a party that has replied only `again`."""
    event, again = access.event, body is not None and body.again
    await actions.send(tx, event.actor, event.event, access.invitation, again=again)
    return invitation_out(access.event, await party(tx, access.invitation))


@router.get("/invitations/{invitation_id}/guests")
async def guests(access: OneInvitation, tx: Read) -> Page[InvitationGuestOut]:
    """Lists the invitation's guests."""
    people = (await party(tx, access.invitation)).people
    return Page(items=[invitation_guest_out(access.event, person) for person in people])


@router.post("/invitations/{invitation_id}/guests", status_code=201)
async def add_guests(
    body: GuestsAdd, access: Change, tx: Write
) -> InvitationGuestOut | Page[InvitationGuestOut]:
    """Adds one guest, or several under `guests`; raises `max_guests` if they don't fit."""
    named = (
        [PartyGuest(**body.model_dump(exclude={"guests"}))] if body.guests is None else body.guests
    )
    event = access.event
    added = await actions.add_to_party(tx, event.actor, event.event, access.invitation, named)
    people = (await party(tx, access.invitation)).people
    added_ids = {person.attendee.id for person in added}
    items = [
        invitation_guest_out(event, person) for person in people if person.attendee.id in added_ids
    ]
    return items[0] if body.guests is None else Page(items=items)


@router.delete("/invitations/{invitation_id}/guests/{invitation_guest_id}", status_code=204)
async def remove_guest(invitation_guest_id: UUID, access: Change, tx: Write) -> None:
    """Removes a guest from the party and from the event."""
    event = access.event
    await actions.remove_guest(tx, event.actor, event.event, access.invitation, invitation_guest_id)
