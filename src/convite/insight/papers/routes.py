"""HTTP routes of papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from convite.core.budgets import spend
from convite.core.db import ReadTx
from convite.core.idempotency import KeyedRoute
from convite.core.language import Locale, pick
from convite.core.problems import NotFound
from convite.core.request import Read, Write, from_query
from convite.core.tasks import read_task
from convite.doors.heldtickets.policy import HeldAccess, LinkedAccess
from convite.doors.heldtickets.queries import held_ticket
from convite.doors.invitations.policy import InvitationAccess, invitation_access
from convite.doors.rsvp.policy import Bearer
from convite.entrance.tickets.queries import TicketOfPerson, tickets_of_party
from convite.events.event.models import Event
from convite.events.event.policy import EventAccess, event_access
from convite.insight.papers import actions
from convite.insight.papers.policy import check_shown, rights_shown
from convite.insight.papers.schemas import PaperOrder, PaperRequest, PaperStarted
from convite.insight.ticketsheets.rules import PerPage

router = APIRouter(tags=["Papers"], route_class=KeyedRoute)

Export = Annotated[EventAccess, Depends(event_access("export_guests"))]
PartyAccess = Annotated[InvitationAccess, Depends(invitation_access("edit_guests"))]


@dataclass(frozen=True, kw_only=True)
class TicketPage:
    """In which language tickets are printed, and how many on a page."""

    lang: Locale | None = None
    per_page: PerPage = PerPage.ONE


AsPage = Annotated[TicketPage, Depends(from_query(TicketPage))]

TYPES = {
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@router.post("/api/events/{event_id}/papers", status_code=202)
async def ask(request: Request, body: PaperRequest, access: Export, tx: Write) -> PaperStarted:
    """Makes a paper: lists, seating chart, cards or badges, as PDF or spreadsheet."""
    check_shown(access, body.kind)
    await spend(request, "export", str(access.user_id))
    order = PaperOrder(**body.model_dump(), rights=rights_shown(access, body))
    task = await actions.start(tx, access.actor, access.event, order)
    return PaperStarted(task_id=task.id, file_path=f"{request.url.path}/{task.id}")


@router.get("/api/events/{event_id}/papers/{paper_id}", response_class=Response)
async def fetch(paper_id: UUID, access: Export, tx: Read) -> Response:
    """Downloads a finished paper, for a week; its id is its task's."""
    task = await read_task(tx, paper_id)
    if task is None or task.kind != actions.KIND or task.event_id != access.event.id:
        raise NotFound
    check_shown(access, task.parameters.get("kind"), task.parameters.get("rights", ()))
    name, content = await actions.finished(task)
    return file_answer(name, content)


def file_answer(name: str, content: bytes) -> Response:
    """A file to be saved, of the type that its name ends with."""
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "cache-control": "no-store",
    }
    return Response(content, media_type=TYPES[name.rsplit(".", 1)[1]], headers=headers)


async def tickets_answer(
    request: Request,
    tx: ReadTx,
    event: Event,
    tickets: Sequence[TicketOfPerson],
    wanted: TicketPage,
) -> Response:
    """Tickets as a PDF, in the language that was asked for or the event's."""
    await spend(request, "ticket-file")
    locale = pick("", wanted.lang, fallback=event.locale)
    held = [held_ticket(one) for one in tickets]
    content = await actions.tickets_pdf(tx, event, held, locale, wanted.per_page)
    return file_answer(f"{event.slug}-tickets.pdf", content)


@router.get("/api/tickets/{ticket_id}.pdf", response_class=Response)
async def ticket_pdf(request: Request, access: HeldAccess, tx: Read, wanted: AsPage) -> Response:
    """One ticket as PDF: for its owner by account or by their party's code, and for editors of guests."""
    return await tickets_answer(request, tx, access.event, [access.found], wanted)


@router.get("/api/invitations/{invitation_id}/tickets.pdf", response_class=Response)
async def party_pdf(request: Request, access: PartyAccess, tx: Read, wanted: AsPage) -> Response:
    """All tickets of a party on one PDF."""
    found = await tickets_of_party(tx, access.invitation.id)
    return await tickets_answer(request, tx, access.event.event, found, wanted)


@router.get("/api/rsvp/{code}/tickets.pdf", response_class=Response)
async def own_party_pdf(request: Request, access: Bearer, tx: Read, wanted: AsPage) -> Response:
    """The same for the bearer of the party's link."""
    found = await tickets_of_party(tx, access.invitation.id)
    return await tickets_answer(request, tx, access.event.event, found, wanted)


@router.get("/t/{serial}/ticket.pdf", include_in_schema=False)
async def linked_pdf(request: Request, access: LinkedAccess, tx: Read, wanted: AsPage) -> Response:
    """A ticket as PDF, for whoever has the link of its page."""
    return await tickets_answer(request, tx, access.event, [access.found], wanted)
