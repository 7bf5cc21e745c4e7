"""A plan of five thousand seats: chosen by mouse, by keys, and from the list, while others take seats."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.running import Running, logged_in
from tests.support import wait_until

pytestmark = pytest.mark.browser


def hall() -> dict[str, Any]:
    """Five blocks side by side, twenty rows of fifty in each."""
    zones = [{"id": f"z{z}", "name": f"Block {z + 1}"} for z in range(5)]
    rows = [
        {"id": f"z{z}r{r}", "zone": f"z{z}", "label": str(r + 1)}
        for z in range(5)
        for r in range(20)
    ]
    seats = [
        {
            "seat_number": f"B{z + 1} {r + 1}-{n + 1}", "row": f"B{z + 1} {r + 1}", "line": f"z{z}r{r}",
            "number": str(n + 1), "x": z * 2800 + n * 50, "y": r * 80,
        }
        for z in range(5) for r in range(20) for n in range(50)
    ]  # fmt: skip
    return {"name": "Hall", "zones": zones, "rows": rows, "seats": seats}


@pytest.fixture(scope="module")
def event_id(live: Running) -> str:
    body = {"title": "Five thousand", "starts_at": "2031-05-01T18:00:00Z", "timezone": "UTC"}
    made = str(live.host.post("/api/events", json=body).json()["id"])
    live.host.post(f"/api/events/{made}/publish")
    saved = live.host.put(
        f"/api/events/{made}/seating-plan", content=json.dumps(hall()),
        headers={"content-type": "application/json", "prefer": "return=minimal"},
    )  # fmt: skip
    assert saved.json()["seats"] == 5000
    return made


@pytest.fixture
def page(browser: Browser, live: Running, event_id: str) -> Page:
    context = browser.new_context(viewport={"width": 1280, "height": 860}, reduced_motion="reduce")
    logged_in(context, live.url)
    page = context.new_page()
    page.goto(f"{live.url}/events/{event_id}/seating")
    expect(page.locator("[data-seat-canvas] canvas")).to_be_visible()
    return page


def chosen(page: Page, seat: str) -> Any:
    return page.get_by_role("heading", name=re.compile(f"Seat {seat}$"))


def test_mouse_comes_nearer_by_the_block_and_picks_a_seat(page: Page) -> None:
    box = page.locator("[data-seat-canvas]").bounding_box()
    assert box
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    # the third block stands in the middle: the first press shows it, the next comes nearer to the seat,
    # which is then big enough to be picked
    page.mouse.click(*middle)
    seat = (middle[0] + 5, middle[1] + 40 * box["width"] / 2560)
    page.mouse.click(*seat)
    page.mouse.click(*middle)
    expect(page.get_by_role("heading", name=re.compile("Seat B3"))).to_be_visible()
    expect(page.locator("button[aria-pressed=true][data-seat]")).to_have_count(1)


def test_keys_walk_from_seat_to_seat_and_see_what_others_take(
    page: Page, live: Running, event_id: str
) -> None:
    first = page.locator("button[data-seat][tabindex='0']")
    first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    focused = page.locator("button[data-seat]:focus")
    expect(focused).to_have_attribute("aria-label", re.compile("Seat B1 2-3, .*free"))
    page.keyboard.press("Enter")
    expect(chosen(page, "B1 2-3")).to_be_visible()
    expect(focused).to_have_attribute("aria-pressed", "true")

    seats = live.host.get(f"/api/events/{event_id}/seats/geometry").json()["seats"]
    taken = next(seat[0] for seat in seats if seat[1] == "B1 2-3")
    held = live.host.post(f"/api/events/{event_id}/holds", json={"seat_ids": [taken]})
    assert held.status_code == 201
    expect(focused).to_have_attribute("aria-label", re.compile("picked|held"), timeout=5000)


def test_list_leads_by_section_and_row_to_every_seat(page: Page) -> None:
    page.get_by_role("radio", name="List").click(force=True)
    page.get_by_label("Section").click()
    page.get_by_role("option", name=re.compile("Block 4")).click()
    page.get_by_label("Table or row").click()
    page.get_by_role("option", name=re.compile("Row B4 20")).click()
    seat = page.get_by_role("button", name=re.compile("Seat B4 20-50,"))
    seat.click()
    expect(chosen(page, "B4 20-50")).to_be_visible()
    expect(seat).to_have_attribute("aria-pressed", "true")


def test_builder_draws_a_large_plan_on_a_canvas_and_moves_its_rows(
    page: Page, live: Running, event_id: str
) -> None:
    page.goto(f"{live.url}/events/{event_id}/seating/plan")
    expect(page.locator("[data-seat-canvas] canvas")).to_be_visible()
    sheet = page.get_by_role("application")
    assert sheet.locator("path").count() < 20
    for _ in range(2):  # Tab goes from one thing to the next
        sheet.press("Tab")
    expect(page.get_by_role("heading", name="Row 1, 50 seats, Block 2")).to_be_visible()

    box = sheet.locator("rect").last.bounding_box()
    assert box
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0], middle[1] - 40, steps=4)
    page.mouse.up()
    expect(page.get_by_text("Saved")).to_be_visible()

    def tops() -> set[float]:
        seats = live.host.get(f"/api/events/{event_id}/seats/geometry").json()["seats"]
        return {seat[6] for seat in seats if seat[1].startswith("B2 1-")}

    wait_until(lambda: max(tops()) < 0)
    page.keyboard.press("Control+z")
    wait_until(lambda: tops() == {0})
