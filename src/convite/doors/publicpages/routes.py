"""HTTP routes of the site's own texts: its terms of use and its privacy notice."""

from pathlib import Path

from fastapi import APIRouter, Request, Response
from starlette.responses import HTMLResponse, RedirectResponse

from convite.core.config import settings
from convite.core.language import LOCALES
from convite.core.pages import PAGE_POLICY, render
from convite.core.problems import NotFound
from convite.core.request import Public, page_language
from convite.doors.publicpages.schemas import LegalTexts

router = APIRouter()

HEADERS = {
    "cache-control": "public, max-age=300",
    "vary": "accept-language",
    "content-security-policy": PAGE_POLICY,
}


@router.get("/api/legal", tags=["Trust"], dependencies=[Public])
async def legal_texts() -> LegalTexts:
    """Where the terms of use and the privacy notice are read."""
    read_at = settings().legal_texts
    return LegalTexts(terms=read_at.get("terms"), privacy=read_at.get("privacy"))


@router.get("/terms", dependencies=[Public], include_in_schema=False)
async def terms(request: Request) -> Response:
    """The terms of use."""
    return text_page("terms", request)


@router.get("/privacy", dependencies=[Public], include_in_schema=False)
async def privacy(request: Request) -> Response:
    """The privacy notice."""
    return text_page("privacy", request)


def text_page(name: str, request: Request) -> Response:
    """A text as its file is written, or the way to its address.

    Raises:
        NotFound: the site has no such text.
    """
    address = settings().legal_texts.get(name)
    if address is None:
        raise NotFound
    if address != request.url.path:
        return RedirectResponse(address, 303)
    text = Path(getattr(settings(), name)).read_text()
    values = {"name": name, "text": text, "locales": LOCALES}
    return HTMLResponse(render("legal.html", page_language(request), **values), headers=HEADERS)
