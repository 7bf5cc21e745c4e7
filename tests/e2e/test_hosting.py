"""Hosting on phones, in three languages: from a log-in by code to a full event whose waiting list moves."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.running import Running
from tests.support import wait_until

pytestmark = pytest.mark.browser

PHONE: Any = {"width": 360, "height": 740}
#: How long a message may take until it is in the outbox, and a page until it says so, in seconds.
PATIENCE = 60
TITLE = "Dinner on the roof"
Opened = Callable[[str], Page]


@pytest.fixture
def phone(browser: Browser) -> Iterator[Opened]:
    """Opens a phone whose owner reads this language."""
    contexts = []

    def opened(locale: str) -> Page:
        context = browser.new_context(
            viewport=PHONE, has_touch=True, locale=locale, reduced_motion="reduce"
        )
        context.set_default_timeout(PATIENCE * 1000)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def code_sent_to(live: Running, address: str) -> str:
    """The code in the newest message to an address."""
    found: list[str] = []

    def has_come() -> bool:
        items = live.host.get("/api/outbox", params={"q": address}).json()["items"]
        found[:] = re.findall(r"\b\d{6}\b", " ".join(f"{one['text']}" for one in items))
        return bool(found)

    wait_until(has_come, limit=PATIENCE)
    return found[0]


def log_in(live: Running, page: Page, address: str, name: str) -> None:
    """Logs in somebody new by a code, on the page that asks for it."""
    form = page.locator("form")
    form.locator("input").first.fill(address)
    form.locator("button[type=submit]").click()
    form.locator("input[autocomplete=one-time-code]").fill(code_sent_to(live, address))
    form.locator("button[type=submit]").click()
    form.locator("input[autocomplete=name]").fill(name)
    form.locator("button[type=submit]").click()


def find(page: Page, live: Running) -> None:
    """Finds the event among all of the town's, and opens it."""
    page.goto(f"{live.url}/discover?q=roof")
    page.get_by_role("link", name=TITLE).click()
    page.wait_for_url("**/e/*")
    fits(page)


def ask(live: Running, page: Page, address: str, name: str, *, places: int) -> None:
    """Finds the event, logs in on the way, and asks for places, or waits for them."""
    find(page, live)
    page.locator("a[href*='/join']").first.click()
    page.wait_for_url("**/login**")
    if "/login/code" not in page.url:
        page.goto(page.url.replace("/login?", "/login/code?"))
    log_in(live, page, address, name)
    page.wait_for_url("**/join*")
    page.locator("select[name=places]").select_option(str(places))
    page.locator("main form button:not(.link)").click()
    page.wait_for_load_state()
    fits(page)


def fits(page: Page) -> None:
    """Nothing is wider than the phone."""
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, page.url


def test_a_dinner_is_hosted_found_full_and_somebody_moves_up(live: Running, phone: Opened) -> None:
    host = phone("en")
    host.goto(f"{live.url}/login/code?next=/events/new")
    log_in(live, host, "+34655443322", "Nora Vidal")
    host.get_by_text("Anybody can find it and ask to come").click()
    host.get_by_label("Name", exact=True).fill(TITLE)
    host.get_by_label("Where").fill("Calle del Pez 3, Madrid")
    host.get_by_role("button", name="Create draft").click()
    host.wait_for_url(re.compile("/events/[0-9a-f-]{36}"))
    event = host.url.split("/events/")[1][:36]
    host.goto(f"{live.url}/events/{event}/settings")
    host.get_by_label("Capacity").fill("3")
    host.get_by_role("button", name="Save changes").nth(1).click()
    expect(host.get_by_text("Saved").first).to_be_visible()
    host.get_by_label("When a place is free again").click()
    host.get_by_role("option", name="It's offered to the next in line").click()
    form = host.locator("form").filter(has=host.get_by_label("When a place is free again"))
    form.get_by_role("button", name="Save changes").click()
    host.get_by_label("Only with a picture in their profile").uncheck(force=True)
    form = host.locator("form").filter(has=host.get_by_label("From the age of"))
    form.get_by_role("button", name="Save changes").click()
    fits(host)
    host.goto(f"{live.url}/events/{event}")
    host.get_by_role("button", name="Publish", exact=True).first.click()
    expect(host.get_by_text("Published").first).to_be_visible()

    bea, cai, dina = phone("es"), phone("ar"), phone("en")
    ask(live, bea, "bea@example.org", "Bea Soto", places=2)
    ask(live, cai, "cai@example.org", "كاي الخوري", places=1)
    host.goto(f"{live.url}/events/{event}/requests")
    for name in ("Bea Soto", "كاي الخوري"):
        card = host.get_by_role("listitem", name=name)
        card.get_by_role("button", name="Accept").click()
        expect(card.get_by_role("button", name="Accept")).to_have_count(0)
    fits(host)
    ask(live, dina, "dina@example.org", "Dina Frank", places=1)
    expect(dina.get_by_text("You're number 1 on the waiting list.")).to_be_visible()

    bea.goto(bea.url)
    expect(bea.get_by_text("¡Vienes!").or_(bea.locator(".note.good"))).to_be_visible()
    bea.locator("details.sure summary").click()
    bea.locator("button[name=cancel]").click()

    def is_offered() -> bool:
        dina.goto(dina.url)
        return dina.locator("button[name=take]").count() == 1

    wait_until(is_offered, limit=PATIENCE)
    dina.locator("button[name=take]").click()
    expect(dina.get_by_text("You're coming!")).to_be_visible()
    cai.goto(cai.url)
    expect(cai.locator(".note.good")).to_be_visible()
    assert cai.evaluate("getComputedStyle(document.body).direction") == "rtl"
