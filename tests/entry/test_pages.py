"""Which answer an address gives: the app's page to browsers, a problem to programs."""

import pytest

from convite.core.language import LOCALES
from tests.world import World

BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.mark.parametrize("path", ["/", "/jobs", "/events/x/guests", "/no/such/page"])
async def test_a_browser_gets_the_app_at_every_address(world: World, path: str) -> None:
    """The app's own router says "not found", in the reader's language."""
    answer = await world.http.get(path, headers=BROWSER)

    assert answer.status_code in (200, 503)  # 503: the web app isn't built here
    assert answer.headers["content-type"].startswith("text/html")


async def test_a_service_worker_gets_the_page_it_keeps(world: World) -> None:
    """It asks for the page as it asks for a file."""
    answer = await world.http.get("/door/x", headers={"accept": "*/*"})

    assert answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("path", ["/api/nothing", "/assets/nothing.js", "/robots.txt", "/a/b.js"])
async def test_addresses_of_programs_are_not_pages(world: World, path: str) -> None:
    answer = await world.http.get(path, headers={"accept": "application/json"})

    assert answer.status_code == 404
    assert "html" not in answer.headers["content-type"]


BAD_ID = "/api/events/not-an-id"
#: What a browser may be refused, by method and address, and with which status.
REFUSED = {
    ("GET", "/api/nothing"): 404,
    ("GET", "/assets/nothing.js"): 404,
    ("GET", "/robots.txt"): 404,
    ("GET", "/r/nobodyscode/event.ics"): 404,
    ("GET", BAD_ID): 422,
    ("GET", "/api/me"): 401,
    ("POST", "/api/auth/login"): 422,
    ("PUT", "/r/nobodyscode"): 405,
    ("GET", "/r/nobodyscode"): 404,
    ("POST", "/r/nobodyscode"): 404,
    ("POST", "/r"): 404,
}


@pytest.mark.parametrize(("method", "path"), REFUSED)
@pytest.mark.parametrize("language", LOCALES)
async def test_a_browser_is_refused_with_a_page(
    world: World, method: str, path: str, language: str
) -> None:
    """Never with JSON, nor with the words of a validator."""
    headers = {**BROWSER, "accept-language": language}

    answer = await world.http.request(method, path, headers=headers)

    assert answer.status_code == REFUSED[method, path]
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert f'<html lang="{language}"' in answer.text
    assert "{" not in answer.text.partition("</style>")[2]
    for word in ("field", "valid", "pointer", "body"):
        assert f" {word}" not in answer.text.partition("<main>")[2]


async def test_a_browser_that_tries_too_often_gets_a_page(world: World) -> None:
    async with world.limited() as process:
        answers = [await process.http.get("/r/ABCDEFGHJK", headers=BROWSER) for _ in range(25)]

    assert [answer.status_code for answer in answers][::24] == [404, 429]
    assert answers[-1].headers["retry-after"]
    assert "Too many attempts" in answers[-1].text
    assert answers[-1].headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    "path", ["/", "/r", "/r/nobodyscode", "/healthz", "/api/openapi.json", "/opened.js", "/api/me"]
)
async def test_head_answers_as_get_without_a_body(world: World, path: str) -> None:
    get, head = await world.http.get(path), await world.http.head(path)

    assert (head.status_code, head.content) == (get.status_code, b"")
    assert head.headers["content-type"] == get.headers["content-type"]


async def test_head_of_a_live_stream_ends(world: World) -> None:
    event = await (await world.organizer()).event()
    channel = {"channel": f"events/{event.id}/seats"}

    answer = await event.host.ask("HEAD", "/api/stream", params=channel)

    assert (answer.status_code, answer.content) == (200, b"")


async def test_a_program_is_told_that_an_address_is_unknown(world: World) -> None:
    answer = await world.http.get("/nothing", headers={"accept": "application/json"})
    wrong_method = await world.http.get("/api/auth/login")

    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found")
    assert wrong_method.status_code == 405
