"""HTTP routes of events' public pages."""

from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request, Response
from markupsafe import Markup
from starlette.responses import HTMLResponse, RedirectResponse

from convite.core.config import settings
from convite.core.dates import format_span
from convite.core.language import LOCALES, Locale, pick
from convite.core.pages import PAGE_HEADERS, PAGE_POLICY, render
from convite.core.problems import NotFound
from convite.core.request import Public, Read, page_language, session_user
from convite.doors.calendars.queries import event_entry
from convite.doors.calendars.rules import (
    CalendarEntry,
    WebCalendar,
    calendar_file,
    calendar_link,
)
from convite.doors.eventpage.queries import public_event
from convite.doors.eventpage.rules import (
    PublicEvent,
    page_address,
    part_in,
    structured_data,
    summary,
)
from convite.events.event.rules import text_in
from convite.events.event.schemas import settings_in_force

router = APIRouter(prefix="/e/{slug}", tags=["Pages"], include_in_schema=False)

#: Anybody may keep a copy for a minute; then a changed event shows its change.
HEADERS = {
    "cache-control": "public, max-age=60",
    "vary": "accept-language, cookie",
    "content-security-policy": PAGE_POLICY,
}


@router.get("", dependencies=[Public])
async def event_page(slug: str, request: Request, tx: Read) -> Response:
    """The page of an event, in the reader's language; works without scripts."""
    shown = await public_event(tx, slug, reader_id=await session_user(request))
    if shown is None:
        locale = page_language(request)
        return HTMLResponse(render("noevent.html", locale), 404, headers=PAGE_HEADERS)
    locale = language_of(request, shown)
    event, url = shown.event, page_address(settings().address, slug)
    when = format_span(event.starts_at, event.ends_at, event.timezone, locale)
    values: dict[str, Any] = {
        "event": event,
        "title": text_in(event, "title", locale),
        "description": text_in(event, "description", locale),
        "about": summary(text_in(event, "description", locale)),
        "host": shown.host,
        "when": when,
        "url": url,
        "parts": [part_in(part, locale) for part in shown.parts],
        "part_times": {
            part.id: format_span(part.starts_at, part.ends_at, event.timezone, locale)
            for part in shown.parts
        },
        "hue": settings_in_force(None, event.settings).accent_hue,
        "locales": LOCALES,
        "data": Markup(structured_data(shown, locale, url)),  # noqa: S704 (escaped there)
    }
    headers = HEADERS if event.visibility == "public" else HEADERS | {"x-robots-tag": "noindex"}
    return HTMLResponse(render("event.html", locale, **values), headers=headers)


def language_of(request: Request, shown: PublicEvent) -> Locale:
    """The reader's language, else the event's."""
    accepted = request.headers.get("accept-language", "")
    return pick(accepted, request.query_params.get("lang"), fallback=shown.event.locale)


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
    locale = language_of(request, shown)
    entry = event_entry(shown.event, locale, page_address(settings().address, slug))
    if entry is None:
        raise NotFound
    return replace(entry, description=text_in(shown.event, "description", locale))
