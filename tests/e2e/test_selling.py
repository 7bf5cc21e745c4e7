"""The whole life of a paid event, in the browser: types of tickets, orders, a ticket passed on and scanned,
a refund of a part, and a dispute. Money moves at Stripe's test server on loopback.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.running import Running, logged_in, running
from tests.providers.stripe import DISPUTED, PAYS, Stripe
from tests.support import wait_until

pytestmark = pytest.mark.browser

PHONE: Any = {"width": 360, "height": 740}
#: How long a message may take until it is in the outbox, and a page until it says so, in seconds.
PATIENCE = 60


@dataclass
class Stage:
    """Convite with a payment provider, and the screen of an organizer."""

    live: Running
    stripe: Stripe
    browser: Browser
    host: Page

    def phone(self) -> Page:
        """Somebody's phone."""
        context = self.browser.new_context(viewport=PHONE, has_touch=True, locale="en")
        context.set_default_timeout(PATIENCE * 1000)
        return context.new_page()

    def dialog(self) -> Locator:
        """The dialog that is open."""
        return self.host.get_by_role("dialog")


@pytest.fixture(scope="module")
def stage(browser: Browser) -> Iterator[Stage]:
    stripe = Stripe()
    with stripe.running() as address, running(CONVITE_STRIPE_BASE_URL=address) as live:
        stripe.start()
        context = browser.new_context(viewport=PHONE, has_touch=True, locale="en")
        context.set_default_timeout(PATIENCE * 1000)
        logged_in(context, live.url)
        yield Stage(live, stripe, browser, context.new_page())
        context.close()


def announced(stage: Stage) -> str:
    """A new public event's path."""
    host = stage.host
    host.goto(f"{stage.live.url}/events/new")
    host.get_by_text("Anybody can find it and ask to come").click()
    host.get_by_label("Name", exact=True).fill("Concert in the yard")
    host.get_by_role("button", name="Create draft").click()
    host.wait_for_url(re.compile("/events/[0-9a-f-]{36}"))
    return "/events/" + host.url.split("/events/")[1][:36]


def connect(stage: Stage) -> None:
    """Enters the organization's keys, which are checked at the provider, and where it sends events."""
    host = stage.host
    host.goto(f"{stage.live.url}/organization/payments")
    host.get_by_role("button", name="Set up Stripe").click()
    stage.dialog().get_by_text("Test mode").click()
    stage.dialog().get_by_label("Secret key").fill(stage.stripe.secrets["secret_key"])
    stage.dialog().get_by_role("button", name="Check and save").click()
    expect(stage.dialog().get_by_text("The keys work.")).to_be_visible()
    address = stage.dialog().get_by_text(re.compile("/api/payments/webhooks/stripe")).inner_text()
    stage.stripe.webhook_url = address.strip()
    stage.dialog().get_by_label("Signing secret").fill(stage.stripe.webhook_secrets[0])
    stage.dialog().get_by_role("button", name="Save").click()
    expect(host.get_by_role("dialog")).to_have_count(0)


def sell(stage: Stage, event: str) -> None:
    """Puts tickets on sale for anybody, and publishes."""
    host = stage.host
    stage.live.host.patch(f"/api{event}", json={"approval": "open"})
    host.goto(f"{stage.live.url}{event}/tickets")
    host.get_by_role("button", name="Add tickets").first.click()
    stage.dialog().get_by_label("Name", exact=True).fill("Standard")
    stage.dialog().get_by_label(re.compile(r"^Price \(")).fill("25")
    stage.dialog().get_by_role("button", name="Add tickets").click()
    expect(host.get_by_text("Standard", exact=True)).to_be_visible()
    host.goto(f"{stage.live.url}{event}")
    host.get_by_role("button", name="Publish", exact=True).first.click()
    expect(host.get_by_text("Published").first).to_be_visible()


