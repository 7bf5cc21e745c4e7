"""HTTP routes of events' public pages."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from starlette.responses import HTMLResponse, RedirectResponse

from convite.core.config import settings
from convite.core.pages import PAGE_HEADERS, PAGE_POLICY
from convite.core.problems import NotFound
from convite.core.qr import qr_svg
from convite.core.request import Public, Read, page_language, session_user
from convite.doors.calendars.queries import event_entry
from convite.doors.calendars.rules import (
    CalendarEntry,
    WebCalendar,
    calendar_file,
    calendar_link,
)
from convite.doors.eventpage.policy import page_text, preview_of
from convite.doors.eventpage.queries import public_event, public_face, public_picture
from convite.doors.eventpage.rules import (
    embeddable,
    page_address,
)
from convite.doors.publicpages.policy import missing
from convite.events.event.rules import text_in
from convite.events.event.schemas import settings_in_force
from convite.events.files.policy import answer_file

router = APIRouter(prefix="/e/{slug}", tags=["Pages"], include_in_schema=False)

#: Anybody may keep a copy, and asks whether it is still the same: a changed event shows its change.
HEADERS = {
    "cache-control": "public, no-cache",
    "vary": "accept-language, cookie",
    "content-security-policy": PAGE_POLICY,
}
#: A picture never changes under its address.
PICTURE_HEADERS = {"cache-control": "public, max-age=31536000, immutable"}
#: Whoever is in the picture can end that at any time.
FACE_HEADERS = {"cache-control": "private, max-age=60"}
#: The page names another address once the event has changed.
PREVIEW_HEADERS = {"cache-control": "public, max-age=86400"}


@router.get("", dependencies=[Public])
async def event_page(slug: str, request: Request, tx: Read) -> Response:
    """The page of an event, in the reader's language; works without scripts."""
    reader_id = await session_user(request)
    shown = await public_event(tx, slug, reader_id=reader_id)
    if shown is None:
        return await missing(request, slug)
    locale = page_language(request, fallback=shown.event.locale)
    event = shown.event
    people = [one.user_id for one in shown.people]
    request.state.shows = (event.id, event.host_user_id, *people)
    headers = dict(HEADERS)
    if reader_id is not None:
        headers["cache-control"] = "private, no-cache"
    if event.visibility != "public":
        headers["x-robots-tag"] = "noindex"
    embed_on = settings_in_force(None, event.settings).page.embed_on
    if embed_on:
        headers["content-security-policy"] = embeddable(embed_on)
    return HTMLResponse(page_text(shown, locale), headers=headers)


@router.get("/pictures/{file_id}", dependencies=[Public])
async def event_picture(
    slug: str,
    file_id: UUID,
    tx: Read,
    width: Annotated[int | None, Query(ge=1, le=10_000)] = None,
) -> Response:
    """A picture of an event's page, in the smallest stored size that is at least `width` wide."""
    file = await public_picture(tx, slug, file_id)
    if file is None:
        raise NotFound
    return await answer_file(file, width, PICTURE_HEADERS)


@router.get("/people/{file_id}", dependencies=[Public])
async def face_of_person(
    slug: str,
    file_id: UUID,
    tx: Read,
    width: Annotated[int | None, Query(ge=1, le=10_000)] = None,
) -> Response:
    """The picture of somebody whom the page names, in the smallest stored size of at least `width`."""
    file = await public_face(tx, slug, file_id)
    if file is None:
        raise NotFound
    return await answer_file(file, width, FACE_HEADERS)


@router.get("/qr.svg", dependencies=[Public])
async def event_code(slug: str, tx: Read) -> Response:
    """The page's address as a QR code, to print."""
    shown = await public_event(tx, slug)
    if shown is None:
        raise NotFound
    picture = qr_svg(page_address(settings().address, slug), shown.event.title)
    return Response(picture, headers=PREVIEW_HEADERS, media_type="image/svg+xml")


@router.get("/og.png", dependencies=[Public])
async def event_preview(slug: str, request: Request, tx: Read) -> Response:
    """The picture that previews of links to the event's page show: 1200 × 630 pixels."""
    shown = await public_event(tx, slug)
    if shown is None:
        raise NotFound
    content = await preview_of(request, tx, shown)
    return Response(content, headers=PREVIEW_HEADERS, media_type="image/png")


@router.get("/event.ics", dependencies=[Public])
async def event_calendar(slug: str, request: Request, tx: Read) -> Response:
    """The event as a calendar file."""
    entry = await entry_at(slug, request, tx)
    return Response(calendar_file([entry]), media_type="text/calendar", headers=HEADERS)


@router.get("/calendar/{name}", dependencies=[Public])
async def event_web_calendar(slug: str, name: WebCalendar, request: Request, tx: Read) -> Response:
    """Leads to a calendar on the web, with the event filled in."""
    entry = await entry_at(slug, request, tx)
    return RedirectResponse(calendar_link(name, entry), 303, headers=PAGE_HEADERS)


async def entry_at(slug: str, request: Request, tx: Read) -> CalendarEntry:
    """What calendars show, in the reader's language.

    Raises:
        NotFound: there is no such page, or the event has no time yet.
    """
    shown = await public_event(tx, slug, reader_id=await session_user(request))
    if shown is None:
        raise NotFound
    locale = page_language(request, fallback=shown.event.locale)
    entry = event_entry(shown.event, locale, page_address(settings().address, slug))
    if entry is None:
        raise NotFound
    return replace(entry, description=text_in(shown.event, "description", locale))
