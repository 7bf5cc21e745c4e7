"""Buyers choose seats on the live map, and tickets are sold on other sites."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.running import Running

pytestmark = pytest.mark.browser


@contextmanager
def serving(pages: dict[str, str]) -> Iterator[str]:
    """A site with one page, `pages["/"]`; another than the product's own, which is at 127.0.0.1."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages.get(self.path, "").encode()
            self.send_response(200 if body else 404)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return {}


@pytest.fixture(scope="module")
def site(pages: dict[str, str]) -> Iterator[str]:
    """A site that the event names."""
    with serving(pages) as address:
        yield address


@pytest.fixture(scope="module")
def other_site(pages: dict[str, str]) -> Iterator[str]:
    """A site that it doesn't."""
    with serving(pages) as address:
        yield address


@pytest.fixture(scope="module")
def shop(live: Running, pages: dict[str, str], site: str) -> str:
    """The address of a page that sells seats of two kinds."""
    host = live.host
    event: dict[str, Any] = host.post(
        "/api/events",
        json={
            "title": "Chamber music at the mill",
            "starts_at": "2037-03-20T19:30:00+01:00",
            "timezone": "Europe/Madrid",
            "visibility": "unlisted",
            "approval": "open",
            "settings": {"page": {"embed_on": [site]}},
        },
    ).json()
    path = f"/api/events/{event['id']}"
    seats = [
        {"seat_number": f"{row}{number}", "row": row, "category": category}
        for row, category in (("A", "vip"), ("B", "regular"))
        for number in range(1, 9)
    ]
    assert host.post(f"{path}/seats", json={"seats": seats}).status_code == 201
    for name, category, price in (("Front", "vip", 4500), ("Standard", "regular", 2500)):
        body = {"name": name, "seat_category": category, "price": price, "max_per_order": 3}
        assert host.post(f"{path}/ticket-types", json=body).status_code == 201
    assert host.post(f"{path}/publish").status_code == 200
    address = f"{live.url}/e/{host.get(path).json()['slug']}/tickets"
    pages["/"] = (
        f'<!doctype html><html lang="en"><title>Club</title>'
        f'<a class="convite-tickets" href="{address}">Get tickets</a>'
        f'<script src="{live.url}/embed.js"></script>'
    )
    return address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def seat(page: Page, label: str) -> Any:
    return page.locator(f"#shop-map g[role=button][aria-label^='Seat {label},']")


def test_buyer_takes_seats_on_the_map_that_others_see_held(
    browser: Browser, page: Page, shop: str
) -> None:
    other = browser.new_context(viewport={"width": 1000, "height": 800})
    rival = other.new_page()
    rival.goto(shop)
    page.goto(shop)
    expect(page.locator("#shop-map")).to_contain_text("Each adds a ticket")
    expect(page.locator(".offers noscript").first).not_to_be_visible()
    seat(page, "A3").press("Enter")
    seat(page, "B4").press("Enter")

    # a tapped seat chooses its ticket, and others see it held at once
    expect(page.get_by_label("How many: Front")).to_have_value("1")
    expect(page.get_by_label("How many: Standard")).to_have_value("1")
    expect(seat(rival, "A3")).to_have_attribute("aria-label", re.compile("being picked by someone"))
    expect(page.get_by_role("timer")).to_be_visible()
    # fewer tickets free their seats
    page.get_by_label("How many: Standard").select_option("0")
    expect(seat(rival, "B4")).to_have_attribute("aria-label", re.compile(", free$"))
    other.close()

    # after the total was looked at, the seat is still the buyer's
    page.get_by_role("button", name="See the total").click()
    expect(page.locator("#total")).to_contain_text("€45.00")
    expect(seat(page, "A3")).to_have_attribute("aria-label", re.compile("held for you"))
    page.get_by_label("Name *").fill("Leo Paz")
    page.get_by_label("E-mail *").fill("leo.paz@example.com")
    page.get_by_role("button", name="Order", exact=True).click()
    expect(page.get_by_text("Seat A3")).to_be_visible()

    # the order's time counts down, and can be made longer once
    expect(page.get_by_role("timer")).to_contain_text(re.compile(r"4:\d\d|5:00"))
    page.get_by_role("button", name="More time").press("Enter")
    expect(page.get_by_role("timer")).to_contain_text(re.compile(r"9:\d\d"))
    expect(page.get_by_role("button", name="More time")).to_have_count(0)


def test_listed_site_sells_tickets_above_its_page(page: Page, shop: str, site: str) -> None:
    assert shop
    page.goto(site)
    link = page.get_by_role("link", name="Get tickets")
    inside = page.frame_locator("iframe")
    # until it has been told, the script leaves the link as it is
    expect(link).to_have_attribute("data-opens", "above")
    link.press("Enter")
    expect(page.get_by_role("dialog", name="Get tickets")).to_be_visible()
    expect(inside.get_by_role("heading", name="Choose your tickets")).to_be_visible()
    expect(inside.locator("#shop-map")).to_contain_text("Each adds a ticket")
    inside.get_by_label("How many: Front").press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(link).to_be_focused()

    link.press("Enter")
    inside.get_by_label("How many: Standard").select_option("1")
    inside.get_by_label("Name *").fill("Leo Paz")
    inside.get_by_label("E-mail *").fill("leo.paz@example.com")
    inside.get_by_role("button", name="Order", exact=True).click()
    # ordering and paying leave the other site
    page.wait_for_url(re.compile("/o/"))
    expect(page.get_by_role("heading", name="How do you want to pay?")).to_be_visible()


def test_other_sites_open_a_new_tab(page: Page, shop: str, other_site: str) -> None:
    assert shop
    with page.expect_response(re.compile("/tickets/embed$")):
        page.goto(other_site)
    link = page.get_by_role("link", name="Get tickets")

    with page.expect_popup() as opened:
        link.press("Enter")

    expect(opened.value.get_by_role("heading", name="Choose your tickets")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
