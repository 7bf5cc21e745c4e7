"""HTTP routes of a date poll's page: by its own link, and by a party's."""

from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from starlette.responses import HTMLResponse, RedirectResponse

from convite.core.bodies import check_charset
from convite.core.budgets import address_of, spend
from convite.core.dates import format_date, format_span
from convite.core.ids import new_secret
from convite.core.language import Locale
from convite.core.pages import PAGE_HEADERS, render
from convite.core.problems import Gone, NotFound, Problem
from convite.core.request import (
    Caller,
    Public,
    Read,
    cookie_name,
    database_of,
    page_language,
    session_user,
    set_cookie,
)
from convite.doors.calendars.queries import event_entry
from convite.doors.calendars.rules import (
    CalendarEntry,
    WebCalendar,
    calendar_file,
    calendar_link,
)
from convite.doors.pages.policy import language, principal_of
from convite.doors.pollpage.actions import Answering, answer_poll
from convite.doors.pollpage.policy import (
    Typed,
    bearer_id,
    faults_of,
    link_answer,
    party_choices,
    typed_in,
)
from convite.doors.pollpage.queries import Polled, polled_by_link, polled_by_party
from convite.doors.polls.models import MAX_NAME, MAX_OPTIONS
from convite.doors.publicpages.policy import check_own, event_values, mark_of, own_path
from convite.doors.rsvp.policy import BearerInvitation, bearer
from convite.events.event.policy import guesses_limited

router = APIRouter(tags=["Pages"], include_in_schema=False)

#: What its forms are marked with.
PAGE = "date-poll"
MAX_FIELDS = MAX_OPTIONS + 10
#: A cookie lasts longer than dates are asked for.
COOKIE_SECONDS = 180 * 24 * 3600
#: A secret is never longer.
MAX_SECRET = 100


def cookie_of(code: str) -> str:
    """The cookie with the secret of whoever answered a poll."""
    return f"convite_poll_{code[:30]}"


def secret_of(request: Request, code: str) -> str | None:
    """The secret of whoever opens a poll's page, if they have answered from this browser."""
    return request.cookies.get(cookie_name(cookie_of(code)), "")[:MAX_SECRET] or None


def page(
    request: Request,
    shown: Polled,
    path: str,
    locale: Locale,
    *,
    secret: str = "",
    problem: Problem | None = None,
    typed: Typed | None = None,
) -> Response:
    """Renders the page; with a problem, what was chosen and typed."""
    event, poll, refusal = shown.event, shown.poll, shown.refusal(locale)
    if refusal is not None and refusal.kind == "taken-down":
        return HTMLResponse(render("takendown.html", locale), 410, headers=PAGE_HEADERS)
    has_date = event.starts_at is not None and shown.chosen is not None
    values: dict[str, Any] = {
        **event_values(event, locale),
        "shown": shown,
        "times": {
            one.id: format_span(one.starts_at, one.ends_at, event.timezone, locale)
            for one in shown.options
        },
        "until": format_date(poll.closes_at, event.timezone, locale) if poll.closes_at else "",
        "has_date": has_date,
        "mark": mark_of(PAGE, bearer_id(secret), poll.id) if secret else "",
        "secret": secret,
        "refusal": refusal.detail_in(locale) if refusal else None,
        "problem": problem.detail_in(locale) if problem else None,
        "faults": faults_of(problem, locale),
        "typed": typed or typed_before(shown),
        "is_done": "done" in request.query_params,
        "own_link": f"{poll.url}?answer={secret}" if shown.answer and not shown.party else "",
        "most_name": MAX_NAME,
        "url": own_path(path, request),
        "path": path,
    }
    status = problem.status if problem else 200
    return HTMLResponse(render("poll.html", locale, **values), status, headers=PAGE_HEADERS)


def typed_before(shown: Polled) -> Typed:
    """What the form has before anything is typed: the last answer, else who is logged in."""
    if shown.answer is not None:
        kept = shown.answer
        return Typed(choices=kept.choices, name=kept.name, email=kept.email or "")
    if shown.user is not None:
        return Typed(name=shown.user.name[:MAX_NAME], email=shown.user.email or "")
    return Typed()


