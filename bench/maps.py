"""The map of ten thousand seats: geometry by ETag, and what the live status costs."""

import time
from collections.abc import Callable, Sequence

import httpx2
import psutil

from bench.rig import Rig, make_event, make_seats, register, rig
from bench.table import Row

ASKED = 200


def server_cpu(made: Rig) -> float:
    """CPU of the API and of the database's backends so far, in seconds."""
    total = made.cpu_seconds()
    for process in psutil.process_iter(["name", "cpu_times"]):
        if process.info["name"] == "postgres":
            total += process.info["cpu_times"].user + process.info["cpu_times"].system
    return total


def cost_of(made: Rig, asks: Sequence[Callable[[], object]]) -> float:
    """Server CPU of one round of these, in ms."""
    before = server_cpu(made)
    for _ in range(ASKED):
        for ask in asks:
            ask()
    return (server_cpu(made) - before) / ASKED * 1000


def measure() -> list[Row]:
    """The rows of the table."""
    with rig() as made:
        headers = register(made)
        event_id = make_event(made, headers)
        make_seats(made, headers, event_id, 10_000)
        client = httpx2.Client(base_url=f"{made.url}/api/events/{event_id}/seats", headers=headers)
        started = time.perf_counter()
        first = client.get("/geometry")
        cold = time.perf_counter() - started
        started = time.perf_counter()
        client.get("/geometry")
        warm = time.perf_counter() - started
        again = client.get("/geometry", headers={"if-none-match": first.headers["etag"]})
        seats = [seat[0] for seat in first.json()["seats"]]
        left = iter(seats)
        holds = f"{made.url}/api/events/{event_id}/holds"

        def ask() -> object:
            return client.get("/status")

        def change() -> object:
            return client.post(holds, json={"seat_ids": [next(left)]})

        cost_of(made, [change, ask])
        quiet = cost_of(made, [ask])
        moved = cost_of(made, [change, ask]) - cost_of(made, [change])
        answer = client.get("/status")
        size = len(answer.content)
    sent = int(first.headers["content-length"])
    return [
        Row(
            "geometry of 10,000 seats: once read and compressed, then kept, then by ETag",
            f"{sent / 1024:.0f} KB; {cold * 1000:.0f} ms, {warm * 1000:.0f} ms, {again.status_code}",
            "compressed once, 304", again.status_code == 304 and warm < cold,
        ),
        Row("live status of 10,000 seats: server CPU", f"{quiet:.1f} ms", "≤ 3 ms", quiet <= 3),
        Row("the same right after a change of the map", f"{moved:.1f} ms", "≤ 3 ms", moved <= 3),
        Row("live status of 10,000 seats: size", f"{size / 1024:.1f} KB", "≤ 15 KB", size <= 15 * 1024),
    ]  # fmt: skip


if __name__ == "__main__":
    for row in measure():
        print(row)
