"""HTTP routes of the RSVP page, and of the page on which the code of a printed card is typed."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse

from convite.core.bodies import check_charset
from convite.core.budgets import spend
from convite.core.dates import format_date, format_span
from convite.core.hot import Place
from convite.core.language import LOCALES, translator
from convite.core.pages import FOLDER, MAP_POLICY, PAGE_HEADERS, SCRIPT_POLICY, render
from convite.core.problems import Gone, NotFound, Problem
from convite.core.request import Public, Read, database_of, page_language
from convite.doors.attachments.actions import attach
from convite.doors.attachments.queries import files_of_party
from convite.doors.attachments.rules import MAX_BYTES
from convite.doors.calendars.queries import calendar_entries
from convite.doors.calendars.rules import (
    CalendarEntry,
    WebCalendar,
    calendar_file,
    calendar_link,
)
from convite.doors.invitations.policy import InvitationAccess
from convite.doors.invitations.queries import party
from convite.doors.pages.policy import (
    asks_for_files,
    check_files,
    fault_of,
    language,
    own_address,
    party_answer,
    principal_of,
)
from convite.doors.pages.rules import (
    PageQuestion,
    PageTicket,
    Submitted,
    contact_link,
    errors_by_field,
    read_form,
)
from convite.doors.polls.queries import Standing, standing_of
from convite.doors.publicpages.policy import theme_of
from convite.doors.replies.actions import PartyReply, check_open
from convite.doors.replies.policy import reply_with_retry
from convite.doors.rsvp.policy import Bearer, bearer, rsvp_of
from convite.doors.rsvp.schemas import QuestionForGuest, RsvpOut
from convite.entrance.tickets.queries import ticket_urls_of_party
from convite.events.event.schemas import EventSettings, settings_in_force
from convite.events.questions.rules import questions_for_party, questions_once
from convite.plan.seating.rules import seat_name

router = APIRouter(tags=["Pages"], include_in_schema=False)

#: Of a form: a large party with many questions. The body is limited besides.
MAX_FIELDS = 20_000
#: Files that one form sends, of a party whose questions ask for any.
MAX_SENT = 20


def page(
    request: Request,
    rsvp: RsvpOut,
    locale: str,
    settings: EventSettings,
    *,
    problem: Problem | None = None,
    submitted: Submitted | None = None,
    tickets: Sequence[PageTicket] = (),
    files: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
    poll: Standing = "",
) -> Response:
    """Renders the page of a party; with a problem, the form and what was typed into it."""
    event, form = rsvp.event, submitted or Submitted()
    of_guests, of_plus_ones = questions_for_party(rsvp.questions)
    errors = problem.body(locale).get("errors", ()) if problem else ()
    has_map = rsvp.seat_selection == "guest" and rsvp.is_open
    values: dict[str, Any] = {
        "rsvp": rsvp,
        "event": event,
        "code": rsvp.invitation.code,
        "when": format_span(event.starts_at, event.ends_at, event.timezone, locale),
        "deadline": format_date(rsvp.deadline, event.timezone, locale) if rsvp.deadline else "",
        "plus_ones_until": (
            format_date(rsvp.plus_ones_until, event.timezone, locale)
            if rsvp.plus_ones_until
            else ""
        ),
        "part_times": {
            part.id: format_span(part.starts_at, part.ends_at, event.timezone, locale)
            for part in rsvp.parts
        },
        **theme_of(settings),
        "on_page": settings.page,
        "orphan_rule": settings.orphan_rule,
        "locales": LOCALES,
        "seat_name": partial(seat_name, say=translator(locale).gettext),
        "contact_link": contact_link(rsvp.contact),
        "is_done": "done" in request.query_params,
        "is_open_for_change": "change" in request.query_params,
        "problem": problem.detail_in(locale) if problem else None,
        "is_changed": problem is not None and problem.kind == "reply-changed",
        "errors": errors_by_field(errors, form.guests) | dict(faults or {}),
        "files": files or {},
        "questions": of_guests,
        "plus_one_questions": of_plus_ones,
        "party_questions": questions_once(rsvp.questions),
        "submitted": form,
        "tickets": tickets,
        "has_map": has_map,
        "poll": poll,
    }
    status = problem.status if problem else 200
    headers = PAGE_HEADERS | {"content-security-policy": MAP_POLICY if has_map else SCRIPT_POLICY}
    return HTMLResponse(render("rsvp.html", locale, **values), status, headers=headers)


def event_settings(access: InvitationAccess) -> EventSettings:
    """The event's settings."""
    return settings_in_force(None, access.event.event.settings)


