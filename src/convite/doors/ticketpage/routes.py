"""HTTP routes of a ticket's page, and of the ticket as a calendar file."""

from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse

from convite.core.bodies import check_charset
from convite.core.db import ReadTx
from convite.core.pages import FOLDER, PAGE_HEADERS, SCRIPT_POLICY, render
from convite.core.problems import NotFound, Problem
from convite.core.request import Public, Read, database_of, page_language
from convite.doors.calendars.rules import calendar_file
from convite.doors.heldtickets.policy import (
    HeldAccess,
    LinkedAccess,
    LinkKey,
    TicketAccess,
    access_by_link,
    language_of,
)
from convite.doors.pages.policy import fault_of
from convite.doors.ticketpage.policy import page_values
from convite.doors.ticketpage.queries import ticket_entries
from convite.doors.transfers.policy import body_in, pass_on

router = APIRouter(tags=["Tickets"])

MAX_FIELDS = 10
#: The page runs a script that keeps it for a place without a network.
HEADERS = PAGE_HEADERS | {"content-security-policy": f"{SCRIPT_POLICY}; worker-src 'self'"}


def replaced(request: Request) -> Response:
    """The page of a link that is no ticket's any more, or never was one's."""
    page = render("noticket.html", page_language(request))
    return HTMLResponse(page, 404, headers=PAGE_HEADERS)


def page(
    request: Request,
    access: TicketAccess,
    key: str,
    *,
    problem: Problem | None = None,
    fields: FormData | None = None,
) -> Response:
    """Renders the page; with a problem, what was typed into its form."""
    locale = language_of(request, access)
    values = page_values(access, key, locale) | {"is_renamed": "renamed" in request.query_params}
    if problem is not None and fields is not None:
        values["problem"] = fault_of(problem, locale)
        values["typed"] = {name: str(fields.get(name, "")) for name in ("name", "email")}
    status = problem.status if problem else 200
    return HTMLResponse(render("ticket.html", locale, **values), status, headers=HEADERS)


@router.get("/t/{serial}", include_in_schema=False)
async def ticket_page(request: Request, serial: str, tx: Read, k: LinkKey = "") -> Response:
    """A ticket for whoever has its link. Changes nothing: link previews fetch it too."""
    try:
        access = await access_by_link(request, tx, serial, k)
    except NotFound:
        return replaced(request)
    return page(request, access, k)


ticket_page.right = "own_invitation"  # type: ignore[attr-defined]


@router.post("/t/{serial}", include_in_schema=False)
async def pass_on_by_form(request: Request, serial: str, k: LinkKey = "") -> Response:
    """Passes the ticket on, after which its link is no longer one; or changes the name on it."""
    check_charset(request)
    fields = await request.form(max_files=0, max_fields=MAX_FIELDS)
    database = database_of(request)
    try:
        async with database.tx() as tx:
            tx.trace.request_id = request.state.request_id
            access = await access_by_link(request, tx, serial, k)
            done = await pass_on(request, tx, access, body_in(fields))
            locale = language_of(request, access)
    except NotFound:
        return replaced(request)
    except Problem as problem:
        async with database.read() as tx:
            access = await access_by_link(request, tx, serial, k)
            return page(request, access, k, problem=problem, fields=fields)
    if done.status == "renamed":
        url = f"/t/{quote(serial)}?k={quote(k)}&lang={locale}&renamed"
        return RedirectResponse(url, 303, headers=PAGE_HEADERS)
    told = {"name": done.name, "email": done.email}
    return HTMLResponse(render("ticketpassed.html", locale, **told), headers=PAGE_HEADERS)


pass_on_by_form.right = "own_invitation"  # type: ignore[attr-defined]


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
