"""HTTP routes of a share link's page."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, RedirectResponse

from convite.core.bodies import check_charset
from convite.core.budgets import address_of, spend
from convite.core.log import Actor
from convite.core.pages import PAGE_HEADERS, render
from convite.core.problems import NotFound, Problem
from convite.core.request import (
    Caller,
    Public,
    Read,
    database_of,
    page_language,
    session_user,
)
from convite.doors.admission.rules import waitlist_mode
from convite.doors.invites.actions import take_link
from convite.doors.publicpages.policy import (
    check_own,
    event_values,
    mark_of,
    nothing_here,
    own_path,
    to_login,
)
from convite.doors.sharepage.policy import places_in
from convite.doors.sharepage.queries import Shared, shared
from convite.events.event.policy import guesses_limited

router = APIRouter(prefix="/j/{code}", tags=["Pages"], include_in_schema=False)

#: What its forms are marked with.
PAGE = "share"
MAX_FIELDS = 10


def path_of(code: str) -> str:
    """The path of a link's page."""
    return f"/j/{quote(code, safe='')}"


def page(
    request: Request, code: str, shown: Shared, *, problem: Problem | None = None, typed: str = "1"
) -> Response:
    """Renders the page; with a problem, what was typed."""
    event = shown.event
    locale = page_language(request, fallback=event.locale)
    is_public = event.visibility != "private" and event.approval != "invite_only"
    values: dict[str, Any] = {
        **event_values(event, locale),
        "shown": shown,
        "mark": mark_of(PAGE, shown.user.id, shown.link.id),
        "refusal": shown.refusal.detail_in(locale) if shown.refusal else None,
        "problem": problem.detail_in(locale) if problem else None,
        "can_wait": is_public and waitlist_mode(event) != "off",
        "typed": typed,
        "url": own_path(path_of(code), request),
        "path": path_of(code),
    }
    closed = shown.refusal if not shown.is_listed and not shown.is_team else None
    status = problem.status if problem else closed.status if closed else 200
    return HTMLResponse(render("share.html", locale, **values), status, headers=PAGE_HEADERS)


@router.get("", dependencies=[Public])
async def share_page(code: str, request: Request, tx: Read) -> Response:
    """The event and a form to come, or why it can't be. Without a session it leads to the log-in."""
    user_id = await session_user(request)
    if user_id is None:
        return to_login(path_of(code), request)
    try:
        guess = Caller(code=code)
        async with guesses_limited(request.app.state.budgets, address_of(request), guess):
            return page(request, code, await shared(tx, code, user_id))
    except NotFound:
        return nothing_here(request)


@router.post("", dependencies=[Public])
async def come(code: str, request: Request) -> Response:
    """Comes by the link, and leads to the page of one's party."""
    user_id = await session_user(request)
    if user_id is None:
        return to_login(path_of(code), request)
    check_charset(request)
    fields = await request.form(max_files=0, max_fields=MAX_FIELDS)
    try:
        guess = Caller(code=code)
        async with guesses_limited(request.app.state.budgets, address_of(request), guess):
            party = await take(request, code, user_id, fields)
    except NotFound:
        return nothing_here(request)
    except Problem as problem:
        async with database_of(request).read() as tx:
            shown = await shared(tx, code, user_id)
        return page(request, code, shown, problem=problem, typed=str(fields.get("places", "1")))
    return RedirectResponse(f"/r/{party}", 303, headers=PAGE_HEADERS)


async def take(request: Request, code: str, user_id: UUID, fields: FormData) -> str:
    """Comes by the link, in one transaction; returns the code of the party.

    Raises:
        NotFound: there is no such link.
        Problem: it can't be done; see `take_link`.
    """
    async with database_of(request).tx() as tx:
        tx.trace.request_id = request.state.request_id
        shown = await shared(tx, code, user_id)
        check_own(fields, PAGE, shown.user.id, shown.link.id)
        if shown.party is not None:  # the form was sent twice
            return shown.party.code
        await spend(request, "join-request", str(user_id))
        actor, places = Actor(kind="user", id=user_id), places_in(fields)
        party = await take_link(tx, actor, shown.event, shown.user, shown.link.id, places)
        return party.code