def not_found(request: Request) -> Response:
    """The page for a code that belongs to no invitation."""
    locale = page_language(request)
    return HTMLResponse(render("unknown.html", locale), 404, headers=PAGE_HEADERS)


@router.get("/R/{code}", dependencies=[Public])
async def in_capitals(code: str) -> Response:
    """Leads to the page whoever typed the whole link in capitals."""
    return RedirectResponse(f"/r/{code.lower()}", 308, headers=PAGE_HEADERS)


@router.get("/r/{code}")
async def show(request: Request, code: str, tx: Read) -> Response:
    """Shows the invitation and its form. Read-only, because link previews fetch it too."""
    try:
        access = await bearer(request, code, tx)
    except (NotFound, Gone):
        return not_found(request)
    locale = language(request, access)
    rsvp = await rsvp_of(tx, access, locale)
    tickets = await tickets_of(tx, rsvp) if may_show_tickets(rsvp) else []
    files = await file_names(tx, rsvp)
    poll = await standing_of(tx, access.event.event, access.invitation.id)
    kept = event_settings(access)
    return page(request, rsvp, locale, kept, tickets=tickets, files=files, poll=poll)


show.right = "own_invitation"  # type: ignore[attr-defined]


def may_show_tickets(rsvp: RsvpOut) -> bool:
    """Whether the page may show tickets; it shows the form to a party that hasn't replied."""
    if rsvp.event.status != "published" or (rsvp.is_open and not rsvp.invitation.responded_at):
        return False
    return any(guest.status in ("accepted", "attended") for guest in rsvp.guests)


async def tickets_of(tx: Read, rsvp: RsvpOut) -> list[PageTicket]:
    """The valid tickets of the party's guests, in their order."""
    found = await ticket_urls_of_party(tx, rsvp.invitation.id)
    return [
        PageTicket(id=key, name=guest.name, seat_number=guest.seat_number, url=url)
        for guest in rsvp.guests
        if guest.id in found
        for key, url in [found[guest.id]]
    ]


async def file_names(tx: Read, rsvp: RsvpOut) -> dict[str, str]:
    """The names of the party's files, by their id as answers have it."""
    if not asks_for_files(rsvp):
        return {}
    return {str(one.id): one.name for one in await files_of_party(tx, rsvp.invitation.id)}


async def stored_fields(
    request: Request, access: InvitationAccess, fields: FormData
) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """The form's fields, with files stored and named by their ids; and what is wrong with others."""
    pairs, faults = [], {}
    for name, value in fields.multi_items():
        if isinstance(value, str):
            pairs.append((name, value))
        elif value.filename:
            content = await value.read(MAX_BYTES + 1)
            try:
                await spend(request, "guest-file", str(access.invitation.id))
                async with database_of(request).tx(principal_of(access)) as tx:
                    actor, invitation = access.event.actor, access.invitation
                    row = await attach(tx, actor, invitation, value.filename, content)
                pairs.insert(0, (name, str(row.id)))  # before the field with the file of before
            except Problem as problem:
                faults[name] = fault_of(problem, language(request, access))
    return pairs, faults


