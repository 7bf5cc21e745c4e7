"""Plans of five and of sixty thousand seats in headless Chromium, its CPU slowed four times."""

import json
import statistics
from typing import Any

import httpx2
from playwright.sync_api import CDPSession, Page, sync_playwright

from bench.rig import PASSWORD, Rig, make_event, register, rig
from bench.table import Row

SLOWER = 4
HOST = "canvas@example.com"
#: Frames of these milliseconds are forty a second.
FRAME = 1000 / 40

#: Counts the time between frames while the page's own events move the plan.
COUNT = """
() => {
  window.frames = [];
  let before = performance.now();
  const next = (now) => { window.frames.push(now - before); before = now; window.counting = requestAnimationFrame(next); };
  window.counting = requestAnimationFrame((now) => { before = now; window.counting = requestAnimationFrame(next); });
}
"""
STOP = "() => { cancelAnimationFrame(window.counting); return window.frames; }"
#: Moves the plan for so many frames as a hand would: one pointer event or turn of the wheel a frame.
MOVE = """
async ([kind, frames]) => {
  const canvas = document.querySelector('[data-seat-canvas] canvas');
  const box = canvas.getBoundingClientRect();
  const [mx, my] = [box.left + box.width / 2, box.top + box.height / 2];
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const point = (type, x, y) => canvas.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerId: 1, pointerType: 'mouse', clientX: x, clientY: y }));
  canvas.setPointerCapture = () => undefined;
  if (kind === 'pan') point('pointerdown', mx, my);
  for (let n = 0; n < frames; n++) {
    if (kind === 'pan') point('pointermove', mx + 260 * Math.sin(n / 18), my + 150 * Math.sin(n / 11));
    else canvas.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, clientX: mx, clientY: my, deltaY: kind === 'in' ? -14 : 14 }));
    await frame();
  }
  if (kind === 'pan') point('pointerup', mx, my);
}
"""
#: The same on the plan builder's sheet, where a touch pad's small turns go along and a pinch comes nearer.
MOVE_SHEET = """
async ([kind, frames]) => {
  const sheet = document.querySelector('svg[role=application]');
  const box = sheet.getBoundingClientRect();
  const at = { bubbles: true, cancelable: true, clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 };
  for (let n = 0; n < frames; n++) {
    const turn = kind === 'pan' ? { deltaX: 25 * Math.sin(n / 18), deltaY: 20 * Math.sin(n / 11) } : { ctrlKey: true, deltaY: kind === 'in' ? -28 : 28 };
    sheet.dispatchEvent(new WheelEvent('wheel', { ...at, ...turn }));
    await new Promise((done) => requestAnimationFrame(done));
  }
}
"""
#: Nothing but frames: what this machine gives at this moment.
EMPTY = "async ([, frames]) => { for (let n = 0; n < frames; n++) await new Promise((done) => requestAnimationFrame(done)); }"
#: Milliseconds from the navigation's start to the first painted frame with seats on it.
PAINTED = """
() => new Promise((done) => {
  const look = () => {
    const canvas = document.querySelector('[data-seat-canvas] canvas');
    if (!canvas || !canvas.width) return requestAnimationFrame(look);
    requestAnimationFrame((now) => done(now));
  };
  look();
})
"""


def stadium(sections: int, rows: int, seats: int) -> bytes:
    """A plan of blocks around a pitch, as a body; each section a zone of straight rows."""
    across = max(2, round(sections**0.5 * 1.3))
    zones, lines, places = [], [], []
    for z in range(sections):
        left, top = z % across * (seats + 6) * 50.0, z // across * (rows + 5) * 80.0
        zones.append({"id": f"z{z}", "name": f"Block {z + 1}", "prefix": f"B{z + 1}"})
        for r in range(rows):
            line = f"z{z}r{r}"
            lines.append({"id": line, "zone": f"z{z}", "label": str(r + 1)})
            places += [
                {
                    "seat_number": f"B{z + 1} {r + 1}-{n + 1}", "guid": f"{line}s{n}", "line": line,
                    "row": f"B{z + 1} {r + 1}", "number": str(n + 1), "x": left + n * 50, "y": top + r * 80,
                }
                for n in range(seats)
            ]  # fmt: skip
    return json.dumps({"name": "Bowl", "zones": zones, "rows": lines, "seats": places}).encode()


