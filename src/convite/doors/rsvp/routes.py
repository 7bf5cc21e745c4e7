"""HTTP routes of replies: by link without an account, and by the team on a party's behalf.

Replying and choosing seats by link are hot verbs, in `hot.py`.
"""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from convite.core.bodies import read_upload
from convite.core.budgets import spend
from convite.core.db import ReadTx, Tx
from convite.core.downloads import as_download
from convite.core.idempotency import KeyedRoute
from convite.core.paging import Page, Paging
from convite.core.problems import NotFound
from convite.core.qr import qr_svg
from convite.core.request import Read, Write
from convite.core.shapes import check_version
from convite.doors.attachments.actions import attach
from convite.doors.attachments.models import Attachment
from convite.doors.attachments.queries import attachment_by_id, files_of_party
from convite.doors.attachments.rules import MAX_BYTES
from convite.doors.attachments.schemas import AttachmentOut
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
from convite.doors.lists.queries import people_page
from convite.doors.lists.schemas import ListFilters
from convite.doors.replies.actions import check_open
from convite.doors.rsvp import actions
from convite.doors.rsvp.policy import Bearer, invitation_of_guest, rsvp_of
from convite.doors.rsvp.schemas import RsvpOut, Seatless
from convite.entrance.checkin.models import Direction
from convite.entrance.tickets.queries import ticket_out, tickets_of_party
from convite.entrance.tickets.schemas import TicketsOut
from convite.events.event.policy import EventAccess, event_access, object_access
from convite.gateways.storage import Missing, storage
from convite.room.attendees.queries import Person, person_by_id

router = APIRouter(prefix="/api", tags=["Answers"], route_class=KeyedRoute)

ReplyAccess = Annotated[InvitationAccess, Depends(invitation_access("edit_invitations"))]
DoorAccess = Annotated[InvitationAccess, Depends(invitation_access("check_in", bearer=False))]
View = Annotated[EventAccess, Depends(event_access("view_event"))]

SeeFile = Annotated[
    EventAccess, Depends(object_access("attachment", "attachment_id", "see_answers"))
]

EditAttendee = Annotated[
    EventAccess, Depends(object_access("attendee", "attendee_id", "edit_guests"))
]

FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary"}},
                }
            }
        },
    }
}


@router.get("/rsvp/{code}")
async def read_rsvp(access: Bearer, tx: Read) -> RsvpOut:
    """Returns everything a party needs to reply, by the code of its link or the typed code."""
    return await rsvp_of(tx, access)


@router.post("/rsvp/{code}/opened", status_code=204)
async def opened(access: Bearer, tx: Write) -> None:
    """Marks the invitation as opened; called by the page's script."""
    await actions.mark_opened(tx, access.event.actor, access.invitation)


@router.delete("/rsvp/{code}/seats")
async def release_seats(access: Bearer, tx: Write, body: Seatless | None = None) -> RsvpOut:
    """Releases seats of the party."""
    event, guests = access.event, (body.guests if body else None) or None
    await actions.release_seats(tx, event.actor, event.event, access.invitation, guests)
    return await rsvp_of(tx, access)


@router.post("/rsvp/{code}/files", status_code=201, openapi_extra=FORM)
async def upload(request: Request, access: Bearer, tx: Write) -> AttachmentOut:
    """Attaches a picture (PNG, JPEG, WebP; re-encoded) or PDF; an answer then refers to it by id."""
    check_open(access.event.actor, access.event.event, access.invitation)
    await spend(request, "guest-file", str(access.invitation.id))
    file = await read_upload(request, {}, most=MAX_BYTES + 1)
    row = await attach(tx, access.event.actor, access.invitation, file.name or "file", file.content)
    return AttachmentOut.model_validate(row)


