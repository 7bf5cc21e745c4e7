"""The door without the network: scans are queued, survive the page, and arrive; conflicts are shown."""

from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.running import Running, logged_in

PHONE: Any = {"width": 360, "height": 740}


@pytest.fixture
def event_id(live: Running) -> str:
    body = {
        "title": "Fiesta sin red",
        "starts_at": "2031-05-01T18:00:00+02:00",
        "timezone": "Europe/Madrid",
    }
    made = live.host.post("/api/events", json=body).json()
    live.host.post(f"/api/events/{made['id']}/publish")
    return str(made["id"])


def guest(live: Running, event_id: str, name: str) -> dict[str, Any]:
    """Somebody going: their ticket."""
    body = {"label": name, "guests": [{"first_name": name, "last_name": "Núñez"}]}
    made = live.host.post(f"/api/events/{event_id}/invitations", json=body).json()
    attendee = made["guests"][0]["id"]
    said = {"guests": [{"id": attendee, "status": "accepted"}]}
    live.host.put(f"/api/rsvp/{made['code']}", json=said)
    ticket: dict[str, Any] = live.host.get(f"/api/attendees/{attendee}/ticket").json()
    return ticket


def door(browser: Browser, live: Running, event_id: str) -> tuple[BrowserContext, Page]:
    context = browser.new_context(viewport=PHONE, has_touch=True)
    logged_in(context, live.url)
    page = context.new_page()
    page.goto(f"{live.url}/door/{event_id}")
    expect(page.get_by_text("Online")).to_be_visible(timeout=15_000)
    expect(page.get_by_text("Guest list from")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    return context, page


def scan(page: Page, text: str) -> None:
    page.get_by_label("Type the code").fill(text)
    page.keyboard.press("Enter")


def test_scans_without_the_network_survive_the_page_and_arrive(
    live: Running, browser: Browser, event_id: str
) -> None:
    rosa, leo = guest(live, event_id, "Rosa"), guest(live, event_id, "Leo")
    context, page = door(browser, live, event_id)
    context.set_offline(True)

    scan(page, rosa["qr"])

    verdict = page.get_by_role("alert")
    expect(verdict).to_contain_text("Queued")
    expect(verdict).to_contain_text("Rosa")
    page.get_by_role("button", name="Next").tap()
    expect(page.get_by_text("1 queued")).to_be_visible()
    scan(page, rosa["qr"][:-3] + "AAA")
    expect(page.get_by_role("alert")).to_contain_text("Not found")
    page.close()

    page = context.new_page()
    page.goto(f"{live.url}/door/{event_id}")
    expect(page.get_by_text("1 queued")).to_be_visible(timeout=15_000)
    scan(page, rosa["qr"])
    expect(page.get_by_role("alert")).to_contain_text("Already inside")
    page.get_by_role("button", name="Next").tap()
    context.set_offline(False)
    expect(page.get_by_text("0 queued")).to_be_visible(timeout=15_000)
    expect(page.get_by_text("Online")).to_be_visible()
    scan(page, leo["qr"])
    expect(page.get_by_role("alert")).to_contain_text("Welcome")
    listed = live.host.get(f"/api/events/{event_id}/attendees").json()["items"]
    assert [one["attendance"] for one in listed] == ["checked_in", "checked_in"]
    context.close()


def test_conflict_is_shown_at_both_doors(live: Running, browser: Browser, event_id: str) -> None:
    rosa = guest(live, event_id, "Rosa")
    first, one = door(browser, live, event_id)
    second, two = door(browser, live, event_id)
    first.set_offline(True)
    scan(one, rosa["qr"])
    expect(one.get_by_role("alert")).to_contain_text("Queued")
    scan(two, rosa["qr"])
    expect(two.get_by_role("alert")).to_contain_text("Welcome")
    for page in (one, two):
        page.get_by_role("button", name="Next").tap()

    first.set_offline(False)

    expect(one.get_by_text("0 queued")).to_be_visible(timeout=15_000)
    for page in (one, two):
        expect(page.get_by_text("Checked in twice")).to_be_visible(timeout=5_000)
    two.get_by_role("button", name="Mark as resolved").tap()
    expect(one.get_by_text("Checked in twice")).to_be_hidden(timeout=10_000)
    first.close()
    second.close()


def test_walk_in_without_the_network_arrives(
    live: Running, browser: Browser, event_id: str
) -> None:
    context, page = door(browser, live, event_id)
    context.set_offline(True)

    page.get_by_role("button", name="Walk-in").tap()
    page.get_by_label("Walk-in name").fill("Wanda Walk")
    page.get_by_role("button", name="Let in").tap()

    expect(page.get_by_role("alert")).to_contain_text("Queued")
    page.get_by_role("button", name="Next").tap()
    context.set_offline(False)
    expect(page.get_by_text("0 queued")).to_be_visible(timeout=15_000)
    [row] = live.host.get(f"/api/events/{event_id}/attendees").json()["items"]
    assert (row["name"], row["door"], row["attendance"]) == ("Wanda Walk", "walk_in", "checked_in")
    context.close()


def test_ticket_made_anew_is_refused_without_the_network_after_one_look(
    live: Running, browser: Browser, event_id: str
) -> None:
    """Bar 19: one look at the list, and the old text lets nobody in; the new one does."""
    rosa = guest(live, event_id, "Rosa")
    context, page = door(browser, live, event_id)

    fresh = live.host.post(f"/api/tickets/{rosa['id']}/reissue").json()
    for _ in range(2):  # the answer to the first is on the device when the second is asked
        with page.expect_request(lambda request: "roster?since" in request.url):
            pass
    context.set_offline(True)

    scan(page, rosa["qr"])
    expect(page.get_by_role("alert")).to_contain_text("No longer valid")
    page.get_by_role("button", name="Next").tap()
    scan(page, fresh["qr"])
    expect(page.get_by_role("alert")).to_contain_text("Queued")
    context.close()


def test_page_killed_while_it_uploads_loses_nothing_and_sends_nothing_twice(
    live: Running, browser: Browser, event_id: str
) -> None:
    """Bar 18: the server has the scans, the page never heard so; the next page sends them again."""
    people = [guest(live, event_id, name) for name in ("Rosa", "Leo", "Ana")]
    context, page = door(browser, live, event_id)
    context.set_offline(True)
    for ticket in people:
        scan(page, ticket["qr"])
        expect(page.get_by_role("alert")).to_contain_text("Queued")
        page.get_by_role("button", name="Next").tap()
    expect(page.get_by_text("3 queued")).to_be_visible()

    reached = []

    def cut(route: Any) -> None:
        """The request arrives, its answer doesn't."""
        reached.append(route.fetch().status)
        route.abort()

    context.route("**/checkins", cut)
    context.set_offline(False)
    page.wait_for_event("requestfailed", lambda request: request.url.endswith("/checkins"))
    page.close(run_before_unload=False)
    context.unroute("**/checkins")
    page = context.new_page()
    page.goto(f"{live.url}/door/{event_id}")

    expect(page.get_by_text("0 queued")).to_be_visible(timeout=15_000)
    expect(page.get_by_text("Online")).to_be_visible(timeout=15_000)
    assert reached[0] == 200
    listed = live.host.get(f"/api/events/{event_id}/attendees").json()["items"]
    assert [one["attendance"] for one in listed] == ["checked_in"] * 3
    trail = live.host.get("/api/activity", params={"event": event_id, "action": "guest_checked_in"})
    assert len(trail.json()["items"]) == 3
    assert live.host.get(f"/api/events/{event_id}/checkins/conflicts").json()["items"] == []
    context.close()
