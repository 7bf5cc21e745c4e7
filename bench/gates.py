"""The rush: 20,000 people over four gates, 400 a second, on 2,000 connections to two API processes."""

import asyncio
import random
from uuid import uuid4

import asyncpg
import httpx2

from bench.people import put_people
from bench.rig import Rig, encoded, in_own_process, load, make_event, register, rig
from bench.table import Row

PEOPLE = 20_000
PER_SECOND = 400
CONNECTIONS = 2000
GATES = ("North", "South", "East", "West")


def measure() -> list[Row]:
    """The rows of the table."""
    with rig(apis=2) as made:
        headers = register(made)
        event_id = make_event(made, headers)
        codes = asyncio.run(put_people(made, event_id, PEOPLE))
        random.shuffle(codes)  # people don't come in the order in which they were invited
        path = f"/api/events/{event_id}/checkins"
        work = [
            ("POST", path, encoded({"code": code, "nonce": uuid4().hex, "gate": GATES[n % 4]}))
            for n, code in enumerate(codes)
        ]
        done = in_own_process(
            lambda: load(made.ports, headers, work, connections=CONNECTIONS, rate=PER_SECOND)
        )
        counted = asyncio.run(people_counted(made, event_id))
        screen = reading(made, headers, event_id)
    print(f"  {done.statuses}")
    missing = PEOPLE - done.statuses.get(200, 0)
    p95 = done.percentile(0.95)
    offered = f"{PEOPLE:,} scans at {PER_SECOND}/s, {CONNECTIONS:,} connections, 2 APIs"
    return [
        Row(
            f"{offered}: counted once, twice, refused",
            f"{counted[0]:,}, {counted[1]}, {missing}", f"{PEOPLE:,}, 0, 0",
            counted == (PEOPLE, 0) and missing == 0,
        ),
        Row(f"{offered}: p95, p99", f"{p95:.1f} ms, {done.percentile(0.99):.1f} ms", "p95 ≤ 100 ms", p95 <= 100),
        Row("the entrance's screen of 20,000 scans, median", f"{screen:.0f} ms", "≤ 300 ms", screen <= 300),
    ]  # fmt: skip


async def people_counted(made: Rig, event_id: str) -> tuple[int, int]:
    """How many people are inside, and how many of them were counted more than once."""
    owner = await asyncpg.connect(made.dsns.owner)
    row = await owner.fetchrow(
        "SELECT (SELECT count(*) FROM attendees WHERE event_id = $1 AND attendance = 'checked_in'),"
        " (SELECT count(*) FROM (SELECT attendee_id FROM checkins WHERE event_id = $1"
        "  GROUP BY 1 HAVING count(*) > 1) twice)",
        event_id,
    )
    await owner.close()
    return row[0], row[1]


def reading(made: Rig, headers: dict[str, str], event_id: str) -> float:
    """What the screen's figures take to read, in milliseconds."""
    taken = []
    for _ in range(15):
        answer = httpx2.get(
            f"{made.url}/api/events/{event_id}/entrance", headers=headers, timeout=30
        )
        answer.raise_for_status()
        taken.append(answer.elapsed.total_seconds() * 1000)
    return sorted(taken)[len(taken) // 2]


if __name__ == "__main__":
    for row in measure():
        print(row)
