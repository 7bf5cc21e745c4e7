"""A hundred thousand guests from one file, over HTTP, by the worker: onto an event, into the book."""

import csv
import io
import json
import random
import statistics
import time
from dataclasses import dataclass, field

import httpx2
import psutil

from bench.rig import Rig, make_event, register, rig
from bench.table import Row

ROWS = 100_000
IDLE_ASKED = 200
FAMILIES = ("García López", "Smith", "Núñez", "O'Brien", "Öztürk", "Haddad")


def guest_file(rows: int) -> bytes:
    """Parties of one to four; every third has a note, every fourth a phone."""
    chosen = random.Random(7)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["First name", "Last name", "Email", "Phone", "Party", "Notes"])
    number, party = 0, 0
    while number < rows:
        party += 1
        family = chosen.choice(FAMILIES)
        for _ in range(min(rows - number, chosen.choice((1, 1, 2, 2, 3, 4)))):
            phone = f"+3460{number:07d}" if number % 4 == 0 else ""
            note = "" if number % 3 else "vegan"
            first, email = f"María {number}", f"guest{number}@example.com"
            writer.writerow([first, family, email, phone, f"P{party}", note])
            number += 1
    return text.getvalue().encode()


@dataclass
class Seen:
    """What was seen while a file was loaded."""

    seconds: float = 0.0
    created: int = 0
    #: Resident memory of the worker above where it began, in bytes.
    growth: int = 0
    #: Seconds that the API's answers took meanwhile.
    answers: list[float] = field(default_factory=list)


def percentile95(values: list[float]) -> float:
    """The value that 95 of 100 don't exceed."""
    return statistics.quantiles(values, n=20)[-1]


def ask(client: httpx2.Client) -> float:
    """How long the list of events takes."""
    started = time.perf_counter()
    client.get("/api/events").raise_for_status()
    return time.perf_counter() - started


def load(made: Rig, client: httpx2.Client, path: str, content: bytes) -> Seen:
    """Sends a file and watches the task that loads it."""
    worker, seen = psutil.Process(made.processes[-1].pid), Seen()
    began, peak = worker.memory_info().rss, 0
    answer = client.post(path, files={"file": ("guests.csv", content)}, timeout=120)
    answer.raise_for_status()
    started = time.perf_counter()
    while True:
        task = client.get(f"/api/tasks/{answer.json()['task_id']}").json()
        peak = max(peak, worker.memory_info().rss)
        if task["status"] not in ("queued", "running"):
            break
        seen.answers.append(ask(client))
        time.sleep(0.05)
    assert task["status"] == "done", json.dumps(task)[:500]
    seen.seconds = time.perf_counter() - started
    seen.created = task["result"]["created"]
    seen.growth = peak - began
    return seen


def measure(rows: int = ROWS) -> list[Row]:
    """The rows of the table."""
    content = guest_file(rows)
    with rig() as made:
        headers = register(made)
        event_id = make_event(made, headers)
        made.start_worker()
        client = httpx2.Client(base_url=made.url, headers=headers)
        listed = load(made, client, f"/api/events/{event_id}/guests/import", content)
        # with the guests there, since the list of events counts them
        idle = percentile95([ask(client) for _ in range(IDLE_ASKED)])
        # into another book, since the first knows them all by now
        client.headers.update(register(made, "other@example.com"))
        book = load(made, client, "/api/guests/import", content)
        client.close()
    assert (listed.created, book.created) == (rows, rows)
    busy = percentile95(listed.answers)
    fast, plain = rows / listed.seconds, rows / book.seconds
    grown = max(listed.growth, book.growth) / 2**20
    return [
        Row(f"{rows:,} guests with invitations, attendees and log", f"{fast:,.0f} rows/s", "≥ 6,000", fast >= 6000),
        Row(f"{rows:,} guests into the address book alone", f"{plain:,.0f} rows/s", "≥ 15,000", plain >= 15000),
        Row("growth of the worker's memory meanwhile", f"{grown:.0f} MB", "≤ 200 MB", grown <= 200),
        Row(
            "p95 of the API's event list meanwhile, against idle",
            f"{busy * 1000:.1f} ms against {idle * 1000:.1f} ms, {busy / idle:.1f} times",
            "≤ 3 times", busy <= 3 * idle,
        ),
    ]  # fmt: skip


if __name__ == "__main__":
    for row in measure():
        print(row)
