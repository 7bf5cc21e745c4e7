"""The HTTP doors of answers: by link without an account, and by the team on a party's behalf."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from convite.core.db import Tx, raw
from convite.core.idempotency import KeyedRoute
from convite.core.ids import new_id
from convite.core.paging import Page, PageQuery
from convite.core.problems import Conflict, NotAllowed, NotFound
from convite.core.qr import qr_of
from convite.core.request import Read, Write
from convite.core.shapes import check_version
from convite.doors.invitations.actions import change_invitation
from convite.doors.invitations.models import Invitation
from convite.doors.invitations.policy import (
    InvitationAccess,
    invitation_access,
    shown,
    shown_guest,
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
from convite.doors.rsvp.schemas import GuestAnswered, PartyAnswer, RsvpOut, SeatChoices, Seatless
from convite.entrance.checkin.actions import ScanRequest, scan
from convite.entrance.checkin.schemas import Scan
from convite.entrance.tickets.queries import shown as ticket_shown
from convite.entrance.tickets.queries import tickets_of_party
from convite.entrance.tickets.schemas import TicketsOut
from convite.events.event.policy import EventAccess, event_access
from convite.room.assignments.actions import Choice, assign
from convite.room.attendees.actions import change_attendee, leave_seats
from convite.room.attendees.queries import Filters, Person, party_of, people_page, person_by_id

router = APIRouter(prefix="/api", tags=["Answers"], route_class=KeyedRoute)

Answering = Annotated[InvitationAccess, Depends(invitation_access("edit_invitations"))]
AtDoor = Annotated[InvitationAccess, Depends(invitation_access("check_in", bearer=False))]
View = Annotated[EventAccess, Depends(event_access("view_event"))]


@router.get("/rsvp/{code}")
async def read_rsvp(access: Bearer, tx: Read) -> RsvpOut:
    """Everything a party needs to answer, by its link's or typed code."""
    return await rsvp_of(tx, access)


@router.put("/rsvp/{code}", operation_id="put_rsvp")
@router.patch("/rsvp/{code}", operation_id="patch_rsvp")
async def answer_rsvp(body: PartyAnswer, access: Bearer, tx: Write) -> RsvpOut:
    """A party's answer, per person, with companions."""
    event = access.event
    await actions.answer_party(tx, event.actor, event.event, access.invitation, body)
    return await rsvp_of(tx, access)


@router.post("/rsvp/{code}/opened", status_code=204)
async def opened(access: Bearer, tx: Write) -> None:
    """The page's script says that somebody looked at it."""
    await actions.opened(tx, access.event.actor, access.invitation)


@router.post("/rsvp/{code}/seats")
async def take_seats(body: SeatChoices, access: Bearer, tx: Write) -> RsvpOut:
    """Seats for several of the party: all of them or none."""
    may_pick(access)
    actions.check_deadline(access.event.event, access.invitation)
    people = await party_of(tx, access.invitation.id)
    choices = [
        Choice(attendee_id=actions.member_of(people, one.guest).attendee.id, seat_id=one.seat_id)
        for one in body.seats
    ]
    await assign(tx, access.event.actor, access.event.event, choices, access.holder)
    await actions.answered(tx, access.event.actor, access.invitation)
    return await rsvp_of(tx, access)


def may_pick(access: InvitationAccess) -> None:
    """Guests pick only where the event lets them."""
    if access.is_bearer and access.event.event.seat_selection != "guest":
        raise NotAllowed("The host gives out the seats of this event.", name="seats-by-host")


@router.delete("/rsvp/{code}/seats")
async def leave(access: Bearer, tx: Write, body: Seatless | None = None) -> RsvpOut:
    """Gives seats of the party back."""
    may_pick(access)
    actions.check_deadline(access.event.event, access.invitation)
    people = await party_of(tx, access.invitation.id)
    wanted = (body.guests if body else None) or [one.attendee.id for one in people]
    keys = [actions.member_of(people, key).attendee.id for key in wanted]
    await leave_seats(tx, access.event.actor, keys)
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
            return drawn(ticket_shown(one, with_code=True).qr or "", one.guest.name)
    raise NotFound


@router.get("/invitations/{invitation_id}/qr.svg")
async def invitation_qr(access: Answering) -> Response:
    """The same, for the event's team."""
    return qr_answer(access.invitation)


def qr_answer(invitation: Invitation) -> Response:
    """A QR of the link."""
    return drawn(invitation.url, invitation.label)


