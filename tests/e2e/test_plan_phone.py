"""The plan builder under a thumb: drawn, chosen, moved, turned and taken back at 360 pixels."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.e2e.running import Running, logged_in
from tests.support import wait_until

pytestmark = pytest.mark.browser

Spot = tuple[float, float]


@dataclass
class Phone:
    """A page that is touched."""

    page: Page
    devtools: CDPSession

    def touch(self, kind: str, *fingers: Spot) -> None:
        points = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(fingers)]
        self.devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def drag(self, start: Spot, end: Spot) -> None:
        self.touch("touchStart", start)
        for step in range(1, 7):
            (x, y), (dx, dy) = start, (end[0] - start[0], end[1] - start[1])
            self.touch("touchMove", (x + dx * step / 6, y + dy * step / 6))
        self.touch("touchEnd")

    def tap(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).tap()

    def add(self, what: str) -> None:
        self.tap("Add")
        self.tap(what)

    def view(self) -> list[float]:
        box = self.page.get_by_role("application").get_attribute("viewBox") or ""
        return [float(part) for part in box.split()]


@pytest.fixture
def phone(browser: Browser, live: Running) -> Iterator[Phone]:
    body = {"title": "By thumb", "starts_at": "2031-05-01T18:00:00Z", "timezone": "UTC"}
    event_id = live.host.post("/api/events", json=body).json()["id"]
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
    )
    logged_in(context, live.url)
    page = context.new_page()
    page.goto(f"{live.url}/events/{event_id}/seating/plan")
    expect(page.get_by_role("application")).to_be_visible()
    yield Phone(page, context.new_cdp_session(page))
    context.close()


def chosen(phone: Phone) -> Any:
    return phone.page.get_by_role("group", name="Actions for the selection").first


def place_of(phone: Phone, text: str) -> Spot:
    box = phone.page.get_by_role("application").get_by_text(text).bounding_box()
    assert box
    return (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_thumb_draws_moves_turns_copies_and_takes_back(phone: Phone) -> None:
    phone.add("Row of seats")
    phone.drag((60, 260), (300, 260))
    expect(chosen(phone)).to_contain_text("Row A, 17 seats")
    phone.add("Round table")
    phone.page.touchscreen.tap(180, 420)
    expect(chosen(phone)).to_contain_text("Table 1, 8 seats")

    sheet = phone.page.get_by_role("application")
    before = place_of(phone, "Table 1")
    phone.drag(before, (before[0] + 30, before[1] + 60))
    wait_until(lambda: place_of(phone, "Table 1")[1] > before[1] + 40)
    phone.tap("Turn by 15°")
    expect(sheet.locator('path[transform="rotate(15)"]')).to_have_count(1)
    phone.tap("Duplicate")
    expect(chosen(phone)).to_contain_text("Table 2, 8 seats")
    phone.tap("Delete")
    expect(sheet.get_by_text("Table 2")).to_have_count(0)
    phone.tap("Undo")
    expect(sheet.get_by_text("Table 2")).to_have_count(1)
    phone.tap("Undo")
    expect(sheet.get_by_text("Table 2")).to_have_count(0)
    phone.tap("Undo")
    expect(sheet.locator('path[transform="rotate(15)"]')).to_have_count(0)
    phone.tap("Undo")
    wait_until(lambda: abs(place_of(phone, "Table 1")[1] - before[1]) < 2)
    phone.tap("Redo")
    expect(phone.page.get_by_text("Saved")).to_be_visible()


def test_finger_looks_around_without_moving_what_isnt_chosen(phone: Phone) -> None:
    phone.add("Row of seats")
    phone.drag((60, 260), (300, 260))
    phone.tap("Deselect all")
    expect(chosen(phone)).to_have_count(0)
    seat, before = (180, 260), phone.view()

    phone.drag(seat, (260, 350))
    panned = phone.view()
    phone.touch("touchStart", (150, 300), (210, 300))
    for step in range(1, 9):
        phone.touch("touchMove", (150 - 8 * step, 300), (210 + 8 * step, 300))
    phone.touch("touchEnd")

    assert panned[2] == before[2]
    assert panned[0] < before[0]
    assert phone.view()[2] < before[2] / 2  # two fingers apart: nearer
    expect(chosen(phone)).to_have_count(0)
    phone.tap("Undo")
    expect(phone.page.get_by_role("button", name="Undo")).to_be_disabled()


def test_lasso_gathers_by_drag_and_by_taps(phone: Phone) -> None:
    for top in (220, 420):
        phone.add("Row of seats")
        phone.drag((80, top), (280, top))
    phone.tap("Deselect all")
    expect(chosen(phone)).to_have_count(0)
    phone.tap("Lasso")
    expect(phone.page.get_by_role("button", name="Lasso")).to_have_attribute("aria-pressed", "true")
    sheet = phone.page.get_by_role("application").bounding_box()
    assert sheet
    phone.drag((5, sheet["y"] + 5), (355, sheet["y"] + sheet["height"] - 80))

    expect(chosen(phone)).to_contain_text("2 objects selected")


def test_every_target_is_broad_enough_for_a_thumb(phone: Phone) -> None:
    phone.add("Row of seats")
    phone.drag((60, 260), (300, 260))
    phone.tap("Details")
    small = phone.page.evaluate(
        """() => [...document.querySelectorAll('main button, main a')]
          .map((one) => [one.ariaLabel || one.textContent, one.getBoundingClientRect()])
          .filter(([, box]) => box.width > 0 && (box.width < 44 || box.height < 44))
          .map(([name, box]) => `${name} ${box.width}×${box.height}`)"""
    )

    assert small == []
    assert phone.page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
