"""A guest in a theatre of sixteen hundred seats: by list, by canvas, by keys, while others choose too."""

import gzip
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.running import Running

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def event_id(live: Running) -> str:
    return live.event("Tempest")


def party(live: Running, event_id: str, *names: str) -> dict[str, Any]:
    """An invitation whose guests all come."""
    guests = [{"first_name": name, "last_name": "Farah"} for name in names]
    made: dict[str, Any] = live.host.post(
        f"/api/events/{event_id}/invitations", json={"label": names[0], "guests": guests}
    ).json()
    live.host.put(f"/api/invitations/{made['id']}", json={"status": "accepted"})
    return made


@pytest.fixture
def page(browser: Browser, live: Running, event_id: str) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(f"{live.url}/r/{party(live, event_id, 'Salma', 'Yusuf')['code']}")
    expect(page.locator("[data-seat-canvas] canvas")).to_be_visible()
    yield page
    context.close()


def seat_id(live: Running, event_id: str, number: str) -> str:
    seats = live.host.get(f"/api/events/{event_id}/seats/geometry").json()["seats"]
    return str(next(seat[0] for seat in seats if seat[1] == number))


def focused(page: Page) -> Any:
    return page.locator("button[data-seat]:focus")


def free_seat_by_keys(page: Page) -> str:
    """Walks by the keys alone to a free seat in the middle of the stalls; its number."""
    page.locator("button[data-seat][tabindex='0']").focus()
    for _ in range(9):
        page.keyboard.press("ArrowDown")
    expect(focused(page)).to_have_attribute("aria-label", re.compile(", free$"))
    found = re.match("Seat ([^,]+),", focused(page).get_attribute("aria-label"))
    assert found
    return found[1]


def test_list_leads_by_section_and_row_to_a_seat_and_comes_before_the_map(page: Page) -> None:
    assert page.evaluate(
        """() => {
          const root = document.querySelector('#seat-map').shadowRoot;
          const [list, map] = [root.querySelector('summary'), root.querySelector('[data-seat]')];
          return Boolean(list.compareDocumentPosition(map) & Node.DOCUMENT_POSITION_FOLLOWING);
        }"""
    )
    expect(page.locator("[data-seat-canvas] canvas")).to_have_attribute("aria-hidden", "true")
    page.get_by_text("Choose from a list instead").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Section").select_option("circle")
    page.get_by_label("Table or row").select_option("Circle D")
    seat = page.get_by_role("button", name=re.compile(r"^Seat Circle D7, Royal Circle, free"))
    seat.focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("timer")).to_be_visible()
    chosen = page.locator("#seat-map li button", has_text="Circle D7")
    expect(chosen.last).to_have_attribute("aria-pressed", "true")
    expect(chosen.last).to_be_focused()
    # the second of the party is next, and both are kept by one button
    page.get_by_role("button", name=re.compile("^Seat Circle D9,")).press("Enter")
    page.get_by_role("button", name="Confirm seats").press("Enter")
    expect(page.locator("#seat-map").get_by_role("status")).to_contain_text(
        "Your seats are confirmed"
    )


def test_keys_alone_come_to_a_named_seat_in_twenty(page: Page) -> None:
    pressed = 0

    def press(*keys: str) -> None:
        nonlocal pressed
        pressed += len(keys)
        for key in keys:
            page.keyboard.press(key)

    while "Choose from a list" not in name_of_focus(page) and pressed < 9:
        press("Tab")
    press("Enter", "Tab")
    expect(page.get_by_label("Section")).to_be_focused()
    press("U", "Tab", "End", "Tab")  # the upper circle's last row
    press("1", "4", "Enter")

    expect(page.get_by_role("timer")).to_be_visible()
    expect(page.locator("#seat-map li button", has_text="Upper F14").last).to_be_focused()
    assert pressed <= 20


def name_of_focus(page: Page) -> str:
    return str(
        page.evaluate("document.querySelector('#seat-map').shadowRoot.activeElement?.textContent")
    )