def drawn(text: str, title: str) -> Response:
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
    status = values.pop("status", None)
    if access.is_bearer and values:
        raise NotAllowed("Guests answer; the rest is the host's.")
    event = access.event
    await change_invitation(tx, event.actor, access.invitation, values)
    if status is not None:
        await actions.answer_all(tx, event.actor, event.event, access.invitation, status)
    return shown(event, await party(tx, access.invitation))


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
    values = body.sent()
    event, people = access.event, await party_of(tx, access.invitation.id)
    one = actions.member_of(people, invitation_guest_id)
    noted = {name: values[name] for name in ("side", "notes") if name in values}
    if noted and access.is_bearer:
        raise NotAllowed("Guests answer; the rest is the host's.")
    if noted:
        await change_attendee(tx, event.actor, one.attendee, noted)
    if "status" in values or "answers" in values:
        said = GuestAnswered(
            id=one.attendee.id, status=values.get("status"), answers=values.get("answers")
        )
        answer = PartyAnswer(guests=[said])
        await actions.answer_party(tx, event.actor, event.event, access.invitation, answer)
    if "seat_id" in values:
        await seat_one(tx, access, one, values["seat_id"])
    found = await person_by_id(tx, event.event.id, one.attendee.id)
    return shown_guest(event, found or one)


async def seat_one(tx: Tx, access: InvitationAccess, one: Person, seat_id: UUID | None) -> None:
    """Gives one of the party a seat, or takes it back."""
    may_pick(access)
    if access.is_bearer:
        actions.check_deadline(access.event.event, access.invitation)
    if seat_id is None:
        await leave_seats(tx, access.event.actor, [one.attendee.id])
        return
    choice = Choice(attendee_id=one.attendee.id, seat_id=seat_id)
    await assign(tx, access.event.actor, access.event.event, [choice], access.holder)


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
    """A seat for a guest of the invitation; who hadn't answered is coming by it."""
    people = await party_of(tx, access.invitation.id)
    one = actions.only_or_named(people, body.guest_id, "which by guest_id")
    if one.attendee.status == "pending":
        said = GuestAnswered(id=one.attendee.id, status="accepted")
        await actions.answer_party(
            tx,
            access.event.actor,
            access.event.event,
            access.invitation,
            PartyAnswer(guests=[said]),
        )
    await seat_one(tx, access, one, body.seat_id)
    found = await person_by_id(tx, access.event.event.id, one.attendee.id)
    return attendance(found or one)


async def pass_door(
    tx: Tx, access: InvitationAccess, keys: list[UUID] | None, direction: str
) -> list[Person]:
    """Checks people of a party in or out, by the one verb of the door."""
    event = access.event
    people = await party_of(tx, access.invitation.id)
    chosen = [one.attendee.id for one in people if one.attendee.status in ("going", "pending")]
    wanted = keys if keys is not None else chosen
    if not wanted:
        raise Conflict("Nobody of this party is coming.", name="not-coming")
    requests = [
        ScanRequest(
            scan=Scan(nonce=str(new_id()), attendee_id=key, direction=direction, method="manual"),  # type: ignore[arg-type]
            actor=event.actor,
        )
        for key in wanted
    ]
    tx.trace.touched.add(event.event.id)
    results = await scan(await raw(tx), event.event.id, requests)
    if all(result.result in ("not_coming", "already_in", "already_out") for result in results):
        raise Conflict(
            f"The guest is {results[0].result.replace('_', ' ')}.",
            name=results[0].result.replace("_", "-"),
        )
    return [one for one in await party_of(tx, access.invitation.id) if one.attendee.id in wanted]


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
    tx: Tx, access: InvitationAccess, key: UUID, direction: str
) -> InvitationGuestOut:
    """One guest in or out."""
    people = await party_of(tx, access.invitation.id)
    one = actions.member_of(people, key)
    passed = await pass_door(tx, access, [one.attendee.id], direction)
    return shown_guest(access.event, passed[0])


@router.put("/invitations/{invitation_id}/attendance/checkin")
async def check_in(access: AtDoor, tx: Write, body: Who | None = None) -> AttendanceAll:
    """Checks in all that are coming, or one by `guest_id`."""
    return await pass_some(tx, access, body, "in")


@router.put("/invitations/{invitation_id}/attendance/checkout")
async def check_out(access: AtDoor, tx: Write, body: Who | None = None) -> AttendanceAll:
    """Checks out all that are coming, or one by `guest_id`."""
    return await pass_some(tx, access, body, "out")


async def pass_some(
    tx: Tx, access: InvitationAccess, body: Who | None, direction: str
) -> AttendanceAll:
    """Several in or out; answers the first's attendance and everybody's."""
    keys = None
    if body is not None and body.guest_id is not None:
        people = await party_of(tx, access.invitation.id)
        keys = [actions.member_of(people, body.guest_id).attendee.id]
    shapes = [attendance(one) for one in await pass_door(tx, access, keys, direction)]
    first: dict[str, Any] = shapes[0].model_dump()
    return AttendanceAll(**first, guests=shapes)


@router.get("/events/{event_id}/attendance")
async def attendances(
    access: View, tx: Read, query: Annotated[PageQuery, Depends()]
) -> Page[AttendanceOut]:
    """Everybody who is coming, with seat and presence, by name."""
    filters = Filters(status="going")
    return await people_page(tx, access.event.id, query, filters, attendance)
