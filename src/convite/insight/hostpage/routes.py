"""HTTP routes of hosts' pages."""

from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.responses import HTMLResponse

from convite.core.config import settings
from convite.core.dates import format_date
from convite.core.db import Principal
from convite.core.language import LOCALES
from convite.core.pages import PAGE_POLICY, render
from convite.core.paging import PageQuery
from convite.core.problems import Invalid, NotFound
from convite.core.request import Public, Read, page_language, session_user
from convite.doors.calendars.rules import calendar_file
from convite.doors.eventpage.queries import public_host
from convite.doors.eventpage.rules import initials
from convite.doors.publicpages.policy import nothing_here
from convite.events.files.policy import answer_file
from convite.events.files.schemas import picture_out
from convite.insight.discovery.policy import limited
from convite.insight.hostpage.queries import calendar_entries, upcoming

router = APIRouter(prefix="/h/{host_id}", tags=["Pages"], include_in_schema=False)

#: Somebody who is logged in may not see it; a copy is asked for again each time.
HEADERS = {
    "cache-control": "public, no-cache",
    "vary": "accept-language, cookie",
    "content-security-policy": PAGE_POLICY,
}
#: The host can take it away at any time.
PICTURE_HEADERS = {"cache-control": "private, max-age=60"}
#: Programs ask for it every few hours.
CALENDAR_HEADERS = {"cache-control": "public, max-age=300"}
#: Events of a page.
PAGE_SIZE = 24


def path_of(host_id: UUID) -> str:
    """The path of a host's page."""
    return f"/h/{host_id}"


@router.get("", dependencies=[Public, Depends(limited)])
async def host_page(
    host_id: UUID,
    request: Request,
    tx: Read,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    """Who somebody is that hosts public events, and what is coming; works without scripts."""
    locale = page_language(request)
    reader_id = await session_user(request)
    await tx.enter(Principal(user_id=reader_id))
    host = await public_host(tx, host_id, reader_id=reader_id)
    if host is None:
        return nothing_here(request)
    try:
        found = await upcoming(tx, host_id, PageQuery(limit=PAGE_SIZE, cursor=cursor), locale)
    except Invalid:
        found = await upcoming(tx, host_id, PageQuery(limit=PAGE_SIZE), locale)
    path = path_of(host_id)
    url = f"{settings().address}{path}"
    values: dict[str, Any] = {
        "host": host,
        "picture": picture_out(host.picture, f"{path}/picture") if host.picture else None,
        "initials": initials(host.name),
        "events": found.items,
        "when": {one.id: format_date(one.starts_at, one.timezone, locale) for one in found.items},
        "next": f"{path}?cursor={quote(found.next_cursor)}" if found.next_cursor else None,
        "path": path,
        "url": url,
        "calendar": url.replace("https://", "webcal://").replace("http://", "webcal://"),
        "locales": LOCALES,
    }
    return HTMLResponse(render("host.html", locale, **values), headers=HEADERS)


@router.get("/picture", dependencies=[Public, Depends(limited)])
async def host_picture(
    host_id: UUID,
    tx: Read,
    width: Annotated[int | None, Query(ge=1, le=10_000)] = None,
) -> Response:
    """The host's picture, in the smallest stored size that is at least `width` wide."""
    host = await public_host(tx, host_id)
    if host is None or host.picture is None:
        raise NotFound
    return await answer_file(host.picture, width, PICTURE_HEADERS)


@router.get("/calendar.ics", dependencies=[Public, Depends(limited)])
async def host_calendar(host_id: UUID, tx: Read) -> Response:
    """The host's public events, for calendars that follow them."""
    if await public_host(tx, host_id) is None:
        raise NotFound
    file = calendar_file(await calendar_entries(tx, host_id, settings().address), method="PUBLISH")
    return Response(file, media_type="text/calendar", headers=CALENDAR_HEADERS)
