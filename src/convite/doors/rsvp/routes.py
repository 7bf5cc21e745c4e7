"""HTTP routes of answers: by link without an account, and by the team on a party's behalf.

The answers themselves and the choice of seats by link are hot verbs, in `hot.py`.
"""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from convite.core.db import Tx
from convite.core.idempotency import KeyedRoute
from convite.core.paging import Page, PageQuery
from convite.core.problems import NotFound
from convite.core.qr import qr_of
from convite.core.request import Read, Write
from convite.core.shapes import check_version
from convite.doors.invitations.models import Invitation
from convite.doors.invitations.policy import (
    InvitationAccess,
    invitation_access,
    invitation_guest_out,
    invitation_out,
)
from convite.doors.invitations.queries import party
from convite.doors.invitations.schemas import (
    AttendanceAll,
    AttendanceCreate,
    AttendanceOut,
    GuestAnswer,
    InvitationGuestOut,
    InvitationOut,
    InvitationUpdate,
    Who,
)
from convite.doors.rsvp import actions
from convite.doors.rsvp.policy import Bearer, rsvp_of
from convite.doors.rsvp.schemas import RsvpOut, Seatless
from convite.entrance.checkin.models import Direction
from convite.entrance.tickets.queries import ticket_out as ticket_shown
from convite.entrance.tickets.queries import tickets_of_party
from convite.entrance.tickets.schemas import TicketsOut
from convite.events.event.policy import EventAccess, event_access
from convite.room.attendees.queries import Filters, Person, people_page, person_by_id

router = APIRouter(prefix="/api", tags=["Answers"], route_class=KeyedRoute)

Answering = Annotated[InvitationAccess, Depends(invitation_access("edit_invitations"))]
AtDoor = Annotated[InvitationAccess, Depends(invitation_access("check_in", bearer=False))]
View = Annotated[EventAccess, Depends(event_access("view_event"))]


@router.get("/rsvp/{code}")
async def read_rsvp(access: Bearer, tx: Read) -> RsvpOut:
    """Everything a party needs to answer, by its link's or typed code."""
    return await rsvp_of(tx, access)


@router.post("/rsvp/{code}/opened", status_code=204)
async def opened(access: Bearer, tx: Write) -> None:
    """The page's script says that somebody looked at it."""
    await actions.mark_opened(tx, access.event.actor, access.invitation)


@router.delete("/rsvp/{code}/seats")
async def release_seats(access: Bearer, tx: Write, body: Seatless | None = None) -> RsvpOut:
    """Frees seats of the party."""
    event, guests = access.event, (body.guests if body else None) or None
    await actions.release_seats(tx, event.actor, event.event, access.invitation, guests)
    return await rsvp_of(tx, access)


@router.get("/rsvp/{code}/qr.svg")
async def qr(access: Bearer) -> Response:
    """The invitation's link as a QR, for the door and for paper."""
    return qr_answer(access.invitation)


@router.get("/rsvp/{code}/tickets")
async def tickets(access: Bearer, tx: Read) -> TicketsOut:
    """The tickets of those of the party who come."""
    found = await tickets_of_party(tx, access.invitation.id)
    return TicketsOut(items=[ticket_shown(one, with_code=True) for one in found])


@router.get("/rsvp/{code}/tickets/{ticket_id}/qr.svg")
async def ticket_qr(ticket_id: UUID, access: Bearer, tx: Read) -> Response:
    """One of the party's tickets as a QR."""
    for one in await tickets_of_party(tx, access.invitation.id):
        if one.ticket.id == ticket_id:
            return svg_answer(ticket_shown(one, with_code=True).qr or "", one.guest.name)
    raise NotFound


@router.get("/invitations/{invitation_id}/qr.svg")
async def invitation_qr(access: Answering) -> Response:
    """The same, for the event's team."""
    return qr_answer(access.invitation)


def qr_answer(invitation: Invitation) -> Response:
    """A QR of the link."""
    return svg_answer(invitation.url, invitation.label)


def svg_answer(text: str, title: str) -> Response:
    """A text as a QR picture."""
    image = qr_of(text)
    svg = image.svg_inline(scale=4, border=4, dark="#000", light="#fff", title=title)
    svg = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return Response(svg, media_type="image/svg+xml", headers={"cache-control": "private, no-cache"})


@router.put("/invitations/{invitation_id}", operation_id="put_invitation")
@router.patch("/invitations/{invitation_id}", operation_id="patch_invitation")
async def change(body: InvitationUpdate, access: Answering, tx: Write) -> InvitationOut:
    """Changes the fields sent; a status answers for all its guests."""
    values = body.sent()
    current = {"id": str(access.invitation.id), "version": access.invitation.version}
    check_version(access.invitation, values.pop("version", None), current)
    event = access.event
    await actions.change_party(tx, event.actor, event.event, access.invitation, values)
    return invitation_out(event, await party(tx, access.invitation))


