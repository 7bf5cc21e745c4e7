"""A waiting list of 5,000 in parties: 500 cancel one by one, and workers are killed three times."""

import asyncio
import random
import statistics
import time
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import httpx2

from bench.rig import Rig, make_event, make_people, register, rig
from bench.table import Row

WAITING, CANCELS, KILLS = 5_000, 500, 3
#: Between two cancels, in seconds.
PACE = 0.06
#: How long the last offers may take after the last cancel, in seconds.
LIMIT = 60.0

ENTRIES = """
INSERT INTO waitlist_entries (id, organization_id, event_id, user_id, name, places, position)
SELECT gen_random_uuid(), e.organization_id, e.id, u.id, u.name, ($2::int[])[u.n], u.n
FROM events e, (SELECT id, name, row_number() OVER (ORDER BY email) AS n FROM users
  WHERE email LIKE 'person%') u WHERE e.id = $1
"""
COUNT = "UPDATE capacity_pools SET waiting = $2 WHERE event_id = $1"
OFFERED = """
SELECT w.position, w.places, w.offered_at FROM waitlist_entries w
WHERE w.event_id = $1 AND w.status = 'offered' ORDER BY w.offered_at, w.position
"""
TOLD = """
SELECT object_id, count(*) AS times FROM activity_log
WHERE event_id = $1 AND action = 'waitlist_offered' GROUP BY object_id
"""
DECLINED = (
    "SELECT responded_at FROM attendees WHERE event_id = $1 AND status = 'declined' ORDER BY 1"
)


def fill(made: Rig, headers: dict[str, str], event_id: str) -> list[tuple[str, str]]:
    """As many guests as there are places, all coming: their codes and ids."""
    found = []
    with httpx2.Client(base_url=made.url, timeout=60) as http:
        for start in range(0, CANCELS, 100):
            bodies = [{"guests": [{"name": f"Going {n}"}]} for n in range(start, start + 100)]
            answer = http.post(
                f"/api/events/{event_id}/invitations",
                headers=headers,
                json={"invitations": bodies},
            )
            answer.raise_for_status()
            found += [(one["code"], one["guests"][0]["id"]) for one in answer.json()["invitations"]]
        for code, guest in found:
            said = {"guests": [{"id": guest, "status": "accepted"}]}
            http.put(f"/api/rsvp/{code}", json=said).raise_for_status()
    return found


async def wait_in_line(made: Rig, event_id: str) -> None:
    """Puts parties of one to four on the waiting list."""
    chance = random.Random(7)
    await make_people(made, event_id, WAITING)
    owner = await asyncpg.connect(made.dsns.owner)
    sizes = [chance.randint(1, 4) for _ in range(WAITING)]
    await owner.execute(ENTRIES, UUID(event_id), sizes)
    await owner.execute(COUNT, UUID(event_id), WAITING)
    await owner.close()


async def cancel_all(made: Rig, guests: list[tuple[str, str]]) -> int:
    """Cancels one by one while two workers offer, of which one is killed now and then; how many were."""
    kills = 0
    async with httpx2.AsyncClient(base_url=made.url, timeout=60) as http:
        for number, (code, guest) in enumerate(guests, 1):
            said = {"guests": [{"id": guest, "status": "declined"}]}
            (await http.put(f"/api/rsvp/{code}", json=said)).raise_for_status()
            if kills < KILLS and number >= (kills + 1) * CANCELS // (KILLS + 1):
                made.processes[-2 + kills % 2].kill()
                made.start_worker()
                kills += 1
            await asyncio.sleep(PACE)
    return kills


async def settled(made: Rig, event_id: str) -> dict[str, Any]:
    """What was offered, once nothing changes any more."""
    owner = await asyncpg.connect(made.dsns.owner)
    until, before = time.monotonic() + LIMIT, -1
    while time.monotonic() < until:
        offered = await owner.fetch(OFFERED, UUID(event_id))
        places = sum(row["places"] for row in offered)
        if places == before and places > CANCELS - 4:
            break
        before = places
        await asyncio.sleep(2)
    told = await owner.fetch(TOLD, UUID(event_id))
    declined = [row[0] for row in await owner.fetch(DECLINED, UUID(event_id))]
    await owner.close()
    return {"offered": offered, "told": told, "declined": declined}


def lags(offered: list[Any], declined: list[datetime]) -> list[float]:
    """How long each offer came after the cancel that made it possible, in seconds."""
    found, places = [], 0
    for row in sorted(offered, key=lambda one: one["position"]):
        places += row["places"]
        found.append((row["offered_at"] - declined[places - 1]).total_seconds())
    return found


def measure() -> list[Row]:
    """The rows of the table."""
    with rig(apis=1) as made:
        headers = register(made)
        event_id = make_event(
            made, headers, capacity=CANCELS, visibility="public", approval="open",
            settings={"waitlist_passes_over": False},
        )  # fmt: skip
        guests = fill(made, headers, event_id)
        asyncio.run(wait_in_line(made, event_id))
        for _ in range(2):
            made.start_worker()
        kills = asyncio.run(cancel_all(made, guests))
        seen = asyncio.run(settled(made, event_id))
    offered, places = seen["offered"], sum(row["places"] for row in seen["offered"])
    positions = [row["position"] for row in offered]
    in_order = positions == list(range(1, len(positions) + 1))
    twice = [row for row in seen["told"] if row["times"] > 1]
    late = lags(offered, seen["declined"])
    what = f"{WAITING:,} wait in parties, {CANCELS} cancel, {kills} workers killed"
    return [
        Row(
            f"{what}: places offered, in order, offered twice",
            f"{places} of {CANCELS} to {len(offered)} parties, {'yes' if in_order else 'no'}, {len(twice)}",
            "all that fit, yes, 0",
            CANCELS - 4 < places <= CANCELS and in_order and not twice and kills == KILLS,
        ),
        Row(
            f"{what}: from a cancel to the offer, median (longest, with a killed worker)",
            f"{statistics.median(late):.2f} s ({max(late):.1f} s)",
            "≤ 1 s",
            statistics.median(late) <= 1,
        ),
    ]


if __name__ == "__main__":
    for row in measure():
        print(row)
