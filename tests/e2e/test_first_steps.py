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
    assert live.host.get(f"/api/events/{event_id}/guests").json()["total"] == 3
    context.close()
