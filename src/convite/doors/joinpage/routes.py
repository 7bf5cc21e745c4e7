"""HTTP routes of the page on which somebody asks to join an event."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, RedirectResponse

from convite.core.bodies import check_charset
from convite.core.budgets import spend
from convite.core.dates import format_date
from convite.core.db import Tx
from convite.core.log import Actor
from convite.core.pages import PAGE_HEADERS, render
from convite.core.problems import NotFound, Problem
from convite.core.request import Public, Read, database_of, page_language, session_user
from convite.doors.admission.rules import waitlist_mode
from convite.doors.joinpage.policy import offered, request_in
from convite.doors.joinpage.queries import Joining, joining
from convite.doors.orders.queries import order_path
from convite.doors.pages.rules import errors_by_field
from convite.doors.publicpages.policy import (
    check_own,
    event_values,
    mark_of,
    missing,
    own_path,
    to_login,
)
from convite.doors.quotas.rules import Tally
from convite.doors.requests.actions import ask_to_join, cancel
from convite.doors.rsvp.policy import question_in_language
from convite.doors.waitlist.actions import leave, take_offer, wait
from convite.doors.waitlist.schemas import WaitlistJoin
from convite.events.event.schemas import settings_in_force

router = APIRouter(prefix="/e/{slug}/join", tags=["Pages"], include_in_schema=False)

#: Its name below the event's address.
PAGE = "join"
MAX_FIELDS = 500


def path_of(slug: str) -> str:
    """The path of an event's page of this kind."""
    return f"/e/{slug}/{PAGE}"


def page(
    request: Request,
    shown: Joining,
    *,
    problem: Problem | None = None,
    typed: dict[str, Any] | None = None,
) -> Response:
    """Renders the page; with a problem, what was typed."""
    locale = page_language(request, fallback=shown.event.locale)
    event, rule = shown.event, settings_in_force(None, shown.event.settings)
    errors = problem.body(locale).get("errors", ()) if problem else ()
    most = min(rule.places_per_request, event.capacity or rule.places_per_request)
    values: dict[str, Any] = {
        **event_values(event, locale),
        "shown": shown,
        "most": most if not shown.places_left else min(most, shown.places_left),
        "until": offered_until(shown, locale),
        "is_offered_by_itself": waitlist_mode(event) == "automatic",
        "order_url": order_path(shown.order.id) if shown.order else "",
        "mark": mark_of(PAGE, shown.user.id, event.id),
        "refusal": shown.refusal.detail_in(locale) if shown.refusal else None,
        "problem": problem.detail_in(locale) if problem else None,
        "errors": errors_by_field(errors, []),
        "questions": [question_in_language(one, locale, Tally()) for one in shown.questions],
        "typed": typed or {"message": "", "places": 1, "answers": {}},
        "url": own_path(path_of(event.slug), request),
    }
    status = problem.status if problem else 200
    return HTMLResponse(render("join.html", locale, **values), status, headers=PAGE_HEADERS)


def offered_until(shown: Joining, locale: str) -> str:
    """Until when places are offered or kept, where the event is; empty if none are."""
    ends = shown.entry.expires_at if shown.entry else shown.kept.until if shown.kept else None
    return format_date(ends, shown.event.timezone, locale) if ends else ""


@router.get("", dependencies=[Public])
async def join_page(slug: str, request: Request, tx: Read) -> Response:
    """The form, or what became of the request. Without a session it leads to the log-in."""
    user_id = await session_user(request)
    if user_id is None:
        return to_login(path_of(slug), request)
    try:
        return page(request, await joining(tx, slug, user_id))
    except NotFound:
        return await missing(request, slug)


@router.post("", dependencies=[Public])
async def join(slug: str, request: Request) -> Response:
    """Asks to join, or takes one's request back; what can't be used is shown with what was typed."""
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
            shown = await joining(tx, slug, user_id)
        return page(request, shown, problem=problem, typed=typed_in(fields))
    return RedirectResponse(own_path(path_of(slug), request), 303, headers=PAGE_HEADERS)


async def do(request: Request, slug: str, user_id: UUID, fields: FormData) -> None:
    """What the form asks for, in one transaction.

    Raises:
        NotFound: there is no such event.
        Problem: it can't be done; see the actions.
    """
    async with database_of(request).tx() as tx:
        tx.trace.request_id = request.state.request_id
        shown = await joining(tx, slug, user_id)
        check_own(fields, PAGE, shown.user.id, shown.event.id)
        await ACTS[act_of(fields)](tx, request, shown, fields)


async def ask(tx: Tx, request: Request, shown: Joining, fields: FormData) -> None:
    """Asks for places, or waits for them."""
    await spend(request, "join-request", str(shown.user.id))
    body, actor = request_in(fields, shown), actor_of(shown)
    if "wait" in fields:
        waiting = WaitlistJoin(places=body.places, message=body.message[:1000])
        await wait(tx, actor, shown.event, shown.user, waiting)
    else:
        await ask_to_join(tx, actor, shown.event, shown.user, body)


async def give_up(tx: Tx, _: Request, shown: Joining, __: FormData) -> None:
    """Takes a request back, or leaves the waiting list and what is offered there."""
    if shown.request is not None and shown.is_open:
        await cancel(tx, actor_of(shown), shown.event, shown.request.id)
    elif shown.entry is not None:
        await leave(tx, actor_of(shown), shown.event, shown.entry.id)


async def take(tx: Tx, _: Request, shown: Joining, __: FormData) -> None:
    """Takes the places that are offered."""
    await take_offer(tx, actor_of(shown), shown.event, offered(shown).id)


ACTS = {"ask": ask, "cancel": give_up, "take": take}


def act_of(fields: FormData) -> str:
    """What the pressed button asks for."""
    return next((name for name in ("cancel", "take") if name in fields), "ask")


def actor_of(shown: Joining) -> Actor:
    """The account, as whoever acts."""
    return Actor(kind="user", id=shown.user.id)


def typed_in(fields: FormData) -> dict[str, Any]:
    """What was typed, to be shown again."""
    answers = {
        name.removeprefix("q-party-"): value
        for name, value in fields.items()
        if name.startswith("q-party-")
    }
    return {
        "message": str(fields.get("message", "")),
        "places": str(fields.get("places", "1")),
        "answers": answers,
    }
