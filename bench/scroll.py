"""The guest page of a hundred thousand guests, scrolled from end to end in headless Chromium."""

import asyncio
from typing import Any

from playwright.sync_api import Page, sync_playwright

from bench.canvas import EMPTY, frames_of
from bench.people import put_people
from bench.rig import PASSWORD, make_event, register, rig
from bench.table import Row

PEOPLE = 100_000
HOST = "scroll@example.com"
#: Milliseconds a task may take before a person notices.
JANK = 50

#: Notes every task over 50 ms from now on: browsers call those long tasks.
WATCH = """
() => {
  window.late = [];
  new PerformanceObserver((list) => list.getEntries().forEach((one) => window.late.push(one.duration)))
    .observe({ type: 'longtask' });
}
"""
#: Scrolls by so much a frame: a finger's speed, a thumb's flick, or to anywhere.
SCROLL = """
async ([kind, frames]) => {
  const end = document.documentElement.scrollHeight - window.innerHeight;
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  for (let n = 0; n < frames; n++) {
    if (kind === 'jump') { if (n % 30 === 0) window.scrollTo(0, (end * (n + 30)) / frames); }
    else window.scrollBy(0, kind === 'flick' ? 900 : 40);
    await frame();
  }
}
"""


def scrolled(page: Page, kind: str, frames: int) -> tuple[list[float], list[float]]:
    """Milliseconds between frames, and of tasks over 50 ms, while the page is scrolled."""
    page.evaluate("() => { window.late = []; }")
    taken = frames_of(page, kind, frames, SCROLL)
    page.wait_for_timeout(300)
    return taken, list(page.evaluate("() => window.late"))


def judged(what: str, taken: list[float], late: list[float]) -> Row:
    """A row: how many tasks were late, the longest, and the longest frame."""
    longest = max(late, default=0)
    measured = (
        f"{len(late)} tasks over {JANK} ms, the longest {longest:.0f} ms; "
        f"longest of {len(taken)} frames {max(taken):.0f} ms"
    )
    return Row(what, measured, f"no task over {JANK} ms", not late)


def measure(people: int = PEOPLE) -> list[Row]:
    """The rows of the table."""
    # The suite's own way to a browser.
    from tests.e2e.running import chromium

    with rig() as made:
        headers = register(made, HOST)
        event_id = make_event(made, headers)
        asyncio.run(put_people(made, event_id, people))
        with sync_playwright() as playwright:
            browser = chromium(playwright)
            context = browser.new_context(viewport={"width": 1280, "height": 860})
            body: dict[str, Any] = {"email": HOST, "password": PASSWORD}
            assert context.request.post(f"{made.url}/api/auth/login", data=body).ok
            page = context.new_page()
            page.goto(f"{made.url}/events/{event_id}/guests")
            page.locator(f"table[aria-rowcount='{people + 1}'] tbody tr:not([aria-hidden])").nth(
                9
            ).wait_for()
            page.evaluate(WATCH)
            slow = scrolled(page, "slow", 240)
            flicked = scrolled(page, "flick", 240)
            jumped = scrolled(page, "jump", 300)
            empty = frames_of(page, "empty", 120, EMPTY)
            shown = page.locator("tbody tr, [role=row]").count()
            browser.close()
    what = f"the guest page of {people:,} guests"
    return [
        judged(f"{what}: scrolled slowly", *slow),
        judged(f"{what}: flicked", *flicked),
        judged(f"{what}: jumped to ten places", *jumped),
        Row(
            f"{what}: rows in the page, and the longest of 120 empty frames",
            f"{shown}, {max(empty):.0f} ms", "≤ 200 rows", shown <= 200,
        ),
    ]  # fmt: skip


if __name__ == "__main__":
    for row in measure():
        print(row)
