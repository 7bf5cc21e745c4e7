"""An organizer draws a plan with mouse and keys, brings one from pretix, and restores a version."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.running import Running, logged_in
from tests.plan.test_plans import PRETIX
from tests.support import wait_until

pytestmark = pytest.mark.browser


@pytest.fixture
def event_id(live: Running) -> str:
    body = {"title": "A hall of our own", "starts_at": "2031-05-01T18:00:00Z", "timezone": "UTC"}
    made = live.host.post("/api/events", json=body).json()
    return str(made["id"])


def seats_of(live: Running, event_id: str) -> list[str]:
    plan = live.host.get(f"/api/events/{event_id}/seating-plan").json()
    return [seat["seat_number"] for seat in plan["seats"]]


def open_builder(browser: Browser, live: Running, event_id: str) -> Page:
    context = browser.new_context(viewport={"width": 1280, "height": 860})
    logged_in(context, live.url)
    page = context.new_page()
    page.goto(f"{live.url}/events/{event_id}/seating/plan")
    expect(sheet(page)).to_be_visible()
    return page


def sheet(page: Page) -> Any:
    return page.locator("svg[role=application]")


def test_plan_is_drawn_kept_imported_and_restored(
    browser: Browser, live: Running, event_id: str, tmp_path: Path
) -> None:
    page = open_builder(browser, live, event_id)
    box = sheet(page).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    # a row with the mouse, a table with the keys, a stage by its button
    page.get_by_role("radio", name="Row of seats").click()
    page.mouse.move(x - 150, y + 100)
    page.mouse.down()
    page.mouse.move(x, y + 100)
    page.mouse.move(x + 150, y + 100)
    page.mouse.up()
    expect(page.get_by_role("heading", name="Row A")).to_be_visible()
    sheet(page).focus()
    page.keyboard.press("t")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Table 1, 8 seats")).to_be_visible()
    for _ in range(3):
        page.keyboard.press("Shift+ArrowLeft")
    page.get_by_role("radio", name="Stage").click()
    page.get_by_role("button", name="Center it").click()
    sheet(page).focus()
    page.keyboard.press("Shift+ArrowUp")
    # numbers from the middle, the seats by Tab, one of them accessible
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+Shift+z")
    page.get_by_role("radio", name="Show as list").click()
    page.get_by_role("button", name="Row A").click()
    page.get_by_role("radio", name="Details").click()
    page.get_by_label("Seats", exact=True).fill("6")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Numbered").click()
    page.get_by_role("option", name="Odd left, even right").click()
    wait_until(lambda: len(seats_of(live, event_id)) == 14, limit=15)
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()

    numbers = [number for number in seats_of(live, event_id) if number.startswith("A")]
    assert numbers == ["A5", "A3", "A1", "A2", "A4", "A6"]
    page.reload()
    expect(sheet(page)).to_be_visible()
    sheet(page).focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    either = page.get_by_role("heading", name="Table 1, 8 seats")
    expect(either.or_(page.get_by_role("heading", name="Row A, 6 seats"))).to_be_visible()

    # a plan of another program in its place
    file = tmp_path / "opera.json"
    file.write_text(json.dumps(PRETIX))
    page.get_by_role("button", name="Plan files").click()
    with page.expect_file_chooser() as choosing:
        page.get_by_role("button", name="Choose file").click()
    choosing.value.set_files(file)
    expect(page.get_by_role("heading", level=1, name="Opera")).to_be_visible()
    assert seats_of(live, event_id) == ["A1", "A2", "Balcony A1"]

    # and the version before it again
    page.get_by_role("button", name="Versions").click()
    page.get_by_role("button", name="Restore").first.click()
    wait_until(lambda: len(seats_of(live, event_id)) == 14, limit=15)
    page.context.close()


def test_who_would_lose_a_seat_is_asked_about(
    browser: Browser, live: Running, event_id: str
) -> None:
    path = f"/api/events/{event_id}"
    seats = [
        {"seat_number": f"A{n}", "row": "A", "line": "a", "number": str(n), "x": n * 60, "y": 0}
        for n in range(1, 5)
    ]
    plan = {"name": "Small", "rows": [{"id": "a", "label": "A", "spacing": 60}], "seats": seats}
    assert live.host.put(f"{path}/seating-plan", json=plan).status_code == 200
    guest = live.host.post(f"{path}/guests", json={"name": "Rosa Sits"}).json()
    last = live.host.get(f"{path}/seats").json()["seats"][-1]
    seated = live.host.put(f"{path}/guests/{guest['id']}", json={"seat_id": last["id"]})
    assert seated.status_code == 200, seated.text
    page = open_builder(browser, live, event_id)

    sheet(page).focus()
    page.keyboard.press("Tab")
    page.get_by_label("Seats", exact=True).fill("3")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("alertdialog")
    expect(dialog.get_by_text("Rosa Sits")).to_be_visible()
    assert len(seats_of(live, event_id)) == 4
    dialog.get_by_role("button", name="Undo my change").click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    assert len(seats_of(live, event_id)) == 4

    page.get_by_label("Seats", exact=True).fill("3")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Save and free the seat").click()
    wait_until(lambda: len(seats_of(live, event_id)) == 3, limit=15)
    row = live.host.get(f"{path}/guests/{guest['id']}").json()
    assert row["seat_number"] is None
    page.context.close()


def test_what_cannot_be_saved_is_kept_on_the_device(
    browser: Browser, live: Running, event_id: str
) -> None:
    page = open_builder(browser, live, event_id)

    page.context.set_offline(True)
    sheet(page).focus()
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    expect(page.get_by_text("No connection. Saved on this device.")).to_be_visible()
    page.context.set_offline(False)

    wait_until(lambda: len(seats_of(live, event_id)) == 60, limit=20)
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    page.context.close()
