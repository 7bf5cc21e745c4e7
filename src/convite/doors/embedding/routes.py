"""HTTP routes for sites that sell an event's tickets on pages of their own."""

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel
from starlette.responses import FileResponse, JSONResponse

from convite.core.pages import FOLDER
from convite.core.problems import NotFound
from convite.core.request import Public, Read
from convite.doors.embedding.queries import embedding_sites

router = APIRouter(tags=["Pages"], include_in_schema=False)

SCRIPT = {"cache-control": "public, max-age=3600", "access-control-allow-origin": "*"}


class Embeddable(BaseModel):
    """Whether the site that asks may show the shop inside its page."""

    is_allowed: bool


@router.get("/embed.js", dependencies=[Public])
async def embed_script() -> Response:
    """The script for other sites: their links to tickets open the shop above their page."""
    return FileResponse(FOLDER / "embed.js", media_type="text/javascript", headers=SCRIPT)


@router.get("/embedded.js", dependencies=[Public])
async def embedded_script() -> Response:
    """The script of the shop inside another page: says how high it is."""
    return FileResponse(FOLDER / "embedded.js", media_type="text/javascript", headers=SCRIPT)


@router.get("/e/{slug}/tickets/embed", dependencies=[Public])
async def may_embed(slug: str, request: Request, tx: Read) -> Response:
    """Tells a site whether the event's tickets may be sold inside its pages. No secret: all may ask."""
    try:
        sites = await embedding_sites(tx, slug)
    except NotFound:
        sites = []
    said = Embeddable(is_allowed=request.headers.get("origin", "") in sites)
    headers = {"access-control-allow-origin": "*", "vary": "origin", "cache-control": "no-cache"}
    return JSONResponse(said.model_dump(), headers=headers)