def test_dark_page_has_a_dark_map(browser: Browser, live: Running, event_id: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"{live.url}/r/{party(live, event_id, 'Noor')['code']}")
    expect(page.locator("[data-seat-canvas] canvas")).to_be_visible()
    colors = page.evaluate(
        """() => {
          const title = document.querySelector('#seat-map').shadowRoot.querySelector('h2');
          const pen = document.createElement('canvas').getContext('2d');
          return [title, document.querySelector('h1')].map((one) => {
            pen.fillStyle = getComputedStyle(one).color;
            pen.fillRect(0, 0, 1, 1);
            return [...pen.getImageData(0, 0, 1, 1).data];
          });
        }"""
    )

    assert colors[0] == pytest.approx(colors[1], abs=4)
    context.close()


def test_finger_comes_nearer_by_a_tap_and_picks_by_the_next(page: Page) -> None:
    canvas = page.locator("[data-seat-canvas]")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box
    # the stalls stand above the middle
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.45)
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.get_by_role("timer")).to_be_visible()
    expect(page.locator("button[data-seat][aria-pressed=true]")).to_have_count(1)

    page.reload()
    # what was held is in the basket again, with what is left of its time
    expect(page.get_by_role("timer")).to_be_visible()


def test_seat_that_a_competitor_takes_is_seen_at_once(
    page: Page, live: Running, event_id: str
) -> None:
    number = free_seat_by_keys(page)
    rival = {"seat_ids": [seat_id(live, event_id, number)]}
    assert live.host.post(f"/api/events/{event_id}/holds", json=rival).status_code == 201

    expect(focused(page)).to_have_attribute("aria-label", re.compile("being picked"), timeout=2000)
    page.keyboard.press("Enter")
    expect(page.locator("#seat-map").get_by_role("status")).to_contain_text("being picked")
    expect(page.get_by_role("timer")).to_have_count(0)

    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("timer")).to_be_visible()
    expect(focused(page)).to_have_attribute("aria-pressed", "true")


def test_house_seat_that_is_let_go_stays_out_of_reach(
    page: Page, live: Running, event_id: str
) -> None:
    kept = seat_id(live, event_id, "Upper F1")
    live.host.put(
        f"/api/events/{event_id}/seats/house", json={"seat_ids": [kept], "house": "Press"}
    )
    page.reload()
    page.get_by_text("Choose from a list instead").click()
    page.get_by_label("Section").select_option("upper")
    page.get_by_label("Table or row").select_option("Upper F")
    seat = page.get_by_role("button", name=re.compile("^Seat Upper F1,"))
    expect(seat).to_have_attribute("aria-label", re.compile("not available"))
    held = live.host.post(f"/api/events/{event_id}/holds", json={"seat_ids": [kept]}).json()
    expect(seat).to_have_attribute("aria-label", re.compile("being picked"), timeout=2000)

    live.host.delete(f"/api/holds/{held['key']}")

    expect(seat).to_have_attribute("aria-label", re.compile("not available"), timeout=2000)


def test_no_name_of_another_party_comes_to_a_guest(
    browser: Browser, live: Running, event_id: str
) -> None:
    seated = live.host.get(f"/api/events/{event_id}/seats").json()["seats"]
    names = {seat["guest"]["name"] for seat in seated if seat["guest"]}
    assert len(names) > 20
    context = browser.new_context(viewport={"width": 1280, "height": 860})
    page = context.new_page()
    answers: list[str] = []
    page.on("response", lambda one: answers.append(one.url))
    code = party(live, event_id, "Ottilie")["code"]
    page.goto(f"{live.url}/r/{code}")
    expect(page.locator("[data-seat-canvas] canvas")).to_be_visible()

    asked = [url for url in answers if "/api/events/" in url]
    assert {url.rsplit("/", 1)[1] for url in asked} == {"geometry", "status"}
    bearer = {"x-invitation-code": code}
    for url in asked:
        answer = page.request.get(url, headers=bearer).text()
        assert not [name for name in names if name in answer]
    assert not [name for name in names if name in page.content()]
    context.close()


def test_canvas_is_only_loaded_by_those_who_need_it(live: Running) -> None:
    script = live.host.get("/rsvp.js").text
    part = re.search(r"/(assets/rsvp-canvas-[\w-]+\.js)", script)
    assert part

    canvas = live.host.get(f"/{part[1]}")

    assert canvas.status_code == 200
    assert len(gzip.compress(script.encode())) <= 24 * 1024
    assert len(gzip.compress(canvas.content)) <= 24 * 1024
