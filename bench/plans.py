"""A plan of sixty thousand seats: saved, moved, saved again unchanged, read."""

import json
import time
from typing import Any

import httpx2
import psutil

from bench.rig import Rig, make_event, register, rig
from bench.table import Row

SEATS = 60_000


def stadium(shift: float) -> bytes:
    """The plan as a body, every seat so far to the right."""
    seats = [
        {
            "seat_number": f"{n // 200}-{n % 200}", "guid": f"g{n}", "x": n % 200 * 60.0 + shift,
            "y": n // 200 * 90.0, "line": f"l{n // 200}", "number": str(n % 200),
        }
        for n in range(SEATS)
    ]  # fmt: skip
    rows = [{"id": f"l{n}", "label": str(n)} for n in range(SEATS // 200)]
    return json.dumps({"name": "Stadium", "rows": rows, "seats": seats}).encode()


def took(client: httpx2.Client, body: bytes | None = None) -> tuple[float, Any]:
    """Seconds, and the answer."""
    started = time.perf_counter()
    if body is None:
        answer = client.get("/seating-plan")
    else:
        headers = {"content-type": "application/json", "prefer": "return=minimal"}
        answer = client.put("/seating-plan", content=body, headers=headers)
    seconds = time.perf_counter() - started
    assert answer.status_code == 200, answer.text[:500]
    return seconds, answer.json()


def memory(made: Rig) -> int:
    """Of the API, in bytes."""
    return sum(psutil.Process(process.pid).memory_info().rss for process in made.processes)


def measure() -> list[Row]:
    """The rows of the table."""
    with rig() as made:
        headers = register(made)
        event_id = make_event(made, headers)
        address = f"{made.url}/api/events/{event_id}"
        client = httpx2.Client(base_url=address, headers=headers, timeout=120)
        before = memory(made)
        added, answer = took(client, stadium(0))
        assert answer["added"] == SEATS
        moved, answer = took(client, stadium(5))
        assert answer["changed"] == SEATS
        same, _ = took(client, stadium(5))
        read, plan = took(client)
        assert len(plan["seats"]) == SEATS
        many = b'{"seats":[' + b"{}," * 10_000_000 + b"{}]}"
        grown = (memory(made) - before) / 2**20
        started = time.perf_counter()
        refused = client.put("/seating-plan", content=many)
        refusing = time.perf_counter() - started
        assert refused.status_code == 422, refused.text
        client.close()
    return [
        Row(f"a plan of {SEATS:,} seats saved for the first time", f"{added:.1f} s", "≤ 8 s", added <= 8),
        Row("the same with every seat moved", f"{moved:.1f} s", "≤ 8 s", moved <= 8),
        Row("the same unchanged, and read", f"{same:.1f} s, {read:.1f} s", "≤ 4 s each", max(same, read) <= 4),
        Row("growth of the API's memory by it", f"{grown:.0f} MB", "≤ 400 MB", grown <= 400),
        Row("ten million seats refused", f"{refusing:.1f} s", "≤ 3 s", refusing <= 3),
    ]  # fmt: skip


if __name__ == "__main__":
    for row in measure():
        print(row)