@router.post("/attendees/{attendee_id}/files", status_code=201, openapi_extra=FORM)
async def upload_for(
    attendee_id: UUID, request: Request, access: EditAttendee, tx: Write
) -> AttachmentOut:
    """Attaches a file for a guest; an answer entered for them then refers to it by id."""
    invitation = await invitation_of_guest(tx, access.event, attendee_id)
    check_open(access.actor, access.event, invitation)
    await spend(request, "guest-file", str(invitation.id))
    file = await read_upload(request, {}, most=MAX_BYTES + 1)
    row = await attach(tx, access.actor, invitation, file.name or "file", file.content)
    return AttachmentOut.model_validate(row)


@router.get("/rsvp/{code}/files")
async def own_files(access: Bearer, tx: Read) -> list[AttachmentOut]:
    """The party's files, at most 100."""
    rows = await files_of_party(tx, access.invitation.id)
    return [AttachmentOut.model_validate(row) for row in rows]


@router.get("/rsvp/{code}/files/{attachment_id}", response_class=Response)
async def own_file(attachment_id: UUID, access: Bearer, tx: Read) -> Response:
    """One of the party's own files."""
    row = await attachment_by_id(tx, attachment_id)
    if row is None or row.invitation_id != access.invitation.id:
        raise NotFound
    return await saved(row)


@router.get("/attachments/{attachment_id}", response_class=Response)
async def download(attachment_id: UUID, access: SeeFile, tx: Read) -> Response:
    """A file that a guest attached, for whoever sees answers."""
    return await saved(await attachment_in(tx, access, attachment_id))


async def attachment_in(tx: ReadTx, access: EventAccess, attachment_id: UUID) -> Attachment:
    """A file of the event; 404 if there is none."""
    row = await attachment_by_id(tx, attachment_id)
    if row is None or row.event_id != access.event.id:
        raise NotFound
    return row


async def saved(row: Attachment) -> Response:
    """The file, to be saved."""
    try:
        content = await storage().open(row.key)
    except Missing:
        raise NotFound from None
    return as_download(content, name=row.name, size=row.size, content_type=row.content_type)


@router.get("/rsvp/{code}/qr.svg")
async def qr(access: Bearer) -> Response:
    """Returns the invitation's link as a QR code, for the door and for print."""
    return qr_response(access.invitation)


@router.get("/rsvp/{code}/tickets")
async def tickets(access: Bearer, tx: Read) -> TicketsOut:
    """Lists the tickets of the guests who are coming."""
    held = await tickets_of_party(tx, access.invitation.id)
    return TicketsOut(items=[ticket_out(ticket, with_code=True) for ticket in held])


@router.get("/rsvp/{code}/tickets/{ticket_id}/qr.svg")
async def ticket_qr(ticket_id: UUID, access: Bearer, tx: Read) -> Response:
    """Returns one of the party's tickets as a QR code."""
    for held in await tickets_of_party(tx, access.invitation.id):
        if held.ticket.id == ticket_id:
            return svg_response(ticket_out(held, with_code=True).qr or "", held.guest.name)
    raise NotFound


@router.get("/invitations/{invitation_id}/qr.svg")
async def invitation_qr(access: ReplyAccess) -> Response:
    """Returns the invitation's link as a QR code, for the event's team."""
    return qr_response(access.invitation)


def qr_response(invitation: Invitation) -> Response:
    """The invitation's link as a QR code."""
    return svg_response(invitation.url, invitation.label)


def svg_response(text: str, title: str) -> Response:
    """A text as a QR code in SVG."""
    headers = {"cache-control": "private, no-cache"}
    return Response(qr_svg(text, title), media_type="image/svg+xml", headers=headers)


@router.put("/invitations/{invitation_id}", operation_id="put_invitation")
@router.patch("/invitations/{invitation_id}", operation_id="patch_invitation")
async def change(body: InvitationUpdate, access: ReplyAccess, tx: Write) -> InvitationOut:
    """Changes the given fields; `status` replies for all guests."""
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
    invitation_guest_id: UUID, body: GuestAnswer, access: ReplyAccess, tx: Write
) -> InvitationGuestOut:
    """Changes a guest's reply, answers, seat, and the team's notes."""
    event = access.event
    attendee_id = await actions.answer_guest(
        *(tx, event.actor, event.event, access.invitation, access.holder),
        invitation_guest_id,
        body.sent(),
    )
    return invitation_guest_out(event, await read_attendee(tx, event, attendee_id))


