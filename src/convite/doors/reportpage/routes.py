"""HTTP routes of the page on which an event is reported."""

from typing import Any, get_args
from uuid import UUID

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, RedirectResponse

from convite.core.bodies import check_charset
from convite.core.budgets import spend
from convite.core.language import Locale
from convite.core.log import Actor
from convite.core.pages import PAGE_HEADERS, render
from convite.core.problems import NotFound, Problem
from convite.core.request import Public, Read, database_of, page_language, session_user
from convite.doors.publicpages.policy import (
    check_own,
    event_values,
    mark_of,
    missing,
    own_path,
    to_login,
)
from convite.doors.reportpage.policy import report_in
from convite.doors.reportpage.queries import Reporting, reporting
from convite.doors.reports.actions import report_event
from convite.doors.reports.models import ReportReason

router = APIRouter(prefix="/e/{slug}/report", tags=["Pages"], include_in_schema=False)

#: Its name below the event's address.
PAGE = "report"
MAX_FIELDS = 20


def path_of(slug: str) -> str:
    """The path of an event's page of this kind."""
    return f"/e/{slug}/{PAGE}"


def page(
    request: Request,
    shown: Reporting,
    *,
    problem: Problem | None = None,
    typed: FormData | None = None,
) -> Response:
    """Renders the page; with a problem, what was typed."""
    event = shown.event
    locale = page_language(request, fallback=event.locale)
    fields = typed if typed is not None else {}
    values: dict[str, Any] = {
        **event_values(event, locale),
        "shown": shown,
        "mark": mark_of(PAGE, shown.user.id, event.id),
        "problem": what_is_wrong(problem, locale) if problem else None,
        "typed": {name: str(fields.get(name, "")) for name in ("reason", "text")},
        "reasons": get_args(ReportReason),
        "url": own_path(path_of(event.slug), request),
    }
    status = problem.status if problem else 200
    return HTMLResponse(render("report.html", locale, **values), status, headers=PAGE_HEADERS)


def what_is_wrong(problem: Problem, locale: Locale) -> str:
    """The sentence about the first field that is wrong, or about the whole."""
    errors = problem.body(locale).get("errors", ())
    return str(errors[0]["detail"]) if errors else problem.detail_in(locale)


@router.get("", dependencies=[Public])
async def report_page(slug: str, request: Request, tx: Read) -> Response:
    """The form, or thanks for a report. Without a session it leads to the log-in."""
    user_id = await session_user(request)
    if user_id is None:
        return to_login(path_of(slug), request)
    try:
        return page(request, await reporting(tx, slug, user_id))
    except NotFound:
        return await missing(request, slug)


@router.post("", dependencies=[Public])
async def report(slug: str, request: Request) -> Response:
    """Reports the event; what can't be used is shown with what was typed."""
    user_id = await session_user(request)
    if user_id is None:
        return to_login(path_of(slug), request)
    check_charset(request)
    fields = await request.form(max_files=0, max_fields=MAX_FIELDS)
    try:
        await do(request, slug, user_id, fields)
    except NotFound:
        return await missing(request, slug)
    except Problem as problem:
        async with database_of(request).read() as tx:
            shown = await reporting(tx, slug, user_id)
        return page(request, shown, problem=problem, typed=fields)
    return RedirectResponse(own_path(path_of(slug), request), 303, headers=PAGE_HEADERS)


async def do(request: Request, slug: str, user_id: UUID, fields: FormData) -> None:
    """Reports the event in one transaction.

    Raises:
        NotFound: there is no such event.
        Problem: the form isn't the page's own, or a value can't be used; see the action too.
    """
    async with database_of(request).tx() as tx:
        tx.trace.request_id = request.state.request_id
        shown = await reporting(tx, slug, user_id)
        check_own(fields, PAGE, user_id, shown.event.id)
        if shown.report is not None:
            return
        await spend(request, "report", str(user_id))
        actor = Actor(kind="user", id=user_id)
        await report_event(tx, actor, user_id, shown.event.id, report_in(fields))
