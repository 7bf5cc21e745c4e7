"""A part's door: who comes to the part is let in, with the network and without it."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.running import Running
from tests.e2e.test_offline import door, scan


@pytest.fixture
def event_id(live: Running) -> str:
    body = {
        "title": "A wedding",
        "starts_at": "2031-05-01T16:00:00+02:00",
        "timezone": "Europe/Madrid",
    }
    made = live.host.post("/api/events", json=body).json()
    live.host.post(f"/api/events/{made['id']}/publish")
    return str(made["id"])


def add_part(live: Running, event: str, title: str) -> str:
    body = {"title": title, "starts_at": "2031-05-01T20:00:00+02:00"}
    return str(live.host.post(f"/api/events/{event}/parts", json=body).json()["id"])


def party(live: Running, event: str, name: str, parts: list[str]) -> Any:
    """Somebody who is invited to these parts only."""
    body = {"guests": [{"first_name": name, "last_name": "Núñez"}], "part_ids": parts}
    return live.host.post(f"/api/events/{event}/invitations", json=body).json()


def test_door_of_the_dinner_lets_in_who_is_invited_to_it_offline_too(
    live: Running, browser: Browser, event_id: str
) -> None:
    ceremony, dinner = add_part(live, event_id, "Ceremony"), add_part(live, event_id, "Dinner")
    rosa, leo = (party(live, event_id, name, [ceremony, dinner]) for name in ("Rosa", "Leo"))
    ana = party(live, event_id, "Ana", [ceremony])
    for number, came in enumerate((rosa, leo)):
        body = {"nonce": f"ceremony {number}", "code": came["short_code"], "part_id": ceremony}
        live.host.post(f"/api/events/{event_id}/checkins", json=body)
    context, page = door(browser, live, event_id)
    page.get_by_role("button", name="Part of the event").tap()
    page.get_by_role("option", name="Dinner").tap()

    scan(page, ana["short_code"])
    verdict = page.get_by_role("alert")
    expect(verdict).to_contain_text("Not invited to Dinner")
    page.get_by_role("button", name="Next").tap()
    scan(page, leo["short_code"])
    expect(verdict).to_contain_text("Welcome")
    page.get_by_role("button", name="Next").tap()
    context.set_offline(True)
    page.reload()
    expect(page.get_by_role("button", name="Part of the event")).to_contain_text("Dinner")

    scan(page, ana["short_code"])
    expect(verdict).to_contain_text("Not invited to Dinner")
    page.get_by_role("button", name="Next").tap()
    scan(page, rosa["short_code"])
    expect(verdict).to_contain_text("Queued")
    page.get_by_role("button", name="Next").tap()
    scan(page, rosa["short_code"].lower())
    expect(verdict).to_contain_text("They already came to Dinner.")
    page.get_by_role("button", name="Next").tap()
    context.set_offline(False)
    expect(page.get_by_text("0 queued")).to_be_visible(timeout=15_000)
    expect(page.get_by_text("of 2 came")).to_be_visible()

    figures = live.host.get(f"/api/events/{event_id}/stats").json()["by_part"]
    assert [(part["title"], part["came"]) for part in figures] == [("Ceremony", 2), ("Dinner", 2)]
    listed = live.host.get(f"/api/events/{event_id}/attendees").json()["items"]
    inside = {one["name"]: one["attendance"] == "checked_in" for one in listed}
    assert inside == {"Rosa Núñez": True, "Leo Núñez": True, "Ana Núñez": False}
    context.close()
