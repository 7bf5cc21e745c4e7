"""The web app's files: its built assets, and the page served for every app route."""

from pathlib import Path

from fastapi import FastAPI, Request, Response
from starlette.convertors import Convertor, register_url_convertor
from starlette.responses import FileResponse, HTMLResponse
from starlette.staticfiles import StaticFiles

import convite
from convite.core.problems import NotFound

STATIC = Path(convite.__file__).parent / "static"
APP = STATIC / "app"

NOT_BUILT = (
    "<!doctype html><title>Convite</title><p>The web app isn't built. Run <code>make setup</code>."
)


class PagePath(Convertor[str]):
    """Paths that may be pages of the app; its router knows which exist."""

    regex = "(?!(?:api|r|assets)(?:/|$)).*"

    def convert(self, value: str) -> str:
        """The path as it is."""
        return value

    def to_string(self, value: str) -> str:
        """The path as it is."""
        return value


register_url_convertor("page", PagePath())


def mount_pages(app: FastAPI) -> None:
    """Serves the built web app, if it exists; comes after all other routes."""
    if (APP / "assets").is_dir():
        app.mount("/assets", Assets(directory=APP / "assets"), name="assets")
    app.state.app_page = index
    app.add_api_route("/rsvp.js", rsvp_script, include_in_schema=False, methods=["GET"])
    app.add_api_route("/favicon.ico", icon, include_in_schema=False, methods=["GET"])
    app.add_api_route("/{path:page}", page, include_in_schema=False, methods=["GET"])


class Assets(StaticFiles):
    """Files with a hash in their names; cached for a year."""

    async def get_response(self, path: str, scope: object) -> Response:
        """The file, cacheable forever."""
        answer = await super().get_response(path, scope)  # type: ignore[arg-type]
        answer.headers["cache-control"] = "public, max-age=31536000, immutable"
        return answer


async def index() -> Response:
    """The app's page; its script decides what to show."""
    page = APP / "index.html"
    if not page.is_file():
        return HTMLResponse(NOT_BUILT, 503)
    return FileResponse(page, headers={"cache-control": "no-cache"})


async def rsvp_script() -> Response:
    """The script that adds the seat map to the RSVP page."""
    path = APP / "rsvp.js"
    if not path.is_file():
        raise NotFound
    headers = {"cache-control": "no-cache"}
    return FileResponse(path, media_type="text/javascript", headers=headers)


async def icon() -> Response:
    """The icon that browsers request on pages without one, such as problems and files."""
    path = APP / "assets" / "icon.svg"
    if not path.is_file():
        raise NotFound
    headers = {"cache-control": "public, max-age=86400"}
    return FileResponse(path, media_type="image/svg+xml", headers=headers)


async def page(request: Request, path: str) -> Response:
    """A file at the top of the build, such as the icon, or the app's page.

    Programs that ask for JSON get a problem, and so does whoever asks for a file that isn't there
    (`robots.txt`). A service worker asks for anything.
    """
    file = APP / path
    if path != "index.html" and file.parent == APP and file.is_file():
        return FileResponse(file)
    accepted = request.headers.get("accept", "")
    is_for_a_program = "json" in accepted and "text/html" not in accepted
    if path and (is_for_a_program or "." in path.rpartition("/")[2]):
        raise NotFound
    return await index()
