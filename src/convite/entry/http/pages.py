"""The web app's files: its built assets, and the page served for every app route."""

from pathlib import Path

from fastapi import FastAPI, Response
from starlette.responses import FileResponse, HTMLResponse
from starlette.staticfiles import StaticFiles

import convite
from convite.core.problems import NotFound

STATIC = Path(convite.__file__).parent / "static"
APP = STATIC / "app"

#: First path segments of the app's routes; every other path is a server page or a 404.
APP_ROUTES = (
    "login", "register", "events", "account", "outbox", "dev", "guests", "activity", "door",
)  # fmt: skip

NOT_BUILT = (
    "<!doctype html><title>Convite</title><p>The web app isn't built. Run <code>make setup</code>."
)


def mount_pages(app: FastAPI) -> None:
    """Serves the built web app, if it exists."""
    if (APP / "assets").is_dir():
        app.mount("/assets", Assets(directory=APP / "assets"), name="assets")
    app.add_api_route("/", index, include_in_schema=False, methods=["GET"])
    for word in APP_ROUTES:
        app.add_api_route(f"/{word}", index, include_in_schema=False, methods=["GET"])
        app.add_api_route(f"/{word}/{{rest:path}}", index, include_in_schema=False, methods=["GET"])
    app.add_api_route("/rsvp.js", rsvp_script, include_in_schema=False, methods=["GET"])
    app.add_api_route("/favicon.ico", icon, include_in_schema=False, methods=["GET", "HEAD"])
    app.add_api_route("/{name}", top_file, include_in_schema=False, methods=["GET"])


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


async def top_file(name: str) -> Response:
    """A file at the top of the build, such as the icon."""
    path = APP / name
    if path.parent != APP or not path.is_file() or name == "index.html":
        raise NotFound
    return FileResponse(path)
