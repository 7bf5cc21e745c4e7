"""A guest's page on a phone: what was confirmed and what comes next are seen without scrolling."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.running import Running

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def party(live: Running, *names: str) -> dict[str, Any]:
    guests = [{"name": name} for name in names]
    body = {"label": "The Okafor family", "guests": guests}
    made: dict[str, Any] = live.host.post(
        f"/api/events/{live.event('Ana')}/invitations", json=body
    ).json()
    return made


def is_in_sight(one: Locator) -> bool:
    """Whether all of it stands on the first screen."""
    box = one.bounding_box()
    return box is not None and box["y"] >= 0 and box["y"] + box["height"] <= 740


@pytest.mark.parametrize("language", ["en", "ar"])
def test_confirmation_and_next_step_stand_above_the_fold(
    live: Running, page: Page, language: str
) -> None:
    code = party(live, "Chidi Okafor", "Ngozi Okafor")["code"]
    page.goto(f"{live.url}/r/{code}?lang={language}")

    page.locator("button[name=all][value=accepted]").click()

    expect(page.locator(".note.good")).to_be_visible()
    assert is_in_sight(page.locator(".note.good"))
    for link in page.locator("nav.next a").all():
        assert is_in_sight(link)
    assert page.evaluate("scrollY") == 0
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0


def test_held_seats_stay_in_sight_until_they_are_confirmed_or_released(
    live: Running, page: Page
) -> None:
    code = party(live, "Chidi Okafor")["code"]
    page.goto(f"{live.url}/r/{code}?lang=en")
    page.get_by_text("Coming", exact=True).first.click()
    page.get_by_role("button", name="Send reply").click()
    free = page.locator("#seat-map g[role=button][aria-label*=free]")

    free.first.click()
    expect(page.get_by_text("Held for you until")).to_be_visible()
    for button in ("Confirm seats", "Release"):
        assert is_in_sight(page.get_by_role("button", name=button, exact=True))
    page.get_by_role("button", name="Release", exact=True).click()
    expect(page.get_by_role("timer")).to_have_count(0)

    free.first.click()
    page.get_by_role("button", name="Confirm seats").click()
    expect(page.locator("#seat-map").get_by_role("status")).to_contain_text("confirmed")
    # the page around the map knows the seat without being loaded again
    expect(page.locator("ul.who .seat")).to_contain_text("seat")
    expect(page.locator("nav.next a").first).to_have_text("Your seats")


def test_page_works_without_scripts(live: Running, browser: Browser) -> None:
    code = party(live, "Chidi Okafor")["code"]
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{live.url}/r/{code}?lang=en")

    page.get_by_role("button", name="Send reply").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose “Coming” or “Not coming”")
    for part in page.locator("label.no").all():
        part.click()
    page.get_by_role("button", name="Send reply").click()

    expect(page.locator(".note")).to_contain_text("Thanks for letting us know.")
    context.close()
