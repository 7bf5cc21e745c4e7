"""Pictures of every page from the demo data, into `shots/`: light, dark, narrow, wide, right-to-left.

Run by `make shots`; the suite doesn't. What is asserted is layout: nothing overflows sideways.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.e2e.running import Running, chromium, logged_in, running

SHOTS = Path(__file__).resolve().parents[1] / "shots"
LOOKS: dict[str, dict[str, Any]] = {
    "light-1280": {"viewport": {"width": 1280, "height": 860}, "color_scheme": "light"},
    "dark-1280": {"viewport": {"width": 1280, "height": 860}, "color_scheme": "dark"},
    "light-360": {"viewport": {"width": 360, "height": 740}, "color_scheme": "light"},
    "dark-360": {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"},
    "arabic-1280": {"viewport": {"width": 1280, "height": 860}, "locale": "ar"},
    "arabic-360": {"viewport": {"width": 360, "height": 740}, "locale": "ar"},
}
EVENT_PAGES = (
    "", "/guests", "/guests/import", "/invitations", "/questions", "/seating", "/seating/plan", "/live",
    "/entrance", "/activity", "/devices", "/settings", "/door",
)  # fmt: skip
PAGES = ("/events", "/events/new", "/account", "/outbox", "/dev/ui")


@pytest.fixture(scope="module")
def live() -> Iterator[Running]:
    with running() as made:
        yield made


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        made = chromium(playwright)
        yield made
        made.close()


def take(page: Page, url: str, path: Path) -> int:
    """Takes the picture; returns how far the page overflows sideways."""
    page.goto(url)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=path, full_page="/door" not in url)
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def context_of(browser: Browser, look: str) -> BrowserContext:
    made = browser.new_context(**LOOKS[look])
    if look.startswith("arabic"):
        made.add_init_script("try { localStorage.setItem('locale', 'ar') } catch {}")
    return made


@pytest.mark.parametrize("look", LOOKS)
def test_every_page(live: Running, browser: Browser, look: str) -> None:
    folder = SHOTS / look
    folder.mkdir(parents=True, exist_ok=True)
    wedding, theatre = live.event("Ana"), live.event("Tempest")
    invitations = live.host.get(f"/api/events/{wedding}/invitations?limit=10").json()["items"]
    open_one = next(one for one in invitations if one["status"] == "pending")
    answered = next(one for one in invitations if one["status"] == "accepted")
    language = "?lang=ar" if look.startswith("arabic") else "?lang=en"
    context = context_of(browser, look)
    page = context.new_page()
    wide = {"/login": take(page, f"{live.url}/login", folder / "login.png")}
    for name, one in (("open", open_one), ("answered", answered)):
        url = f"{live.url}/r/{one['code']}{language}"
        wide[f"rsvp {name}"] = take(page, url, folder / f"rsvp-{name}.png")
    logged_in(context, live.url)
    for path in PAGES:
        name = path.strip("/").replace("/", "-")
        wide[path] = take(page, f"{live.url}{path}", folder / f"{name}.png")
    for path in EVENT_PAGES:
        name = path.strip("/").replace("/", "-") or "overview"
        url = f"{live.url}/events/{wedding}{path}"
        wide[path] = take(page, url, folder / f"event-{name}.png")
    take(page, f"{live.url}/events/{theatre}/seating", folder / "theatre-seating.png")
    context.close()

    assert {path: over for path, over in wide.items() if over > 0} == {}
