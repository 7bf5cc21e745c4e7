"""Duplicates among a hundred thousand guests, a thousand pairs merged by one task, and that undone."""

import asyncio
import time
from typing import Any
from uuid import UUID

import asyncpg
import httpx2

from bench.messy import analyze
from bench.people import put_people
from bench.rig import Rig, make_event, register, rig
from bench.table import Row

PEOPLE, PAIRS = 100_000, 1_000
ASKED = 5
# Everybody whose number is a multiple of $2 gets the phone of the next one: pairs who may be one person.
ALIKE = """
UPDATE guests g SET phone = '+34600' || lpad((n.number / $2)::text, 6, '0')
FROM (SELECT a.guest_id, row_number() OVER (ORDER BY a.id) - 1 AS number
      FROM attendees a WHERE a.event_id = $1) n
WHERE g.id = n.guest_id AND n.number % $2 < 2
"""
# The yardstick: one bare pass over the list with its guests.
BARE = """
SELECT count(*), count(DISTINCT g.email_key), count(DISTINCT g.phone)
FROM attendees a JOIN guests g ON g.id = a.guest_id WHERE a.event_id = $1
"""
ON_LIST = "SELECT count(*) FROM attendees WHERE event_id = $1 AND status <> 'canceled'"


async def make_alike(made: Rig, event_id: str, every: int) -> float:
    """Makes pairs alike; the seconds of the yardstick."""
    owner = await asyncpg.connect(made.dsns.owner)
    await owner.execute(ALIKE, UUID(event_id), every)
    await analyze(made)
    started = time.perf_counter()
    await owner.fetchrow(BARE, UUID(event_id))
    seconds = time.perf_counter() - started
    await owner.close()
    return seconds


async def people_on(made: Rig, event_id: str) -> int:
    """How many are on the list."""
    owner = await asyncpg.connect(made.dsns.owner)
    count = await owner.fetchval(ON_LIST, UUID(event_id))
    await owner.close()
    return int(count)


def find(client: httpx2.Client, event_id: str, most: int) -> tuple[float, list[dict[str, str]]]:
    """The longest that the first page took, and so many pairs, the first one to keep."""
    path, longest = f"/api/events/{event_id}/guests/duplicates", 0.0
    for _ in range(ASKED):
        started = time.perf_counter()
        client.get(path, params={"total": True}).raise_for_status()
        longest = max(longest, time.perf_counter() - started)
    pairs: list[dict[str, str]] = []
    cursor: str | None = None
    while len(pairs) < most:
        page = client.get(path, params={"limit": 200, **({"cursor": cursor} if cursor else {})})
        page.raise_for_status()
        for group in page.json()["items"]:
            keep, remove, *_ = (one["guest_id"] for one in group["guests"])
            pairs.append({"keep": keep, "remove": remove})
        cursor = page.json()["next_cursor"]
        if cursor is None:
            break
    return longest, pairs[:most]


def run(client: httpx2.Client, path: str, body: Any = None) -> tuple[float, dict[str, Any]]:
    """Starts a task, and waits for its result."""
    started = time.perf_counter()
    answer = client.post(path, json=body)
    answer.raise_for_status()
    while True:
        task = client.get(f"/api/tasks/{answer.json()['task_id']}").json()
        if task["status"] not in ("queued", "running"):
            break
        time.sleep(0.05)
    assert task["status"] == "done", str(task)[:500]
    return time.perf_counter() - started, task["result"]


def measure(people: int = PEOPLE, pairs: int = PAIRS) -> list[Row]:
    """The rows of the table."""
    with rig() as made:
        headers = register(made)
        event_id = make_event(made, headers)
        asyncio.run(put_people(made, event_id, people))
        bare = asyncio.run(make_alike(made, event_id, people // pairs))
        made.start_worker()
        client = httpx2.Client(base_url=made.url, headers=headers, timeout=60)
        found, alike = find(client, event_id, pairs)
        body = {"pairs": alike, "off_list": event_id}
        merging, merged = run(client, "/api/guests/merges", body)
        left = asyncio.run(people_on(made, event_id))
        undoing, undone = run(client, f"/api/guests/merges/{merged['merge_id']}/undo")
        back = asyncio.run(people_on(made, event_id))
        client.close()
    is_merged = merged["merged"] == len(alike) == pairs and left == people - pairs
    is_undone = undone["restored"] == pairs and back == people
    return [
        Row(
            f"duplicates among {people:,} guests: first page, the longest of {ASKED}",
            f"{found:.2f} s, {found / bare:.1f} times a bare pass over them", "≤ 10 s", found <= 10,
        ),
        Row(
            f"{pairs:,} pairs merged by one task",
            f"{merged['merged']:,} in {merging:.1f} s, {merging / pairs * 1000:.0f} ms a pair",
            "all", is_merged,
        ),
        Row(
            "and undone", f"{undone['restored']:,} in {undoing:.1f} s, {back:,} people on the list",
            "all", is_undone,
        ),
    ]  # fmt: skip


if __name__ == "__main__":
    for row in measure():
        print(row)