def not_found(request: Request) -> Response:
    """The page of an unknown code."""
    return HTMLResponse(render("nopoll.html", page_language(request)), 404, headers=PAGE_HEADERS)


def locale_of(request: Request, shown: Polled) -> Locale:
    """The language of the page: the one asked for, the browser's, else the event's."""
    return page_language(request, fallback=shown.event.locale)


@router.get("/p/{code}", dependencies=[Public])
async def poll_page(code: str, request: Request, tx: Read) -> Response:
    """The dates and a form, or the date that was chosen. Read-only, as previews of links open it too."""
    own = request.query_params.get("answer", "")[:MAX_SECRET]
    user_id, secret = await session_user(request), own or secret_of(request, code)
    try:
        guess = Caller(code=code)
        async with guesses_limited(request.app.state.budgets, address_of(request), guess):
            shown = await polled_by_link(tx, code, secret, user_id)
    except NotFound:
        return not_found(request)
    if own:  # their own link: this browser knows them from now on, and the address is clean
        answer = RedirectResponse(path_of(code, request), 303, headers=PAGE_HEADERS)
        if shown.answer is not None:
            set_cookie(answer, cookie_of(code), own, COOKIE_SECONDS)
        return answer
    kept = secret if secret and shown.answer else new_secret()
    return page(request, shown, path_of(code), locale_of(request, shown), secret=kept)


def path_of(code: str, request: Request | None = None) -> str:
    """The path of a poll's page; with a request, in the language that was asked for."""
    path = f"/p/{quote(code, safe='')}"
    return own_path(path, request) if request else path


@router.post("/p/{code}", dependencies=[Public])
async def answer_by_link(code: str, request: Request) -> Response:
    """Keeps an answer; if it can't be, shows the form again with everything that was typed."""
    user_id, known = await session_user(request), secret_of(request, code)
    check_charset(request)
    fields = await request.form(max_files=0, max_fields=MAX_FIELDS)
    sent = str(fields.get("secret", ""))[:MAX_SECRET]
    try:
        guess = Caller(code=code)
        async with (
            guesses_limited(request.app.state.budgets, address_of(request), guess),
            database_of(request).read() as tx,
        ):
            shown = await polled_by_link(tx, code, known or sent, user_id)
    except NotFound:
        return not_found(request)
    secret = (
        known if known and shown.answer else sent
    )  # of a page that was opened before the first answer
    locale = locale_of(request, shown)
    typed = typed_in(fields, [one.id for one in shown.options])
    try:
        check_own(fields, PAGE, bearer_id(sent), shown.poll.id)
        await spend(request, "poll-answer")
        said = link_answer(typed)
        who = Answering(
            name=said.name, locale=locale, secret=secret, email=said.email, user_id=user_id
        )
        async with database_of(request).tx() as tx:
            tx.trace.request_id = request.state.request_id
            fresh = await polled_by_link(tx, code, secret, user_id)
            await answer_poll(tx, fresh.event, who, said.choices)
    except Problem as problem:
        return await refused(request, code, secret or new_secret(), problem, typed)
    answer = RedirectResponse(own_done(path_of(code), request), 303, headers=PAGE_HEADERS)
    set_cookie(answer, cookie_of(code), secret, COOKIE_SECONDS)
    return answer


def own_done(path: str, request: Request) -> str:
    """The page after an answer, in the language that was asked for."""
    url = own_path(path, request)
    return f"{url}{'&' if '?' in url else '?'}done"


async def refused(
    request: Request, code: str, secret: str, problem: Problem, typed: Typed
) -> Response:
    """The page of a link's poll as it is now, with why the answer can't be kept and what was typed."""
    try:
        async with database_of(request).read() as tx:
            shown = await polled_by_link(tx, code, secret)
    except NotFound:
        return not_found(request)
    locale = locale_of(request, shown)
    return page(request, shown, path_of(code), locale, secret=secret, problem=problem, typed=typed)