@router.put(
    "/invitations/{invitation_id}/guests/{invitation_guest_id}", operation_id="put_invitation_guest"
)
@router.patch(
    "/invitations/{invitation_id}/guests/{invitation_guest_id}",
    operation_id="patch_invitation_guest",
)
async def answer_guest(
    invitation_guest_id: UUID, body: GuestAnswer, access: Answering, tx: Write
) -> InvitationGuestOut:
    """One guest's answer, seat, and what the team notes of them."""
    event = access.event
    attendee_id = await actions.answer_guest(
        *(tx, event.actor, event.event, access.invitation, access.holder),
        invitation_guest_id,
        body.sent(),
    )
    return invitation_guest_out(event, await member(tx, event, attendee_id))


async def member(tx: Tx, access: EventAccess, attendee_id: UUID) -> Person:
    """Somebody on the event's list, as they are now."""
    found = await person_by_id(tx, access.event.id, attendee_id)
    if found is None:
        raise NotFound
    return found


def attendance(one: Person) -> AttendanceOut:
    """Somebody's attendance."""
    return AttendanceOut(
        attendance_id=one.attendee.id,
        invitation_id=one.attendee.invitation_id,
        guest_id=one.guest.id,
        seat_id=one.seat_id,
        seat_number=one.seat_number,
        name=one.guest.name,
        status=one.attendee.attendance,
        checkin_time=one.attendee.checked_in_at,
        checkout_time=one.attendee.checked_out_at,
    )


@router.post("/invitations/{invitation_id}/attendance", status_code=201)
async def attend(body: AttendanceCreate, access: Answering, tx: Write) -> AttendanceOut:
    """Gives a guest of the invitation a seat; one who hasn't answered is coming by it."""
    event = access.event
    attendee_id = await actions.attend(
        tx, event.actor, event.event, access.invitation, access.holder, body
    )
    return attendance(await member(tx, event, attendee_id))


@router.put("/invitations/{invitation_id}/guests/{invitation_guest_id}/checkin")
async def check_in_guest(
    invitation_guest_id: UUID, access: AtDoor, tx: Write
) -> InvitationGuestOut:
    """Checks one guest in."""
    return await pass_one(tx, access, invitation_guest_id, "in")


@router.put("/invitations/{invitation_id}/guests/{invitation_guest_id}/checkout")
async def check_out_guest(
    invitation_guest_id: UUID, access: AtDoor, tx: Write
) -> InvitationGuestOut:
    """Checks one guest out."""
    return await pass_one(tx, access, invitation_guest_id, "out")


async def pass_one(
    tx: Tx, access: InvitationAccess, key: UUID, direction: Direction
) -> InvitationGuestOut:
    """One guest in or out."""
    event = access.event
    passed = await actions.check_in_party(
        tx, event.actor, event.event, access.invitation, [key], direction
    )
    return invitation_guest_out(event, passed[0])


@router.put("/invitations/{invitation_id}/attendance/checkin")
async def check_in(access: AtDoor, tx: Write, body: Who | None = None) -> AttendanceAll:
    """Checks in all that are coming, or one by `guest_id`."""
    return await pass_some(tx, access, body, "in")


@router.put("/invitations/{invitation_id}/attendance/checkout")
async def check_out(access: AtDoor, tx: Write, body: Who | None = None) -> AttendanceAll:
    """Checks out all that are coming, or one by `guest_id`."""
    return await pass_some(tx, access, body, "out")


async def pass_some(
    tx: Tx, access: InvitationAccess, body: Who | None, direction: Direction
) -> AttendanceAll:
    """Several in or out; answers the first's attendance and everybody's."""
    event, keys = access.event, [body.guest_id] if body and body.guest_id else None
    passed = await actions.check_in_party(
        tx, event.actor, event.event, access.invitation, keys, direction
    )
    shapes = [attendance(one) for one in passed]
    first: dict[str, Any] = shapes[0].model_dump()
    return AttendanceAll(**first, guests=shapes)


@router.get("/events/{event_id}/attendance")
async def attendances(
    access: View, tx: Read, query: Annotated[PageQuery, Depends()]
) -> Page[AttendanceOut]:
    """Everybody who is coming, with seat and presence, by name."""
    filters = Filters(status="going")
    return await people_page(tx, access.event.id, query, filters, attendance)