def make_plan(made: Rig, headers: dict[str, str], body: bytes) -> str:
    """An event with this plan."""
    event_id = make_event(made, headers)
    told = {**headers, "content-type": "application/json", "prefer": "return=minimal"}
    answer = httpx2.put(
        f"{made.url}/api/events/{event_id}/seating-plan", content=body, headers=told, timeout=120
    )
    answer.raise_for_status()
    return event_id


def open_map(page: Page, devtools: CDPSession, address: str) -> tuple[float, float]:
    """Opens the page slowed down; seconds until the seats are there since the page, and since their answer."""
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="commit")
    painted = page.evaluate(PAINTED)
    answered = page.evaluate(
        "() => Math.max(...performance.getEntriesByType('resource')"
        ".filter((one) => one.name.endsWith('/seats/status')).map((one) => one.responseEnd))"
    )
    return painted / 1000, (painted - answered) / 1000


def frames_of(page: Page, kind: str, count: int, move: str = MOVE) -> list[float]:
    """Milliseconds between frames while one moves."""
    page.evaluate(COUNT)
    page.evaluate(move, [kind, count])
    return list(page.evaluate(STOP))


def judged(what: str, frames: list[float], empty: list[float]) -> Row:
    """A row: frames a second, how many took longer than forty a second allow, and the mean's share of empty frames'."""
    median = 1000 / statistics.median(frames)
    mean = 1000 / statistics.fmean(frames)
    late = sum(one > FRAME * 1.02 for one in frames) / len(frames)
    share = mean * statistics.fmean(empty) / 1000
    measured = (
        f"median {median:.0f}, mean {mean:.0f} frames/s, {share:.2f} of an empty page's;"
        f" {late:.1%} of {len(frames)} slower than 40"
    )
    return Row(what, measured, "≥ 40 frames/s", median >= 40 and mean >= 40)


def measure() -> list[Row]:
    """The rows of the table."""
    # The suite's own way to a browser.
    from tests.e2e.running import chromium

    with rig() as made, sync_playwright() as playwright:
        headers = register(made, HOST)
        small = make_plan(made, headers, stadium(5, 20, 50))
        large = make_plan(made, headers, stadium(40, 30, 50))
        browser = chromium(playwright)
        context = browser.new_context(viewport={"width": 1280, "height": 860})
        body: dict[str, Any] = {"email": HOST, "password": PASSWORD}
        assert context.request.post(f"{made.url}/api/auth/login", data=body).ok
        page = context.new_page()
        devtools = context.new_cdp_session(page)
        open_map(page, devtools, f"{made.url}/events/{small}/seating")
        whole, painted = open_map(page, devtools, f"{made.url}/events/{small}/seating")
        opened, _ = open_map(page, devtools, f"{made.url}/events/{large}/seating")
        page.wait_for_timeout(1500)
        zoomed_in = frames_of(page, "in", 70)
        panned = frames_of(page, "pan", 240)
        zoomed_out = frames_of(page, "out", 70)
        panned += frames_of(page, "pan", 120)
        empty = frames_of(page, "empty", 120, EMPTY)
        page.goto(f"{made.url}/events/{large}/seating/plan")
        page.wait_for_selector("[data-seat-canvas] canvas")
        page.wait_for_timeout(3000)
        drawn = {
            kind: frames_of(page, kind, count, MOVE_SHEET)
            for kind, count in (("in", 70), ("pan", 240), ("out", 70))
        }
        empty += frames_of(page, "empty", 120, EMPTY)
        browser.close()
    slow = f"under {SLOWER}× slower CPU"
    return [
        Row(
            f"5,000 seats {slow}: first paint of the map, since the navigation and since the seats came",
            f"{whole:.2f} s, {painted:.2f} s", "≤ 1.5 s", whole <= 1.5,
        ),
        Row(f"60,000 seats {slow}: the map opens", f"{opened:.2f} s", "reported", True),
        judged(f"60,000 seats {slow}: panning", panned, empty),
        judged(f"60,000 seats {slow}: zooming", zoomed_in + zoomed_out, empty),
        judged(f"the plan builder with 60,000 seats {slow}: panning", drawn["pan"], empty),
        judged(f"the plan builder with 60,000 seats {slow}: zooming", drawn["in"] + drawn["out"], empty),
    ]  # fmt: skip


if __name__ == "__main__":
    for row in measure():
        print(row)
