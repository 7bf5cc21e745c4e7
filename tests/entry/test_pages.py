"""Which answer an address gives: the app's page to browsers, a problem to programs."""

import pytest

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
    answer = await world.http.get(path, headers=BROWSER)

    assert answer.status_code == 404
    assert "html" not in answer.headers["content-type"]


async def test_a_program_is_told_that_an_address_is_unknown(world: World) -> None:
    answer = await world.http.get("/nothing", headers={"accept": "application/json"})
    wrong_method = await world.http.get("/api/auth/login")

    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found")
    assert wrong_method.status_code == 405
