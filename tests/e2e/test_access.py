"""Every page under axe, light and dark, from left to right and from right to left: WCAG 2.2 AA holds."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.e2e.running import Running, logged_in

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}
EVENT_PAGES = (
    "",
    "/guests",
    "/invitations",
    "/questions",
    "/seating",
    "/seating/plan",
    "/live",
    "/entrance",
    "/door",
    "/settings",
)


@pytest.mark.parametrize(("scheme", "locale"), [("light", "en"), ("dark", "ar")])
def test_no_page_keeps_anybody_out(
    live: Running, browser: Browser, scheme: str, locale: str
) -> None:
    wedding = live.event("Ana")
    invitation = live.host.get(f"/api/events/{wedding}/invitations?limit=1").json()["items"][0]
    context = browser.new_context(color_scheme=scheme, locale=locale)  # type: ignore[arg-type]
    page, faults = context.new_page(), {}
    paths = [f"/r/{invitation['code']}?lang={locale}&change", "/login", "/register"]
    member = ["/events", *(f"/events/{wedding}{path}" for path in EVENT_PAGES)]
    for path in [*paths, *member]:
        if path == member[0]:
            logged_in(context, live.url)
        page.goto(live.url + path)
        page.wait_for_load_state("networkidle")
        found = Axe().run(page, options=RULES).response["violations"]
        if found:
            faults[path] = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]
    context.close()

    assert faults == {}
