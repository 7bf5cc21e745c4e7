"""Which answer an address gives: the app's page to browsers, a problem to programs."""

import httpx2
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
    "path",
    [
        "/",
        "/r",
        "/r/nobodyscode",
        "/healthz",
        "/api/openapi.json",
        "/opened.js",
        "/asked.js",
        "/api/me",
    ],
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


def policy_of(answer: httpx2.Response) -> dict[str, str]:
    """The one Content Security Policy of an answer, by directive."""
    [policy] = answer.headers.get_list("content-security-policy")
    return dict(one.strip().partition(" ")[::2] for one in policy.split(";"))


async def test_each_kind_of_answer_may_do_what_it_needs_and_no_more(world: World) -> None:
    """The app opens sockets and runs WebAssembly; a guest's page doesn't, and JSON does nothing."""
    event = await (await world.organizer()).event(seat_selection="organizer")
    with_map = await (await world.organizer("Bo Lee")).event(seat_selection="guest")
    party, chooser = await event.party("Jo Smith"), await with_map.party("Al Kowal")

    async def policy(path: str, **headers: str) -> dict[str, str]:
        return policy_of(await event.host.ask("GET", path, headers={**BROWSER, **headers}))

    app, rsvp = await policy("/events"), await policy(f"/r/{party.code}")
    chosen = await policy(f"/r/{chooser.code}")
    plain = [await policy(path) for path in ("/r", "/r/nobodyscode", BAD_ID, "/robots.txt")]
    data = [
        await policy(path, accept="application/json")
        for path in ("/api/me", BAD_ID, f"/api/rsvp/{party.code}", f"{event.path}/checkins/roster")
    ]

    assert "'wasm-unsafe-eval'" in app["script-src"]
    assert "ws:" in app["connect-src"]
    assert (rsvp["script-src"], rsvp["connect-src"], rsvp["img-src"]) == ("'self'",) * 3
    assert (chosen["connect-src"], chosen["img-src"]) == ("'self' ws: wss:", "'self' blob:")
    for one in (*plain, *data, rsvp, chosen):
        assert one["default-src"] == "'none'"
    for one in (*plain, *data):
        assert not one.keys() & {"script-src", "connect-src", "worker-src"}
    for one in data:
        assert "style-src" not in one
    for one in (app, rsvp, chosen, *plain, *data):
        assert (one["frame-ancestors"], one["base-uri"]) == ("'none'", "'none'")


async def test_answers_of_the_hot_door_do_nothing_in_a_browser(world: World) -> None:
    event = await (await world.organizer()).event()
    [seat] = await event.seats(1)

    held = await event.host.ask("POST", f"{event.path}/holds", {"seat_ids": [seat]})
    refused = await event.host.ask("POST", f"{event.path}/holds", {"seat_ids": [event.id]})

    assert (held.status_code, policy_of(held)["default-src"]) == (201, "'none'")
    assert (refused.status_code >= 400, policy_of(refused)["default-src"]) == (True, "'none'")


async def test_a_program_is_told_that_an_address_is_unknown(world: World) -> None:
    answer = await world.http.get("/nothing", headers={"accept": "application/json"})
    wrong_method = await world.http.get("/api/auth/login")

    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found")
    assert wrong_method.status_code == 405
