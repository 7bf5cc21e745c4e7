"""A phone becomes a door device by its link, scans without a log-in, and is told when that ends."""

import json
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.running import Running, logged_in
from tests.e2e.test_offline import PHONE, event_id, guest, scan

__all__ = ["event_id"]

QUEUE_OF_BEFORE = """
([eventId, ticket]) => new Promise((resolve, reject) => {
  const asked = indexedDB.open("convite-door", 10);
  asked.onupgradeneeded = () => {
    const queue = asked.result.createObjectStore("queue", { keyPath: "nonce" });
    queue.createIndex("eventId", "eventId");
    queue.createIndex("addedAt", "addedAt");
    asked.result.createObjectStore("rosters", { keyPath: "eventId" });
    asked.result.createObjectStore("keys", { keyPath: "name" });
  };
  asked.onerror = () => reject(asked.error);
  asked.onsuccess = () => {
    const work = asked.result.transaction("queue", "readwrite");
    const scan = { nonce: "of before", ticket, direction: "in", verdict: "ok", at: "2026-01-01T10:00:00Z" };
    work.objectStore("queue").put({ nonce: "of before", eventId, addedAt: 1, state: "waiting", scan });
    work.oncomplete = () => { asked.result.close(); resolve(true); };
  };
})
"""
KEPT = """
() => new Promise((resolve, reject) => {
  const asked = indexedDB.open("convite-door");
  asked.onerror = () => reject(asked.error);
  asked.onsuccess = () => {
    const found = asked.result.transaction("queue").objectStore("queue").getAll();
    found.onsuccess = () => {
      asked.result.close();
      resolve(found.result.map((row) => JSON.stringify(row)));
    };
  };
})
"""


def pair(live: Running, event_id: str, **values: Any) -> dict[str, Any]:
    made = live.host.post(f"/api/events/{event_id}/devices", json={"name": "Front phone", **values})
    device: dict[str, Any] = made.json()
    return device


def opened(browser: Browser, url: str) -> tuple[BrowserContext, Page]:
    """A phone without any log-in opens a link."""
    context = browser.new_context(viewport=PHONE, has_touch=True, accept_downloads=True)
    page = context.new_page()
    page.goto(url)
    expect(page.get_by_text("Online")).to_be_visible(timeout=15_000)
    expect(page.get_by_text("Guest list from")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    return context, page


def test_paired_phone_scans_is_revoked_and_keeps_its_queue(
    live: Running, browser: Browser, event_id: str
) -> None:
    rosa, leo = guest(live, event_id, "Rosa"), guest(live, event_id, "Leo")
    gate = live.host.post(f"/api/events/{event_id}/gates", json={"name": "North"}).json()
    device = pair(live, event_id, gate_id=gate["id"])
    context, page = opened(browser, device["url"])

    assert device["key"] not in page.url
    expect(page.get_by_text("Front phone")).to_be_visible()
    expect(page.get_by_role("button", name="North")).to_be_visible()
    expect(page.get_by_text("Close check-in")).to_have_count(0)
    scan(page, rosa["qr"])
    expect(page.get_by_role("alert")).to_contain_text("Welcome")
    page.get_by_role("button", name="Next").tap()
    page.reload()
    expect(page.get_by_text("Front phone")).to_be_visible(timeout=15_000)

    context.set_offline(True)
    scan(page, leo["qr"])
    expect(page.get_by_role("alert")).to_contain_text("Queued")
    page.get_by_role("button", name="Next").tap()
    kept = page.evaluate(KEPT)
    assert len(kept) == 1
    assert leo["qr"] not in kept[0]
    live.host.delete(f"/api/events/{event_id}/devices/{device['id']}")
    context.set_offline(False)

    ended = page.get_by_role("alert").filter(has_text="This device's access has ended")
    expect(ended).to_be_visible(timeout=15_000)
    expect(ended).to_contain_text("1 scan is queued")
    expect(page.get_by_label("Type the code")).to_have_count(0)
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save as JSON").tap()
    document = json.loads(saving.value.path().read_text("utf-8-sig"))
    assert document["scans"][0]["scan"]["ticket"] == leo["qr"]
    logged_in(context, live.url)
    page.get_by_role("button", name="Log in and send").tap()
    page.goto(f"{live.url}/door/{event_id}")
    expect(page.get_by_text("0 queued")).to_be_visible(timeout=15_000)
    expect(page.get_by_text("Guest list from")).to_be_visible()
    listed = live.host.get(f"/api/events/{event_id}/attendees").json()["items"]
    assert [one["attendance"] for one in listed] == ["checked_in", "checked_in"]
    trail = live.host.get("/api/activity", params={"event": event_id, "action": "guest_checked_in"})
    assert trail.json()["items"][-1]["actor"]["name"] == "Front phone"
    context.close()


def test_scans_queued_by_the_version_before_are_sent(
    live: Running, browser: Browser, event_id: str
) -> None:
    """What lies in clear from before is sealed while it waits, and arrives."""
    rosa = guest(live, event_id, "Rosa")
    device = pair(live, event_id)
    context = browser.new_context(viewport=PHONE, has_touch=True)
    page = context.new_page()
    page.goto(f"{live.url}/login")
    assert page.evaluate(QUEUE_OF_BEFORE, [event_id, rosa["qr"]])
    page.route("**/checkins", lambda route: route.abort())

    page.goto(device["url"])
    expect(page.get_by_text("1 queued")).to_be_visible(timeout=15_000)
    [kept] = page.evaluate(KEPT)
    assert rosa["qr"] not in kept
    page.unroute("**/checkins")

    expect(page.get_by_text("0 queued")).to_be_visible(timeout=15_000)
    [row] = live.host.get(f"/api/events/{event_id}/attendees").json()["items"]
    assert row["attendance"] == "checked_in"
    assert page.evaluate(KEPT) == []
    context.close()


def test_refused_walk_in_is_shown_saved_and_let_go(
    live: Running, browser: Browser, event_id: str
) -> None:
    """The house filled up while the network was away: the page says so, and forgets nothing by itself."""
    live.host.patch(f"/api/events/{event_id}", json={"capacity": 1})
    context, page = opened(browser, pair(live, event_id)["url"])
    context.set_offline(True)
    page.get_by_role("button", name="Walk-in").tap()
    expect(page.get_by_text("checked whether the event is full")).to_be_visible()
    page.get_by_label("Walk-in name").fill("=Wim Walk")
    page.get_by_role("button", name="Let in").tap()
    expect(page.get_by_role("alert")).to_contain_text("If the event is full by then")
    page.get_by_role("button", name="Next").tap()
    guest(live, event_id, "Rosa")

    context.set_offline(False)

    expect(page.get_by_text("1 refused")).to_be_visible(timeout=15_000)
    refused = page.get_by_role("region", name="Refused scans")
    expect(refused).to_contain_text("The event is full.")
    expect(refused.get_by_role("button", name="Delete")).to_have_count(0)
    with page.expect_download() as saving:
        refused.get_by_role("button", name="Save as CSV").tap()
    table = saving.value.path().read_text("utf-8-sig")
    assert "'=Wim Walk" in table
    assert "The event is full." in table
    page.reload()
    expect(page.get_by_text("1 refused")).to_be_visible(timeout=15_000)
    with page.expect_download():
        refused.get_by_role("button", name="Save as JSON").tap()
    refused.get_by_role("button", name="Delete", exact=True).tap()
    expect(refused).to_have_count(0)
    assert page.evaluate(KEPT) == []
    context.close()
