"""The HTTP route of the page at the server's address."""

from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from starlette.responses import HTMLResponse

from convite.core.config import settings
from convite.core.dates import format_date
from convite.core.db import Principal
from convite.core.language import LOCALES
from convite.core.pages import PAGE_POLICY, render
from convite.core.paging import PageQuery
from convite.core.request import Public, Read, has_session_cookie, page_language
from convite.insight.discovery.policy import limited
from convite.insight.discovery.queries import Search, events_page

router = APIRouter(tags=["Pages"], include_in_schema=False)

HEADERS = {
    "cache-control": "private, no-cache",
    "vary": "accept-language, cookie",
    "content-security-policy": PAGE_POLICY,
}
#: Events that the page shows.
MOST_EVENTS = 6


@router.get("/", dependencies=[Public, Depends(limited)])
async def landing_page(request: Request, tx: Read) -> Response:
    """What this is and the next public events; the app for whoever has a session."""
    if has_session_cookie(request):
        page: Response = await request.app.state.app_page()
        return page
    locale = page_language(request)
    await tx.enter(Principal())
    found = await events_page(tx, Search(), PageQuery(limit=MOST_EVENTS), locale)
    values: dict[str, Any] = {
        "events": found.items,
        "when": {one.id: format_date(one.starts_at, one.timezone, locale) for one in found.items},
        "url": f"{settings().address}/",
        "locales": LOCALES,
    }
    return HTMLResponse(render("landing.html", locale, **values), headers=HEADERS)