def buy(stage: Stage, shop: str, name: str, quantity: int, card: str) -> Page:
    """Somebody orders on their phone and pays by card; the order's page, once it is paid."""
    page = stage.phone()
    page.goto(shop)
    page.locator("select[name^=quantity-]").select_option(str(quantity))
    page.get_by_label("Name *").fill(name)
    page.get_by_label(re.compile("^E-mail")).fill(f"{name.partition(' ')[0].lower()}@example.org")
    page.get_by_role("button", name="Order").click()
    page.get_by_role("button", name="Card and more (Stripe)").click()
    page.get_by_role("link", name="Continue to payment").click()
    page.get_by_label("Card").select_option(card)
    page.get_by_role("button", name="Pay").click()
    expect(page.get_by_text("Paid. Thank you!")).to_be_visible(timeout=PATIENCE * 1000)
    return page


def test_a_paid_event_from_its_types_to_a_dispute(stage: Stage) -> None:
    live, host = stage.live, stage.host
    event = announced(stage)
    connect(stage)
    sell(stage, event)
    shop = f"{live.url}/e/{live.host.get(f'/api{event}').json()['slug']}/tickets"

    # somebody buys three, and passes one on
    ada = buy(stage, shop, "Ada Lovelace", 3, PAYS)
    tickets = ada.get_by_role("link", name="Open")
    expect(tickets).to_have_count(3)
    code = codes(ada, stage)[0]
    tickets.first.click()
    ada.get_by_text("Pass this ticket on").click()
    ada.get_by_label("Their name").fill("Bo Field")
    ada.get_by_label("Their e-mail").fill("bo@example.org")
    ada.get_by_role("button", name="Pass ticket on").click()
    expect(ada.get_by_text("passed on").first).to_be_visible()
    bo = stage.phone()
    bo.goto(link_sent_to(live, "bo@example.org", r"/t/"))
    expect(bo.get_by_role("img").first).to_be_visible()
    expect(bo.get_by_text("Bo Field").first).to_be_visible()

    # at the door the old code is refused, and the new one lets in once
    attendees = live.host.get(f"/api{event}/attendees").json()["items"]
    [own] = [one["id"] for one in attendees if one["name"] == "Bo Field"]
    fresh = live.host.get(f"/api/attendees/{own}/ticket").json()["qr"]
    host.goto(f"{live.url}{event.replace('/events', '/door')}")
    old, new = (code, "No longer valid"), (fresh, "Welcome")
    for text, said in (old, new, old, (fresh, "Already inside")):
        host.get_by_label("Type the code").fill(text)
        host.keyboard.press("Enter")
        expect(host.get_by_role("alert")).to_contain_text(said)
        host.get_by_role("button", name="Next").tap()

    # a part of the order goes back
    host.goto(f"{live.url}{event}/orders")
    host.get_by_role("button", name="Ada Lovelace").first.click()
    host.get_by_role("button", name="Refund", exact=True).click()
    stage.dialog().get_by_text("An amount").click()
    stage.dialog().get_by_label(re.compile("Amount")).fill("10")
    stage.dialog().get_by_role("button", name="Refund €10.00").click()
    expect(host.get_by_text("Partly refunded").first).to_be_visible()
    wait_until(lambda: bool(stage.stripe.refunds), limit=PATIENCE)
    [refund] = stage.stripe.refunds.values()
    assert refund["amount"] == 1000

    # a card's owner disputes what they paid
    buy(stage, shop, "Cy Young", 1, DISPUTED)
    host.goto(f"{live.url}{event}/money")
    expect(host.get_by_text("Dispute").first).to_be_visible()
    fits(host)


def codes(page: Page, stage: Stage) -> list[str]:
    """What the QR codes of an order say, for whoever has its address."""
    order, secret = page.url.split("?")[0].split("/o/")[1].split("/")[:2]
    answer = page.request.get(
        f"{stage.live.url}/api/orders/{order}", headers={"x-order-secret": secret}
    )
    return [ticket["qr"] for ticket in answer.json()["tickets"]]


def link_sent_to(live: Running, address: str, part: str) -> str:
    """The newest link of this kind that was sent to an address."""
    found: list[str] = []

    def has_come() -> bool:
        items = live.host.get("/api/outbox", params={"q": address}).json()["items"]
        texts = " ".join(f"{one['text']}" for one in items)
        found[:] = re.findall(rf"https?://\S*{part}[^\s<>\")]+", texts)
        return bool(found)

    wait_until(has_come, limit=PATIENCE)
    return found[0]


def fits(page: Page) -> None:
    """Nothing is wider than the phone."""
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, page.url
