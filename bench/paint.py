"""The largest thing on an event's page, on a slow phone: slow 4G (1.6 Mbit/s, 150 ms) and a 4x slowed CPU."""

import os
import shutil
import statistics

import httpx2
from playwright.sync_api import Browser, sync_playwright

from bench.rig import make_event, register, rig
from bench.table import Row

VISITS = 5
#: Bits a second each way, and the round trip in milliseconds, as of Lighthouse's phone.
DOWN, UP, ROUND_TRIP, SLOWER = 1_600_000, 750_000, 150, 4
LARGEST = """() => new Promise((done) => new PerformanceObserver((list) => {
  done(list.getEntries().at(-1).startTime);
}).observe({ type: "largest-contentful-paint", buffered: true }))"""
MOST = 1500


def painted(browser: Browser, url: str) -> float:
    """Milliseconds until the largest thing is there, for somebody who comes for the first time."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    slow = {
        "offline": False,
        "latency": ROUND_TRIP,
        "downloadThroughput": DOWN / 8,
        "uploadThroughput": UP / 8,
    }
    session.send("Network.emulateNetworkConditions", slow)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(url, wait_until="networkidle")
    took = float(page.evaluate(LARGEST))
    context.close()
    return took


def measure() -> list[Row]:
    """The rows of the table."""
    path = os.environ.get("CONVITE_CHROMIUM") or shutil.which("chromium")
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with rig(apis=1) as made, sync_playwright() as playwright:
        headers = register(made)
        event_id = make_event(
            made, headers, title="Dinner on the roof", visibility="public", approval="open", capacity=12,
            venue_text="Calle del Pez 3, Madrid", description="Twelve places, one long table. " * 10,
        )  # fmt: skip
        slug = httpx2.get(f"{made.url}/api/events/{event_id}", headers=headers).json()["slug"]
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        times = [painted(browser, f"{made.url}/e/{slug}") for _ in range(VISITS)]
        browser.close()
    median = statistics.median(times)
    return [
        Row(
            "an event's page on a slow phone: largest contentful paint, median (longest)",
            f"{median:.0f} ms ({max(times):.0f} ms)",
            f"≤ {MOST} ms",
            median <= MOST,
        )
    ]


if __name__ == "__main__":
    for row in measure():
        print(row)
