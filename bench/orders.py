"""Orders for free places over HTTP, the whole path to the ticket, on one event."""

import time
from typing import Any

import httpx2

from bench.rig import encoded, in_own_process, load, make_event, pgbench, register, rig
from bench.table import Row

ORDERS, CONNECTIONS = 6_000, 32


def order(kind: str, number: int) -> bytes:
    """One order of somebody new."""
    buyer = {"name": f"Buyer {number} Ruiz", "email": f"buyer{number}@example.com"}
    return encoded({"lines": [{"ticket_type_id": kind}], "buyer": buyer})


def measure() -> list[Row]:
    """The rows of the table."""
    with rig() as made:
        headers = register(made)
        event_id = make_event(made, headers, visibility="public", approval="open")
        path = f"/api/events/{event_id}"
        body: dict[str, Any] = {"name": "Free", "quota": 100_000}
        answer = httpx2.post(f"{made.url}{path}/ticket-types", headers=headers, json=body)
        answer.raise_for_status()
        kind = answer.json()["id"]
        bare = pgbench(made)
        warm = [("POST", f"{path}/orders", order(kind, -number)) for number in range(1, 200)]
        in_own_process(lambda: load(made.ports, {}, warm, connections=CONNECTIONS))
        work = [("POST", f"{path}/orders", order(kind, number)) for number in range(ORDERS)]
        used, begun = made.cpu_seconds(), time.monotonic()
        done = in_own_process(lambda: load(made.ports, {}, work, connections=CONNECTIONS))
        used = made.cpu_seconds() - used
        stats = httpx2.get(f"{made.url}{path}/stats", headers=headers).json()
    rate = ORDERS / done.seconds
    print(f"  {done.statuses} in {time.monotonic() - begun:.1f} s")
    sold = stats["accepted"]
    return [
        Row(
            f"free orders at {CONNECTIONS} connections / bare UPDATE by pgbench",
            f"{rate / bare:.3f} ({rate:.0f}/s of {bare:.0f}/s, {used / ORDERS * 1e6:.0f} µs CPU each)",
            "≥ 0.15",
            rate >= 0.15 * bare,
        ),
        Row(
            "free orders: tickets issued of orders answered",
            f"{sold - len(warm)} of {ORDERS}",
            "all",
            sold == ORDERS + len(warm),
        ),
        Row(
            "free orders: p99",
            f"{done.percentile(0.99):.0f} ms",
            "≤ 500 ms",
            done.percentile(0.99) <= 500,
        ),
    ]


if __name__ == "__main__":
    for row in measure():
        print(row)
