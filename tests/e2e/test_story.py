"""S1 as three people at once: organizer, guests on their phones, and the door."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.running import Running, logged_in

PHONE: Any = {"width": 360, "height": 740}
DESK: Any = {"width": 1280, "height": 860}
NAMES = ("Rosa", "Tomás", "Inés", "Leo")


@pytest.fixture
def event_id(live: Running) -> str:
    """A published event with four tables, of this test alone."""
    body = {
        "title": "Casa abierta",
        "starts_at": "2031-05-01T18:00:00+02:00",
        "timezone": "Europe/Madrid",
    }
    made = live.host.post("/api/events", json=body).json()
    live.host.post(f"/api/events/{made['id']}/publish")
    plan = {"kind": "tables", "tables": 4, "chairs": 6}
    live.host.post(f"/api/events/{made['id']}/seating-plan/generate", json=plan)
    return str(made["id"])


def party(live: Running, event_id: str, *names: str) -> dict[str, Any]:
    """An invitation of these people."""
    guests = [{"first_name": name, "last_name": "Núñez"} for name in names]
    body = {"label": f"{names[0]}'s party", "guests": guests}
    made: dict[str, Any] = live.host.post(f"/api/events/{event_id}/invitations", json=body).json()
    return made


def phone(browser: Browser, *, scripts: bool = True) -> BrowserContext:
    return browser.new_context(viewport=PHONE, has_touch=True, java_script_enabled=scripts)


def open_invitation(context: BrowserContext, live: Running, invitation: dict[str, Any]) -> Page:
    page = context.new_page()
    page.goto(f"{live.url}/r/{invitation['code']}")
    return page


def overflow(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "scripts off"])
def test_rsvp_for_four_in_one_tap(
    live: Running, browser: Browser, event_id: str, scripts: bool
) -> None:
    invitation = party(live, event_id, *NAMES)
    context = phone(browser, scripts=scripts)
    page = open_invitation(context, live, invitation)

    page.get_by_role("button", name="We'll all be there").tap()

    expect(page.get_by_role("status").first).to_contain_text("Thank you")
    answered = live.host.get(f"/api/invitations/{invitation['id']}").json()
    assert [guest["status"] for guest in answered["guests"]] == ["accepted"] * 4
    assert answered["status"] == "accepted"
    assert overflow(page) <= 0
    context.close()


def test_rsvp_answers_per_person_and_changes_its_mind(
    live: Running, browser: Browser, event_id: str
) -> None:
    invitation = party(live, event_id, "Rosa", "Tomás")
    context = phone(browser, scripts=False)
    page = open_invitation(context, live, invitation)

    page.get_by_role("radio", name="Coming", exact=True).first.check(force=True)
    page.get_by_role("radio", name="Not coming").last.check(force=True)
    page.get_by_role("button", name="Send reply").tap()
    page.get_by_role("link", name="Change reply").tap()
    page.get_by_role("button", name="None of us can make it").tap()

    expect(page.locator(".tag.declined")).to_have_count(2)
    answered = live.host.get(f"/api/invitations/{invitation['id']}").json()
    assert answered["status"] == "declined"
    context.close()


def test_arabic_page_is_written_from_right_to_left(
    live: Running, browser: Browser, event_id: str
) -> None:
    invitation = party(live, event_id, *NAMES)
    context = phone(browser)
    page = context.new_page()
    page.goto(f"{live.url}/r/{invitation['code']}?lang=ar")

    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    expect(page.get_by_role("button", name="سنحضر جميعًا")).to_be_visible()
    assert overflow(page) <= 0
    context.close()


def test_two_guests_click_the_same_seat(live: Running, browser: Browser, event_id: str) -> None:
    pages, contexts = [], []
    for name in ("Rosa", "Leo"):
        invitation = party(live, event_id, name)
        contexts.append(phone(browser))
        page = open_invitation(contexts[-1], live, invitation)
        page.get_by_role("radio", name="Coming", exact=True).check(force=True)
        page.get_by_role("button", name="Send reply").tap()
        expect(page.locator("#seat-map .frame svg")).to_be_visible()
        pages.append(page)
    first, second = pages
    # the second guest's page hears nothing of the first's choice, so that both really click
    second.route_web_socket("**/ws", lambda socket: socket.close())
    second.reload()
    expect(second.locator("#seat-map .frame svg")).to_be_visible()

    first.get_by_role("button", name="Table 1, seat 1").first.click()
    expect(first.get_by_role("timer")).to_be_visible()
    second.get_by_role("button", name="Table 1, seat 1").first.click()

    notes = second.locator("#seat-map").get_by_role("status")
    expect(notes.filter(has_text="taken")).to_be_visible(timeout=2000)
    expect(notes.filter(has_text="No connection")).to_be_visible(timeout=20_000)
    near = notes.filter(has_text="taken").get_by_role("button")
    expect(near.first).to_be_visible()
    near.first.click()
    expect(second.get_by_role("timer")).to_be_visible()
    for context in contexts:
        context.close()


def test_organizer_sees_the_guest_at_the_door(
    live: Running, browser: Browser, event_id: str
) -> None:
    invitation = party(live, event_id, "Rosa", "Tomás")
    live.host.put(f"/api/invitations/{invitation['id']}", json={"status": "accepted"})
    office, gate = browser.new_context(viewport=DESK), browser.new_context(viewport=PHONE)
    logged_in(office, live.url)
    logged_in(gate, live.url)
    home, door = office.new_page(), gate.new_page()
    home.goto(f"{live.url}/events/{event_id}")
    expect(home.get_by_text("Inside now")).to_be_visible()
    door.goto(f"{live.url}/events/{event_id}/door")

    code = door.get_by_label("Type the code, or scan it with a hand scanner")
    code.fill(invitation["short_code"])
    code.press("Enter")
    door.get_by_role("button", name="Check in 2 people").click()

    inside = home.locator("div,li,dl").filter(has_text="Inside now").last
    expect(inside).to_contain_text("2", timeout=5000)
    stats = live.host.get(f"/api/events/{event_id}/stats").json()
    assert stats["checked_in"] == 2
    office.close()
    gate.close()


def test_guest_takes_a_seat_and_the_organizer_sees_it(
    live: Running, browser: Browser, event_id: str
) -> None:
    invitation = party(live, event_id, "Inés")
    live.host.put(f"/api/invitations/{invitation['id']}", json={"status": "accepted"})
    office, pocket = browser.new_context(viewport=DESK), phone(browser)
    logged_in(office, live.url)
    plan = office.new_page()
    plan.goto(f"{live.url}/events/{event_id}/seating")
    expect(plan.get_by_role("heading", name="Seating")).to_be_visible()
    page = open_invitation(pocket, live, invitation)
    expect(page.locator("#seat-map .frame svg")).to_be_visible()

    page.get_by_role("button", name="Table 2, seat 3").first.click()
    expect(page.get_by_role("timer")).to_be_visible()
    page.locator("#seat-map button.filled").click()

    expect(page.locator("#seat-map")).to_contain_text("Table 2, seat 3")
    seat = plan.locator('[aria-label*="Table 2, seat 3"]').first
    expect(seat).to_have_attribute("aria-label", re.compile("Inés"), timeout=5000)
    office.close()
    pocket.close()


def test_rsvp_page_is_light(live: Running, event_id: str) -> None:
    invitation = party(live, event_id, *NAMES)
    html = live.host.get(f"/r/{invitation['code']}").content

    assert len(html) <= 40 * 1024
    assert len(live.host.get("/rsvp.js").content) <= 300 * 1024
