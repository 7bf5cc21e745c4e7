"""Every page under axe, light and dark, from left to right and from right to left: WCAG 2.2 AA holds."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

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
    "/devices",
    "/tickets",
    "/promo-codes",
    "/sale-terms",
    "/orders",
    "/orders/new",
    "/money",
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
    rsvp = f"/r/{invitation['code']}?lang={locale}&change"
    paths = [rsvp, f"/discover?lang={locale}", "/login", "/register"]
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


def test_door_of_a_device_keeps_nobody_out(live: Running, browser: Browser) -> None:
    """Paired, choosing a gate, binding tags, and when its access has ended."""
    wedding = live.event("Ana")
    path = f"/api/events/{wedding}"
    gate = live.host.post(f"{path}/gates", json={"name": "Axe gate"}).json()
    device = live.host.post(f"{path}/devices", json={"name": "Phone", "gate_id": gate["id"]}).json()
    context = browser.new_context(color_scheme="dark", viewport={"width": 360, "height": 740})
    page, faults = context.new_page(), {}

    def look(what: str) -> None:
        found = Axe().run(page, options=RULES).response["violations"]
        if found:
            faults[what] = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]

    page.goto(device["url"])
    expect(page.get_by_text("Guest list from")).to_be_visible(timeout=15_000)
    look("device")
    page.get_by_role("button", name="Axe gate").click()
    look("gates")
    page.keyboard.press("Escape")
    live.host.delete(f"{path}/devices/{device['id']}")
    expect(page.get_by_role("heading", name="This device's access has ended")).to_be_visible(
        timeout=15_000
    )
    look("ended")
    logged_in(context, live.url)
    page.get_by_role("button", name="Log in").click()
    page.goto(f"{live.url}/door/{wedding}")
    page.get_by_role("button", name="Bind tags").click()
    look("tags")
    live.host.delete(f"{path}/gates/{gate['id']}")
    context.close()

    assert faults == {}
