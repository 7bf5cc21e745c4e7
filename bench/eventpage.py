"""The page of a public event: from memory, made anew each time, and how much a reader downloads."""

from pathlib import Path

import httpx2

import convite
from bench.rig import Load, Rig, in_own_process, load, make_event, register, rig
from bench.table import Row

REQUESTS, CONNECTIONS = 20_000, 64
#: Readers with a session are answered anew; fewer of them are enough to measure.
ANEW = 2_000
WORDS = "One long table, twelve places, and whatever the market has. Bring something to drink. " * 8
FONTS = Path(convite.__file__).parent / "templates" / "fonts"


def run(made: Rig, path: str, count: int, headers: dict[str, str]) -> tuple[Load, float]:
    """Opens a page so many times; the load and the microseconds of CPU that each took the server."""
    port, work = made.ports[0], [("GET", path, b"")] * count
    before = made.cpu_seconds()
    done = in_own_process(lambda: load(port, headers, work, connections=CONNECTIONS))
    assert set(done.statuses) == {200}, done.statuses
    return done, (made.cpu_seconds() - before) / count * 1_000_000


def measure() -> list[Row]:
    """The rows of the table."""
    with rig() as made:
        headers = register(made)
        faq = [{"question": f"Question {number}?", "answer": WORDS[:200]} for number in range(5)]
        page = {"faq": faq, "gift_url": "https://gifts.example/list"}
        event_id = make_event(
            made, headers, title="Dinner on the roof", description=WORDS, visibility="public",
            approval="open", capacity=80, venue_text="Calle del Olmo 4, Madrid",
            settings={"page": page},
        )  # fmt: skip
        slug = httpx2.get(f"{made.url}/api/events/{event_id}", headers=headers).json()["slug"]
        path = f"/e/{slug}"
        run(made, path, 1_000, {})
        bare, bare_cost = run(made, "/healthz", REQUESTS, {})
        kept, cost = run(made, path, REQUESTS, {})
        anew, cost_anew = run(made, path, ANEW, {"cookie": "other=1"})
        answer = httpx2.get(f"{made.url}{path}", headers={"accept-encoding": "gzip"})
    sent = int(answer.headers["content-length"])
    size = sent + sum(font.stat().st_size for font in FONTS.glob("*.woff2"))
    per_core = 1_000_000 / cost
    return [
        Row(
            "a public event's page: answers a second and core",
            f"{per_core:.0f} ({kept.rate:.0f}/s, {cost:.0f} µs CPU each; a bare answer {bare_cost:.0f} µs,"
            f" {bare.rate:.0f}/s), p95 {kept.percentile(0.95):.1f} ms at {CONNECTIONS} connections",
            "≥ 1,500", per_core >= 1_500,
        ),
        Row(
            "the same made anew, for readers with cookies",
            f"{1_000_000 / cost_anew:.0f} a second and core ({anew.rate:.0f}/s), {cost_anew / cost:.1f} times"
            " the CPU",
            "", True,
        ),
        Row(
            "the page with its fonts",
            f"{size / 1000:.0f} kB, {sent / 1000:.0f} kB of it the page compressed",
            "≤ 100 kB", size <= 100_000,
        ),
    ]  # fmt: skip