async def entry_at(request: Request, code: str, tx: Read) -> CalendarEntry:
    """What calendars show of the date that was chosen.

    Raises:
        NotFound: there is no such poll, or no date yet.
    """
    guess = Caller(code=code)
    async with guesses_limited(request.app.state.budgets, address_of(request), guess):
        shown = await polled_by_link(tx, code, None)
    entry = event_entry(shown.event, locale_of(request, shown), shown.poll.url)
    if entry is None or shown.chosen is None or shown.event.taken_down_at is not None:
        raise NotFound
    return entry


@router.get("/p/{code}/event.ics", dependencies=[Public])
async def poll_calendar(code: str, request: Request, tx: Read) -> Response:
    """The chosen date as a calendar file."""
    entry = await entry_at(request, code, tx)
    return Response(calendar_file([entry]), media_type="text/calendar", headers=PAGE_HEADERS)


@router.get("/p/{code}/calendar/{name}", dependencies=[Public])
async def poll_web_calendar(code: str, name: WebCalendar, request: Request, tx: Read) -> Response:
    """Leads to a calendar on the web, with the chosen date filled in."""
    link = calendar_link(name, await entry_at(request, code, tx))
    return RedirectResponse(link, 303, headers=PAGE_HEADERS)


@router.get("/r/{code}/poll")
async def party_page(request: Request, code: str, tx: Read) -> Response:
    """The same page for a party, which needn't say who it is."""
    try:
        access = await own_party(request, code, tx)
        shown = await polled_by_party(tx, access.event.event, access.invitation)
    except (NotFound, Gone):
        return not_found(request)
    return page(request, shown, party_path(access), language(request, access))


async def own_party(request: Request, code: str, tx: Read) -> BearerInvitation:
    """The invitation of a code, unless it was canceled.

    Raises:
        NotFound: it was, or there is none.
    """
    access = await bearer(request, code, tx)
    if access.invitation.canceled_at is not None:
        raise NotFound
    return access


def party_path(access: BearerInvitation) -> str:
    """The path of the poll's page of a party."""
    return f"/r/{access.invitation.code}/poll"


@router.post("/r/{code}/poll")
async def answer_as_party(request: Request, code: str) -> Response:
    """Keeps a party's answer; if it can't be, shows the form again with what was chosen."""
    try:
        async with database_of(request).read() as tx:
            access = await own_party(request, code, tx)
            shown = await polled_by_party(tx, access.event.event, access.invitation)
    except (NotFound, Gone):
        return not_found(request)
    check_charset(request)
    fields = await request.form(max_files=0, max_fields=MAX_FIELDS)
    locale, party = language(request, access), access.invitation
    typed = typed_in(fields, [one.id for one in shown.options])
    who = Answering(name=party.label[:MAX_NAME], locale=locale, invitation_id=party.id)
    try:
        await spend(request, "guest-message", str(party.id))
        said = party_choices(typed)
        async with database_of(request).tx(principal_of(access)) as tx:
            tx.trace.request_id = request.state.request_id
            fresh = await polled_by_party(tx, access.event.event, party)
            await answer_poll(tx, fresh.event, who, said.choices)
    except Problem as problem:
        return await refused_party(request, access, problem, typed)
    return RedirectResponse(own_done(party_path(access), request), 303, headers=PAGE_HEADERS)


async def refused_party(
    request: Request, access: BearerInvitation, problem: Problem, typed: Typed
) -> Response:
    """The page of a party's poll as it is now, with why the answer can't be kept and what was chosen."""
    try:
        async with database_of(request).read(principal_of(access)) as tx:
            shown = await polled_by_party(tx, access.event.event, access.invitation)
    except NotFound:
        return not_found(request)
    locale = language(request, access)
    return page(request, shown, party_path(access), locale, problem=problem, typed=typed)


party_page.right = "own_invitation"  # type: ignore[attr-defined]
answer_as_party.right = "own_invitation"  # type: ignore[attr-defined]
