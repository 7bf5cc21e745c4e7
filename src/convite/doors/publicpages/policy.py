"""What pages about an event have in common: who may send their forms, and what all of them show."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from fastapi import Request, Response
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, RedirectResponse

from convite.core.config import settings
from convite.core.dates import format_span
from convite.core.language import LOCALES, Locale
from convite.core.pages import PAGE_HEADERS, render
from convite.core.problems import NotAllowed
from convite.core.request import database_of, page_language
from convite.doors.publicpages.queries import was_taken_down
from convite.doors.publicpages.rules import form_mark, is_own_form
from convite.events.event.models import Event
from convite.events.event.rules import text_in
from convite.events.event.schemas import EventSettings, settings_in_force


def mark_of(page: str, user_id: UUID, subject_id: UUID) -> str:
    """The mark of a page's form for an account and what the page is about: an event, or a link."""
    return form_mark(settings().secret, page, user_id, subject_id)


def check_own(fields: FormData, page: str, user_id: UUID, subject_id: UUID) -> None:
    """Rejects a form that another site made.

    Raises:
        NotAllowed: it hasn't the mark of the page, the account and what the page is about.
    """
    if not is_own_form(str(fields.get("mark", "")), mark_of(page, user_id, subject_id)):
        raise NotAllowed(
            "This form is out of date. Check what you typed and send it again.", name="old-form"
        )


def theme_of(rule: EventSettings) -> dict[str, Any]:
    """How an event's pages look, as their templates read it."""
    return {"hue": rule.accent_hue, "pattern": rule.pattern, "title_font": rule.title_font}


def event_values(event: Event, locale: Locale) -> dict[str, Any]:
    """What every page about an event shows of it, in the reader's language."""
    return {
        "event": event,
        "title": text_in(event, "title", locale),
        "when": format_span(event.starts_at, event.ends_at, event.timezone, locale),
        **theme_of(settings_in_force(None, event.settings)),
        "locales": LOCALES,
    }


def own_path(path: str, request: Request) -> str:
    """The path of a page, in the language that was asked for."""
    language = request.query_params.get("lang")
    return f"{path}{'?lang=' + quote(language) if language else ''}"


def to_login(path: str, request: Request) -> Response:
    """Leads somebody without a session to the log-in, and from there back to the page."""
    login = f"/login/code?next={quote(own_path(path, request), safe='')}"
    return RedirectResponse(login, 303, headers=PAGE_HEADERS)


async def missing(request: Request, slug: str) -> Response:
    """The page of an address without an event, or whose event was taken down."""
    async with database_of(request).read() as tx:
        is_gone = await was_taken_down(tx, slug)
    if not is_gone:
        return nothing_here(request)
    page = render("takendown.html", page_language(request))
    return HTMLResponse(page, 410, headers=PAGE_HEADERS)


def nothing_here(request: Request) -> Response:
    """The page of an address at which no event, link or host is."""
    page = render("noevent.html", page_language(request))
    return HTMLResponse(page, 404, headers=PAGE_HEADERS)
