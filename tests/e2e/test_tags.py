"""Wristbands at the door: bound to a ticket in the browser, refused where they are somebody else's."""

from playwright.sync_api import Browser, expect

from tests.e2e.running import Running
from tests.e2e.test_offline import door, event_id, guest, scan

__all__ = ["event_id"]


def test_tag_is_bound_refused_for_another_and_taken_off(
    live: Running, browser: Browser, event_id: str
) -> None:
    rosa, leo = guest(live, event_id, "Rosa"), guest(live, event_id, "Leo")
    context, page = door(browser, live, event_id)
    page.get_by_role("button", name="Bind tags").tap()
    desk = page.get_by_role("dialog")

    desk.get_by_label("Scan the ticket").fill(rosa["qr"])
    page.keyboard.press("Enter")
    expect(desk.get_by_text("Rosa Núñez")).to_be_visible()
    desk.get_by_label("Hold the tag").fill("04:a2:b7")
    page.keyboard.press("Enter")
    expect(desk.get_by_role("status")).to_contain_text("Rosa Núñez has the tag 04A2B7")

    desk.get_by_label("Search by name").fill("le")
    desk.get_by_role("button", name="Leo Núñez").tap()
    desk.get_by_label("Hold the tag").fill("04A2B7")
    page.keyboard.press("Enter")
    expect(desk.get_by_role("alert")).to_contain_text("This tag belongs to Rosa Núñez")
    desk.get_by_role("button", name="Someone else").tap()
    desk.get_by_role("button", name="Done").tap()
    scan(page, "04a2b7")
    expect(page.get_by_role("alert")).to_contain_text("Welcome")
    expect(page.get_by_role("alert")).to_contain_text("Rosa")
    page.get_by_role("button", name="Next").tap()

    page.get_by_role("button", name="Bind tags").tap()
    desk.get_by_label("Search by name").fill("ro")
    desk.get_by_role("button", name="Rosa Núñez").tap()
    desk.get_by_role("button", name="Remove tag").tap()
    expect(desk.get_by_role("status")).to_contain_text("The tag of Rosa Núñez was removed")
    assert live.host.get(f"/api/attendees/{leo['attendee_id']}/ticket").json()["tag_uid"] is None
    assert live.host.get(f"/api/attendees/{rosa['attendee_id']}/ticket").json()["tag_uid"] is None
    context.close()
