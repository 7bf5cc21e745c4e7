"""The page on which the code of a printed card is typed, or a name and contact to be sent the link."""

import logging

from fastapi import APIRouter, BackgroundTasks, Request, Response
from starlette.responses import HTMLResponse, RedirectResponse

from convite.core.bodies import check_charset
from convite.core.database import Database
from convite.core.language import LOCALES
from convite.core.pages import PAGE_HEADERS, render
from convite.core.problems import Gone, NotFound, Problem
from convite.core.request import Public, database_of, page_language
from convite.doors.finding.actions import request_links
from convite.doors.finding.policy import check_findable, spend_try, typed_in
from convite.doors.finding.rules import Contact
from convite.doors.pages.policy import own_address
from convite.doors.rsvp.policy import bearer

router = APIRouter(tags=["Pages"], include_in_schema=False)
log = logging.getLogger("convite")


@router.get("/r", dependencies=[Public])
async def code_form(request: Request) -> Response:
    """Shows the page for typing the code of a printed card."""
    return code_page(request)


def code_page(
    request: Request,
    *,
    typed: str = "",
    name: str = "",
    contact: str = "",
    problem: Problem | None = None,
    is_asked: bool = False,
) -> Response:
    """Renders the page for typing a code, or name and contact; with a problem, what was typed."""
    locale = page_language(request)
    values = {
        "typed": typed,
        "name": name,
        "contact": contact,
        "is_asked": is_asked,
        "problem": problem.detail_in(locale) if problem else None,
        "locales": LOCALES,
    }
    status = problem.status if problem else 200
    return HTMLResponse(render("code.html", locale, **values), status, headers=PAGE_HEADERS)


@router.post("/r", dependencies=[Public])
async def open_by_code(request: Request, after: BackgroundTasks) -> Response:
    """Opens the invitation of a typed code, or says that there is none.

    By name and contact it only has the link sent, to the guest's own address, once it has answered.
    """
    check_charset(request)
    fields = await request.form(max_files=0, max_fields=10)
    typed = typed_in(fields, "code", most=100)
    name, text = typed_in(fields, "name"), typed_in(fields, "contact")
    if not typed and (name or text):
        try:
            contact = check_findable(name, text)
            await spend_try(request, contact)
        except Problem as problem:
            return code_page(request, name=name, contact=text, problem=problem)
        # after the answer: how long it takes must not tell whether a guest was found
        after.add_task(look_for, database_of(request), name, contact)
        return code_page(request, is_asked=True)
    if not typed:
        nothing = NotFound("Type the code from your invitation.", name="no-code-typed")
        return code_page(request, problem=nothing)
    try:
        async with database_of(request).read() as tx:
            access = await bearer(request, typed, tx)
    except (NotFound, Gone):
        unknown = NotFound(
            "No invitation has this code. Check it, or ask your host for a new one.",
            name="code-unknown",
        )
        return code_page(request, typed=typed, problem=unknown)
    except Problem as problem:
        return code_page(request, typed=typed, problem=problem)
    return RedirectResponse(own_address(request, access), 303, headers=PAGE_HEADERS)


async def look_for(database: Database, name: str, contact: Contact) -> None:
    """Requests the links. The answer has gone out, so an error is only logged."""
    try:
        await request_links(database, name, contact)
    except Exception:
        log.exception("an invitation's link wasn't sent")