@router.post("/r/{code}")
async def submit(request: Request, code: str) -> Response:
    """Handles the form; if invalid, shows it again with everything that was filled in.

    No connection is kept while the reply waits at the desk, whose batches need one too.
    """
    try:
        async with database_of(request).read() as tx:
            access = await bearer(request, code, tx)
            locale = language(request, access)
            rsvp = await rsvp_of(tx, access, locale)
    except (NotFound, Gone):
        return not_found(request)
    check_charset(request)
    max_files = MAX_SENT if asks_for_files(rsvp) and rsvp.is_open else 0
    fields = await request.form(max_files=max_files, max_fields=MAX_FIELDS)
    pairs, faults = await stored_fields(request, access, fields)
    submitted = submitted_by(rsvp, pairs)
    event = access.event.event
    try:
        check_open(access.event.actor, event, access.invitation)
        check_files(faults)
        if submitted.message:
            await spend(request, "guest-message", str(access.invitation.id))
        reply = PartyReply(
            actor=access.event.actor,
            invitation_id=access.invitation.id,
            body=party_answer(submitted),
            request_id=request.state.request_id,
        )
        place = Place(event.organization_id, event.id)
        await reply_with_retry(request.app.state.hot_door, place, reply)
    except Problem as problem:
        async with database_of(request).read(principal_of(access)) as tx:
            files = await file_names(tx, rsvp)
        return page(
            request,
            rsvp,
            locale,
            event_settings(access),
            problem=problem,
            submitted=submitted,
            files=files,
            faults=faults,
        )
    return RedirectResponse(own_address(request, access, "done"), 303, headers=PAGE_HEADERS)


submit.right = "own_invitation"  # type: ignore[attr-defined]


def submitted_by(rsvp: RsvpOut, pairs: Sequence[tuple[str, str]]) -> Submitted:
    """What a party has filled in."""

    def asked(questions: Sequence[QuestionForGuest]) -> list[PageQuestion]:
        return [PageQuestion(id=str(one.id), kind=one.kind) for one in questions]

    of_guests, of_plus_ones = questions_for_party(rsvp.questions)
    guests = [str(guest.id) for guest in rsvp.guests]
    parts = {str(guest.id): [str(one.part_id) for one in guest.parts] for guest in rsvp.guests}
    both = list({str(one.id): one for one in (*of_guests, *of_plus_ones)}.values())
    return read_form(
        pairs,
        guests,
        asked(both),
        asked(of_plus_ones),
        party_questions=asked(questions_once(rsvp.questions)),
        stored={"party": rsvp.answers, **{str(one.id): one.answers for one in rsvp.guests}},
        parts=parts,
    )


@router.get("/r/{code}/event.ics")
async def event_ics(request: Request, access: Bearer, tx: Read) -> Response:
    """Returns the event as a calendar file; of an event with parts, those that the party comes to."""
    entries = await entries_at(request, access, tx)
    return Response(calendar_file(entries), media_type="text/calendar", headers=PAGE_HEADERS)


@router.get("/r/{code}/calendar/{name}")
async def web_calendar(name: WebCalendar, request: Request, access: Bearer, tx: Read) -> Response:
    """Leads to a calendar on the web, with the event filled in; with the first part of one with parts."""
    entries = await entries_at(request, access, tx)
    return RedirectResponse(calendar_link(name, entries[0]), 303, headers=PAGE_HEADERS)


async def entries_at(request: Request, access: Bearer, tx: Read) -> list[CalendarEntry]:
    """What a party's calendars show.

    Raises:
        NotFound: the event has no time yet.
    """
    people = (await party(tx, access.invitation)).people
    locale = language(request, access)
    entries = calendar_entries(access.event.event, access.invitation, people, locale)
    if not entries:
        raise NotFound
    return entries


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


@router.get("/asked.js", dependencies=[Public])
async def asked_script() -> Response:
    """Returns the script that hides questions whose condition isn't met."""
    return FileResponse(FOLDER / "asked.js", media_type="text/javascript")
