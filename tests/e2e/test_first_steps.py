"""From a new account to the first invitation: how many clicks and fields it takes."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.running import Running, logged_in
from tests.support import wait_until

pytestmark = pytest.mark.browser

LIMIT = 10


@dataclass
class Newcomer:
    """A person whose clicks and filled-in fields are counted."""

    page: Page
    count: int = 0

    def fill(self, label: str, text: str) -> None:
        self.count += 1
        self.page.get_by_label(label, exact=True).fill(text)

    def press(self, name: str) -> None:
        self.count += 1
        self.page.get_by_role("button", name=name, exact=True).click()


def mailed(live: Running, address: str) -> bool:
    """Whether the outbox has an invitation to this address."""
    items = live.host.get("/api/outbox", params={"q": address}).json()["items"]
    return any(item["to"] == address for item in items)


@pytest.mark.parametrize("size", [(360, 740), (1280, 860)], ids=["phone", "desk"])
def test_first_invitation_is_delivered_within_ten_interactions(
    live: Running, browser: Browser, size: tuple[int, int]
) -> None:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    page.goto(f"{live.url}/register")
    person, guest = Newcomer(page), f"rosa{size[0]}@example.org"

    person.fill("Your name", "Nora Vidal")
    person.fill("E-mail or phone", f"nora{size[0]}@example.org")
    person.fill("Password", "a short good sentence")
    person.press("Create account")
    person.fill("Name", "Nora & Paul")
    person.press("Create and invite guests")
    person.fill("Who is invited?", "Rosa Núñez")
    person.fill("Send to e-mail", guest)
    person.press("Create and send")
    person.press("Publish and send")

    expect(page.get_by_text("Sent to Rosa")).to_be_visible()
    wait_until(lambda: mailed(live, guest), limit=20)
    assert person.count <= LIMIT
    expect(page).to_have_title(re.compile("^Invitations · Nora & Paul · Convite$"))
    context.close()


@pytest.mark.parametrize(
    ("path", "first"),
    [("guests?add=true", "First name"), ("invitations?add=true", "Who is invited?")],
    ids=["guests", "parties"],
)
def test_add_another_empties_the_form_and_returns_to_its_first_field(
    live: Running, browser: Browser, path: str, first: str
) -> None:
    body = {"title": "One after another", "starts_at": "2031-05-01T18:00:00Z", "timezone": "UTC"}
    event_id = live.host.post("/api/events", json=body).json()["id"]
    context = browser.new_context(viewport={"width": 1280, "height": 860})
    logged_in(context, live.url)
    page = context.new_page()
    page.goto(f"{live.url}/events/{event_id}/{path}")

    expect(page.get_by_label(first, exact=True)).to_be_focused()
    for number, name in enumerate(("Rosa", "Leo", "Inés"), start=1):
        page.keyboard.type(name)
        expect(page.get_by_label(first, exact=True)).to_have_value(name)
        page.get_by_role("button", name="Save and add another").click()
        expect(page.get_by_role("dialog").get_by_text(f"{number} added")).to_be_visible()
        expect(page.get_by_label(first, exact=True)).to_be_focused()
        expect(page.get_by_label(first, exact=True)).to_have_value("")
    guests = live.host.get(f"/api/events/{event_id}/guests").json()["items"]
    assert sorted(guest["name"] for guest in guests) == ["Inés", "Leo", "Rosa"]
    context.close()


@pytest.mark.parametrize("page_of", ["", "guests", "invitations"])
def test_header_takes_a_fifth_of_a_phone_at_most(
    live: Running, browser: Browser, page_of: str
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    logged_in(context, live.url)
    page = context.new_page()
    page.goto(f"{live.url}/events/{live.event('&')}/{page_of}")

    head = page.locator("[data-event-head]")
    expect(head).to_be_visible()
    box = head.bounding_box()
    assert box
    assert box["y"] + box["height"] <= 740 / 5
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    context.close()


def test_toast_leaves_the_bar_of_selected_guests_free(live: Running, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    logged_in(context, live.url)
    page = context.new_page()
    page.goto(f"{live.url}/events/{live.event('&')}/guests")
    bar, boxes = page.get_by_role("region", name="Selected guests"), page.get_by_role("checkbox")

    boxes.nth(1).check(force=True)
    page.get_by_role("button", name="Mark as coming").click()
    expect(page.get_by_text("1 guest changed")).to_be_visible()
    boxes.nth(2).check(force=True)
    expect(bar).to_be_visible()

    def is_above() -> bool:
        toast, below = page.get_by_text("1 guest changed").bounding_box(), bar.bounding_box()
        return bool(toast and below and toast["y"] + toast["height"] <= below["y"])

    wait_until(is_above)
    context.close()


def test_account_language_follows_to_another_device(live: Running, browser: Browser) -> None:
    person = {"name": "Nora", "email": "nora.es@example.org", "password": "a short good sentence"}
    live.host.post("/api/auth/register", json={**person, "role": "organizer", "locale": "es"})
    context = browser.new_context(locale="en-US")
    page = context.new_page()
    page.goto(f"{live.url}/login")

    page.get_by_label("E-mail or phone").fill(person["email"])
    page.get_by_label("Password").fill(person["password"])
    page.get_by_role("button", name="Log in").click()

    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.get_by_role("heading", name="Eventos")).to_be_visible()
    context.close()


def test_wrong_current_password_is_said_at_its_field(live: Running, browser: Browser) -> None:
    context = browser.new_context()
    logged_in(context, live.url)
    page = context.new_page()
    page.goto(f"{live.url}/account")
    field = page.get_by_label("Current password")

    field.fill("not this one")
    page.get_by_label("New password").fill("another good sentence")
    page.get_by_role("button", name="Change password").click()

    expect(field).to_have_accessible_description("This isn't your current password.")
    expect(field).to_be_focused()
    expect(page.get_by_role("alert")).to_have_count(0)
    context.close()
