"""HTTP routes of tickets."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from convite.core.idempotency import KeyedRoute
from convite.core.paging import Page, Paging
from convite.core.problems import NotFound
from convite.core.request import LoggedIn, Read, Write
from convite.entrance.tickets import actions, queries
from convite.entrance.tickets.queries import TicketOfPerson, ticket_by_id, ticket_of, ticket_out
from convite.entrance.tickets.schemas import TagBody, TicketOut
from convite.events.event.policy import EventAccess, object_access
from convite.room.attendees.queries import person_by_id

router = APIRouter(prefix="/api", tags=["Tickets"], route_class=KeyedRoute)

SeeTicket = Annotated[EventAccess, Depends(object_access("ticket", "ticket_id", "view_event"))]
EditTicket = Annotated[EventAccess, Depends(object_access("ticket", "ticket_id", "edit_guests"))]
SeePerson = Annotated[EventAccess, Depends(object_access("attendee", "attendee_id", "view_event"))]
AtDoor = Annotated[EventAccess, Depends(object_access("attendee", "attendee_id", "check_in"))]


def ticket_answer(access: EventAccess, found: TicketOfPerson | None) -> TicketOut:
    """A ticket; editors of guests see its QR text."""
    if found is None:
        raise NotFound("Only guests who are coming have tickets.")
    return ticket_out(found, with_code=access.can("edit_guests"))


@router.get("/me/tickets")
async def my_tickets(token: LoggedIn, tx: Read, query: Paging) -> Page[TicketOut]:
    """The caller's own tickets with their QR texts, at anybody's events, newest first."""
    return await queries.my_tickets(tx, token, query)


@router.get("/tickets/{ticket_id}")
async def ticket(ticket_id: UUID, access: SeeTicket, tx: Read) -> TicketOut:
    """One ticket."""
    return ticket_answer(access, await ticket_by_id(tx, ticket_id))


@router.get("/attendees/{attendee_id}/ticket")
async def attendee_ticket(attendee_id: UUID, access: SeePerson, tx: Read) -> TicketOut:
    """Somebody's ticket."""
    return ticket_answer(access, await ticket_of(tx, attendee_id))


@router.post("/tickets/{ticket_id}/reissue")
async def reissue(ticket_id: UUID, access: EditTicket, tx: Write) -> TicketOut:
    """Reissues a ticket; its former QR code is no longer valid."""
    found = await ticket_by_id(tx, ticket_id)
    if found is None:
        raise NotFound
    return ticket_answer(
        access, await actions.reissue(tx, access.actor, access.event, found.ticket)
    )


@router.put("/attendees/{attendee_id}/tag")
async def bind_tag(attendee_id: UUID, access: AtDoor, tx: Write, body: TagBody) -> TicketOut:
    """Binds an NFC or RFID tag, or any other code a reader types, to somebody's ticket."""
    person = await person_by_id(tx, access.event.id, attendee_id)
    if person is None:
        raise NotFound
    found = await actions.bind_tag(tx, access.actor, access.event, person.attendee, body.tag_uid)
    return ticket_answer(access, found)
