"""The page of a party's own details."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from fastapi import APIRouter, Request, Response
from starlette.responses import HTMLResponse, RedirectResponse

from convite.core.bodies import check_charset
from convite.core.budgets import spend
from convite.core.language import LOCALES, Locale
from convite.core.pages import PAGE_HEADERS, render
from convite.core.problems import Gone, NotFound, Problem
from convite.core.request import Read, Write, database_of, page_language
from convite.doors.pages.policy import language, own_address, principal_of
from convite.doors.rsvp.policy import Bearer, BearerInvitation, bearer
from convite.doors.selfservice.actions import ask_erasure, keep_details
from convite.doors.selfservice.policy import details_of, faults_of, typed_of
from convite.room.attendees.queries import Person, party_of

router = APIRouter(tags=["Answers"])


def unknown(request: Request) -> Response:
    """The page for a code that belongs to no invitation."""
    locale = page_language(request)
    return HTMLResponse(render("unknown.html", locale), 404, headers=PAGE_HEADERS)


def page(
    request: Request,
    access: BearerInvitation,
    shown: Sequence[Person],
    *,
    typed: Mapping[str, Mapping[str, str]] | None = None,
    faults: Mapping[str, str] | None = None,
    problem: Problem | None = None,
) -> Response:
    """The details as they are stored; with a problem, as they were typed."""
    locale = language(request, access)
    values = {
        "event": access.event.event,
        "code": access.invitation.code,
        "home": own_address(request, access),
        "lang": f"?lang={locale}" if request.query_params.get("lang") else "",
        "people": [one for one in shown if one.guest.is_listed],
        "locales": LOCALES,
        "is_done": "done" in request.query_params,
        "has_asked": "asked" in request.query_params,
        "typed": typed or {},
        "faults": faults or {},
        "problem": problem.detail_in(locale) if problem else None,
    }
    status = problem.status if problem else 200
    return HTMLResponse(render("details.html", locale, **values), status, headers=PAGE_HEADERS)


@router.get("/r/{code}/details", include_in_schema=False)
async def show(request: Request, code: str, tx: Read) -> Response:
    """Shows what the host knows of the party's guests, to be changed by them."""
    try:
        access = await bearer(request, code, tx)
    except (NotFound, Gone):
        return unknown(request)
    return page(request, access, await party_of(tx, access.invitation.id))


@router.delete("/api/rsvp/{code}/guests/{invitation_guest_id}", status_code=202)
async def ask_to_be_deleted(invitation_guest_id: UUID, access: Bearer, tx: Write) -> None:
    """Asks the host to delete a guest of the party; it comes to the inbox."""
    event, invitation = access.event, access.invitation
    await ask_erasure(tx, event.actor, event.event, invitation, invitation_guest_id)


@router.post("/r/{code}/details", include_in_schema=False)
async def change(request: Request, code: str) -> Response:
    """Saves the details; if one is wrong, saves none and shows them again as they were typed."""
    try:
        async with database_of(request).read() as tx:
            access = await bearer(request, code, tx)
            shown = await party_of(tx, access.invitation.id)
    except (NotFound, Gone):
        return unknown(request)
    check_charset(request)
    fields = await request.form(max_files=0, max_fields=10_000)
    if "forget" in fields:
        return await forget(request, access, shown, str(fields["forget"]))
    keys = [one.attendee.id for one in shown if f"email-{one.attendee.id}" in fields]
    typed = {str(key): typed_of(fields, str(key)) for key in keys}
    locale: Locale = language(request, access)
    faults: dict[str, str] = {}
    said, first = {}, None
    for key in keys:
        try:
            said[key] = details_of(typed[str(key)])
        except Problem as problem:
            first = first or problem
            faults |= faults_of(problem, locale, str(key))
    if first is not None:
        return page(request, access, shown, typed=typed, faults=faults, problem=first)
    try:
        await spend(request, "guest-message", str(access.invitation.id))
        async with database_of(request).tx(principal_of(access)) as tx:
            event, invitation = access.event, access.invitation
            await keep_details(tx, event.actor, event.event, invitation, said)
    except Problem as problem:
        return page(request, access, shown, typed=typed, problem=problem)
    return back_to_details(request, access, "done")


async def forget(
    request: Request, access: BearerInvitation, shown: Sequence[Person], key: str
) -> Response:
    """Asks the host to delete one of the party."""
    try:
        await spend(request, "guest-message", str(access.invitation.id))
        async with database_of(request).tx(principal_of(access)) as tx:
            event, invitation = access.event, access.invitation
            known = {str(one.attendee.id): one.attendee.id for one in shown}
            if key not in known:
                raise NotFound
            await ask_erasure(tx, event.actor, event.event, invitation, known[key])
    except Problem as problem:
        return page(request, access, shown, problem=problem)
    return back_to_details(request, access, "asked")


def back_to_details(request: Request, access: BearerInvitation, state: str) -> Response:
    """Redirects to the page of the details, in the language that was asked for."""
    path, mark, query = own_address(request, access, state).partition("?")
    return RedirectResponse(f"{path}/details{mark}{query}", 303, headers=PAGE_HEADERS)


show.right = "own_invitation"  # type: ignore[attr-defined]
change.right = "own_invitation"  # type: ignore[attr-defined]
