"""HTTP routes of the RSVP page."""

from functools import partial
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse

from convite.core.config import settings
from convite.core.hot import Place
from convite.core.language import LOCALES, Locale, pick, translator
from convite.core.pages import FOLDER, format_date, render
from convite.core.problems import Gone, NotFound, Problem
from convite.core.request import Public, Read, database_of
from convite.doors.invitations.policy import InvitationAccess
from convite.doors.pages.rules import PageQuestion, PageTicket, Submitted, calendar_file, read_form
from convite.doors.replies.actions import PartyReply
from convite.doors.replies.policy import reply_with_retry
from convite.doors.replies.schemas import GuestAnswered, PartyAnswer, PlusOne
from convite.doors.rsvp.policy import Bearer, bearer, rsvp_of
from convite.doors.rsvp.schemas import RsvpOut
from convite.entrance.tickets.queries import serials_of_party
from convite.events.event.schemas import EventSettings, settings_in_force
from convite.plan.seating.rules import seat_name

router = APIRouter(tags=["Pages"], include_in_schema=False)

HEADERS = {"cache-control": "no-store", "x-robots-tag": "noindex, nofollow"}


def language(request: Request, access: InvitationAccess) -> Locale:
    """The page's language: requested, else the invitation's, the browser's or the event's."""
    requested = request.query_params.get("lang")
    accepted = request.headers.get("accept-language", "")
    return pick(accepted, requested, access.invitation.locale, fallback=access.event.event.locale)


def page(
    request: Request,
    rsvp: RsvpOut,
    locale: str,
    settings: EventSettings,
    *,
    status: int = 200,
    **extra: Any,
) -> Response:
    """Renders the page of a party."""
    event = rsvp.event
    values: dict[str, Any] = {
        "rsvp": rsvp,
        "event": event,
        "code": rsvp.invitation.code,
        "when": format_date(event.starts_at, event.timezone, locale) if event.starts_at else "",
        "deadline": format_date(rsvp.deadline, event.timezone, locale) if rsvp.deadline else "",
        "hue": settings.accent_hue,
        "orphan_rule": settings.orphan_rule,
        "locales": LOCALES,
        "seat_name": partial(seat_name, say=translator(locale).gettext),
        "is_done": "done" in request.query_params,
        "is_open_for_change": "change" in request.query_params,
        "problem": None,
        "submitted": Submitted(),
        "tickets": [],
        **extra,
    }
    return HTMLResponse(render("rsvp.html", locale, **values), status, headers=HEADERS)


def event_settings(access: InvitationAccess) -> EventSettings:
    """The event's settings."""
    return settings_in_force(None, access.event.event.settings)


@router.get("/r/{code}")
async def show(request: Request, code: str, tx: Read) -> Response:
    """Shows the invitation and its form. Read-only, because link previews fetch it too."""
    try:
        access = await bearer(request, code, tx)
    except (NotFound, Gone):
        locale = pick(request.headers.get("accept-language", ""), request.query_params.get("lang"))
        return HTMLResponse(render("unknown.html", locale), 404, headers=HEADERS)
    locale = language(request, access)
    rsvp = await rsvp_of(tx, access, locale)
    tickets = await tickets_of(tx, rsvp) if may_show_tickets(rsvp) else []
    return page(request, rsvp, locale, event_settings(access), tickets=tickets)


show.right = "own_invitation"  # type: ignore[attr-defined]


def may_show_tickets(rsvp: RsvpOut) -> bool:
    """Whether the page may show tickets; it shows the form to a party that hasn't replied."""
    if rsvp.event.status != "published" or (rsvp.is_open and not rsvp.invitation.responded_at):
        return False
    return any(guest.status in ("accepted", "attended") for guest in rsvp.guests)


async def tickets_of(tx: Read, rsvp: RsvpOut) -> list[PageTicket]:
    """The valid tickets of the party's guests, in their order."""
    serials = await serials_of_party(tx, rsvp.invitation.id)
    return [
        PageTicket(
            id=serials[guest.id][0],
            serial=serials[guest.id][1],
            name=guest.name,
            seat_number=guest.seat_number,
        )
        for guest in rsvp.guests
        if guest.id in serials
    ]


@router.post("/r/{code}")
async def submit(request: Request, code: str) -> Response:
    """Handles the form; if invalid, shows it again with everything that was filled in.

    No connection is kept while the reply waits at the desk, whose batches need one too.
    """
    async with database_of(request).read() as tx:
        access = await bearer(request, code, tx)
        locale = language(request, access)
        rsvp = await rsvp_of(tx, access, locale)
    fields = await request.form(max_files=0, max_fields=2000)
    pairs = [(name, value) for name, value in fields.multi_items() if isinstance(value, str)]
    questions = [
        PageQuestion(id=str(q.id), kind=q.kind) for q in rsvp.questions if q.scope == "rsvp"
    ]
    submitted = read_form(pairs, [str(guest.id) for guest in rsvp.guests], questions)
    event = access.event.event
    try:
        reply = PartyReply(
            actor=access.event.actor,
            invitation_id=access.invitation.id,
            body=party_answer(submitted),
            request_id=request.state.request_id,
        )
        place = Place(event.organization_id, event.id)
        await reply_with_retry(request.app.state.hot_door, place, reply)
    except Problem as problem:
        return page(
            request, rsvp, locale, event_settings(access), status=problem.status,
            problem=problem.detail_in(locale), submitted=submitted,
        )  # fmt: skip
    requested = request.query_params.get("lang")
    extra = f"&lang={locale}" if requested else ""
    return RedirectResponse(f"/r/{access.invitation.code}?done{extra}", 303, headers=HEADERS)


submit.right = "own_invitation"  # type: ignore[attr-defined]


def party_answer(submitted: Submitted) -> PartyAnswer:
    """The party's reply from the form."""
    keys = dict.fromkeys([*submitted.statuses, *submitted.answers])
    guests = [
        GuestAnswered(
            id=UUID(key),
            status=submitted.statuses.get(key),
            answers=submitted.answers.get(key),
        )
        for key in keys
    ]
    plus_ones = [PlusOne(first_name=name, last_name=last) for name, last in submitted.plus_ones]
    return PartyAnswer(guests=guests, plus_ones=plus_ones, message=submitted.message)


@router.get("/r/{code}/event.ics")
async def event_ics(access: Bearer) -> Response:
    """Returns the event as a calendar file."""
    event = access.event.event
    if event.starts_at is None:
        raise NotFound
    text = calendar_file(
        uid=str(event.id),
        title=event.title,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        place=event.venue_text,
        url=f"{settings().address}/r/{access.invitation.code}",
    )
    return Response(text, media_type="text/calendar", headers=HEADERS)


@router.get("/fonts/{name}", dependencies=[Public])
async def font(name: str) -> Response:
    """Returns a font of the pages."""
    if name not in ("fraunces.woff2", "inter.woff2"):
        raise NotFound
    headers = {"cache-control": "public, max-age=31536000, immutable"}
    return FileResponse(FOLDER / "fonts" / name, media_type="font/woff2", headers=headers)


@router.get("/opened.js", dependencies=[Public])
async def opened_script() -> Response:
    """Returns the script that reports that the page was opened."""
    return FileResponse(FOLDER / "opened.js", media_type="text/javascript")
