"""HTTP routes of a ticket's page, and of the ticket as a calendar file."""

from fastapi import APIRouter, Request, Response
from starlette.responses import FileResponse, HTMLResponse

from convite.core.db import ReadTx
from convite.core.pages import FOLDER, PAGE_HEADERS, SCRIPT_POLICY, render
from convite.core.problems import NotFound
from convite.core.request import Public, Read, page_language
from convite.doors.calendars.rules import calendar_file
from convite.doors.heldtickets.policy import (
    HeldAccess,
    LinkedAccess,
    LinkKey,
    TicketAccess,
    access_by_link,
)
from convite.doors.ticketpage.policy import language_of, page_values
from convite.doors.ticketpage.queries import ticket_entries

router = APIRouter(tags=["Tickets"])

#: The page runs a script that keeps it for a place without a network.
HEADERS = PAGE_HEADERS | {"content-security-policy": f"{SCRIPT_POLICY}; worker-src 'self'"}


def replaced(request: Request) -> Response:
    """The page of a link that is no ticket's any more, or never was one's."""
    page = render("noticket.html", page_language(request))
    return HTMLResponse(page, 404, headers=PAGE_HEADERS)


@router.get("/t/{serial}", include_in_schema=False)
async def ticket_page(request: Request, serial: str, tx: Read, k: LinkKey = "") -> Response:
    """A ticket for whoever has its link. Changes nothing: link previews fetch it too."""
    try:
        access = await access_by_link(request, tx, serial, k)
    except NotFound:
        return replaced(request)
    locale = language_of(request, access)
    values = page_values(access, k, locale)
    return HTMLResponse(render("ticket.html", locale, **values), headers=HEADERS)


ticket_page.right = "own_invitation"  # type: ignore[attr-defined]


@router.get("/t/{serial}/event.ics", include_in_schema=False)
async def linked_ics(request: Request, access: LinkedAccess, tx: Read) -> Response:
    """The event as a calendar file, for whoever has the link of a ticket's page."""
    return await calendar_answer(request, tx, access)


@router.get("/api/tickets/{ticket_id}.ics", response_class=Response)
async def ticket_ics(request: Request, access: HeldAccess, tx: Read) -> Response:
    """The event of a ticket as a calendar file, or those of its parts that the holder comes to."""
    return await calendar_answer(request, tx, access)


async def calendar_answer(request: Request, tx: ReadTx, access: TicketAccess) -> Response:
    """A ticket's calendar file.

    Raises:
        NotFound: the event has no time yet.
    """
    locale = language_of(request, access)
    entries = await ticket_entries(tx, access.event, access.found, locale)
    if not entries:
        raise NotFound("This event has no date yet.")
    return Response(calendar_file(entries), media_type="text/calendar", headers=PAGE_HEADERS)


@router.get("/t/worker.js", dependencies=[Public], include_in_schema=False)
async def worker_script() -> Response:
    """The script by which a browser keeps the pages of tickets; it sees no other page."""
    headers = {"cache-control": "no-cache"}
    return FileResponse(FOLDER / "ticketworker.js", media_type="text/javascript", headers=headers)


@router.get("/t/ticket.js", dependencies=[Public], include_in_schema=False)
async def page_script() -> Response:
    """The page's script, which has the browser keep it."""
    headers = {"cache-control": "no-cache"}
    return FileResponse(FOLDER / "ticket.js", media_type="text/javascript", headers=headers)
