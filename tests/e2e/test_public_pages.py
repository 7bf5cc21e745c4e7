"""What search engines, previews and everybody's devices need of the pages that anybody can open."""

import json
from typing import Any

import httpx2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.e2e.running import Running
from tests.e2e.test_access import RULES

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def paths(live: Running) -> list[str]:
    """The landing page, the list, and an event with its host."""
    found = httpx2.get(f"{live.url}/api/events/discover", params={"limit": 1}).json()["items"][0]
    return ["/", "/discover", f"/e/{found['slug']}", f"/h/{found['host']['id']}"]


@pytest.mark.parametrize(
    ("scheme", "locale", "width"), [("light", "en", 1280), ("dark", "ar", 360)]
)
def test_they_keep_nobody_out_and_load_without_faults(
    live: Running, browser: Browser, paths: list[str], scheme: Any, locale: str, width: int
) -> None:
    context = browser.new_context(
        color_scheme=scheme, locale=locale, viewport={"width": width, "height": 740}
    )
    page = context.new_page()
    faults: dict[str, list[str]] = {}
    at = ""
    page.on(
        "console", lambda said: said.type == "error" and faults.setdefault(at, []).append(said.text)
    )
    page.on(
        "response",
        lambda one: (
            one.status >= 400 and faults.setdefault(at, []).append(f"{one.status} {one.url}")
        ),
    )
    for at in paths:
        page.goto(f"{live.url}{at}?lang={locale}", wait_until="networkidle")
        found = Axe().run(page, options=RULES).response["violations"]
        said = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]
        if page.evaluate("document.documentElement.scrollWidth - innerWidth") > 0:
            said.append("wider than the screen")
        said += page.evaluate(
            """() => [...document.images].filter((one) => !one.hasAttribute("alt")
            || !one.hasAttribute("width") || !one.hasAttribute("height")).map((one) => one.outerHTML)"""
        )
        if said:
            faults.setdefault(at, []).extend(said)
    context.close()

    assert faults == {}


def test_an_events_page_says_what_it_is_to_machines(
    live: Running, browser: Browser, paths: list[str]
) -> None:
    context = browser.new_context(locale="en")
    page = context.new_page()
    page.goto(live.url + paths[2])

    def meta(name: str) -> str:
        return str(
            page.locator(f"meta[property='{name}'], meta[name='{name}']").get_attribute("content")
        )

    described = json.loads(str(page.locator("script[type='application/ld+json']").text_content()))
    picture = httpx2.get(meta("og:image").replace(meta("og:url"), live.url + paths[2]))
    viewport = meta("viewport")
    html = page.locator("html")

    assert (html.get_attribute("lang"), html.get_attribute("dir")) == ("en", "ltr")
    assert "user-scalable" not in viewport
    assert "maximum-scale" not in viewport
    assert 10 <= len(page.title()) <= 120
    assert 40 <= len(meta("description")) <= 320
    assert page.locator("link[rel=canonical]").get_attribute("href") == meta("og:url")
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/png")
    assert described["@type"] == "Event"
    assert {"name", "startDate", "location", "url", "eventStatus"} <= described.keys()
    assert page.locator("h1").count() == 1
    context.close()
