"""HTTP routes by which buyers find their order again."""

import logging

from fastapi import APIRouter, BackgroundTasks, Request, Response
from starlette.responses import HTMLResponse

from convite.core.bodies import check_charset
from convite.core.database import Database
from convite.core.language import LOCALES
from convite.core.pages import PAGE_HEADERS, render
from convite.core.problems import Problem
from convite.core.request import Public, database_of, page_language
from convite.core.responses import DirectRoute
from convite.doors.finding.policy import spend_try, typed_in
from convite.doors.finding.rules import Contact
from convite.doors.recovery.actions import request_order_links
from convite.doors.recovery.policy import check_recoverable, contact_in
from convite.doors.recovery.rules import reference_in
from convite.doors.recovery.schemas import RecoverBody, Recovered

router = APIRouter(route_class=DirectRoute)
log = logging.getLogger("convite")


@router.post("/api/orders/recover", dependencies=[Public], status_code=202, tags=["Orders"])
async def recover(body: RecoverBody, request: Request, after: BackgroundTasks) -> Recovered:
    """Mails an order's link to its buyer. The answer doesn't say whether there is such an order."""
    contact = contact_in(body)
    await spend_try(request, contact)
    after.add_task(look_for, database_of(request), reference_in(body.reference), contact)
    return Recovered()


@router.get("/o", dependencies=[Public], include_in_schema=False)
async def recover_form(request: Request) -> Response:
    """Shows the form with which buyers find their order."""
    return form(request)


@router.post("/o", dependencies=[Public], include_in_schema=False)
async def recover_by_form(request: Request, after: BackgroundTasks) -> Response:
    """Has the link mailed, once it has answered; with a problem, shows what was typed."""
    check_charset(request)
    fields = await request.form(max_files=0, max_fields=10)
    typed = {name: typed_in(fields, name) for name in ("reference", "contact")}
    try:
        reference, contact = check_recoverable(typed["reference"], typed["contact"])
        await spend_try(request, contact)
    except Problem as problem:
        return form(request, typed, problem=problem)
    after.add_task(look_for, database_of(request), reference, contact)
    return form(request, is_asked=True)


def form(
    request: Request,
    typed: dict[str, str] | None = None,
    *,
    problem: Problem | None = None,
    is_asked: bool = False,
) -> Response:
    """Renders the form."""
    locale = page_language(request)
    values = {
        "typed": typed or {"reference": "", "contact": ""},
        "is_asked": is_asked,
        "problem": problem.detail_in(locale) if problem else None,
        "locales": LOCALES,
    }
    status = problem.status if problem else 200
    return HTMLResponse(render("recover.html", locale, **values), status, headers=PAGE_HEADERS)


async def look_for(database: Database, reference: str, contact: Contact) -> None:
    """Requests the links. The answer has gone out, so an error is only logged.

    How long it takes must not tell whether an order was found.
    """
    try:
        await request_order_links(database, reference, contact)
    except Exception:
        log.exception("an order's link wasn't sent")