async def read_attendee(tx: Tx, access: EventAccess, attendee_id: UUID) -> Person:
    """Reads an attendee's current state."""
    person = await person_by_id(tx, access.event.id, attendee_id)
    if person is None:
        raise NotFound
    return person


def attendance(person: Person) -> AttendanceOut:
    """An attendee's seat, check-in and check-out."""
    return AttendanceOut(
        attendance_id=person.attendee.id,
        invitation_id=person.attendee.invitation_id,
        guest_id=person.guest.id,
        seat_id=person.seat_id,
        seat_number=person.seat_number,
        name=person.guest.name,
        status=person.attendee.attendance,
        checkin_time=person.attendee.checked_in_at,
        checkout_time=person.attendee.checked_out_at,
    )


@router.post("/invitations/{invitation_id}/attendance", status_code=201)
async def attend(body: AttendanceCreate, access: ReplyAccess, tx: Write) -> AttendanceOut:
    """Assigns a seat to a guest of the invitation; a pending guest is marked as coming."""
    event = access.event
    attendee_id = await actions.attend(
        tx, event.actor, event.event, access.invitation, access.holder, body
    )
    return attendance(await read_attendee(tx, event, attendee_id))


@router.put("/invitations/{invitation_id}/guests/{invitation_guest_id}/checkin")
async def check_in_guest(
    invitation_guest_id: UUID, access: DoorAccess, tx: Write
) -> InvitationGuestOut:
    """Checks a guest in."""
    return await scan_guest(tx, access, invitation_guest_id, "in")


@router.put("/invitations/{invitation_id}/guests/{invitation_guest_id}/checkout")
async def check_out_guest(
    invitation_guest_id: UUID, access: DoorAccess, tx: Write
) -> InvitationGuestOut:
    """Checks a guest out."""
    return await scan_guest(tx, access, invitation_guest_id, "out")


async def scan_guest(
    tx: Tx, access: InvitationAccess, key: UUID, direction: Direction
) -> InvitationGuestOut:
    """Checks one guest in or out."""
    event = access.event
    people = await actions.check_in_party(
        tx, event.actor, event.event, access.invitation, [key], direction
    )
    return invitation_guest_out(event, people[0])


@router.put("/invitations/{invitation_id}/attendance/checkin")
async def check_in(access: DoorAccess, tx: Write, body: Who | None = None) -> AttendanceAll:
    """Checks in everybody who is coming or hasn't replied, or one guest by `guest_id`."""
    return await scan_party(tx, access, body, "in")


@router.put("/invitations/{invitation_id}/attendance/checkout")
async def check_out(access: DoorAccess, tx: Write, body: Who | None = None) -> AttendanceAll:
    """Checks out everybody who is coming or hasn't replied, or one guest by `guest_id`."""
    return await scan_party(tx, access, body, "out")


async def scan_party(
    tx: Tx, access: InvitationAccess, body: Who | None, direction: Direction
) -> AttendanceAll:
    """Checks guests in or out; returns the first guest's attendance and everybody's."""
    event, keys = access.event, [body.guest_id] if body and body.guest_id else None
    people = await actions.check_in_party(
        tx, event.actor, event.event, access.invitation, keys, direction
    )
    rows = [attendance(person) for person in people]
    first: dict[str, Any] = rows[0].model_dump()
    return AttendanceAll(**first, guests=rows)


@router.get("/events/{event_id}/attendance")
async def attendances(access: View, tx: Read, query: Paging) -> Page[AttendanceOut]:
    """Lists everybody who is coming, by name, with seat, check-in and check-out."""
    filters = ListFilters(status="going")
    return await people_page(tx, access.event.id, query, filters, attendance)
