"""The last places: 2,000 groups of one to six say yes at once to 1,999 places."""

import asyncio
import random
import threading

import asyncpg
import httpx2

from bench.rig import Rig, encoded, in_own_process, load, make_event, register, rig
from bench.table import Row

GROUPS, PLACES = 2000, 1999
EVERY, MAX_TURNS = 0.05, 20
COMING = "SELECT count(*) FROM attendees WHERE event_id = $1 AND status = 'going'"


def make_groups(made: Rig, headers: dict[str, str], event_id: str) -> list[tuple[str, list[str]]]:
    """So many invitations of one to six people: their codes and their people's ids."""
    chance, found = random.Random(4), []
    for start in range(0, GROUPS, 100):
        bodies = [
            {"guests": [{"name": f"Guest {n} Of {number}"} for n in range(chance.randint(1, 6))]}
            for number in range(start, start + 100)
        ]
        answer = httpx2.post(
            f"{made.url}/api/events/{event_id}/invitations", headers=headers,
            json={"invitations": bodies}, timeout=60,
        )  # fmt: skip
        answer.raise_for_status()
        found += [
            (one["code"], [guest["id"] for guest in one["guests"]])
            for one in answer.json()["invitations"]
        ]
    return found


class Sampler(threading.Thread):
    """Looks twenty times a second at how many are coming."""

    def __init__(self, made: Rig, event_id: str) -> None:
        super().__init__()
        self.made, self.event_id = made, event_id
        self.over = threading.Event()
        self.seen: list[int] = []

    def run(self) -> None:
        """Until it is over."""
        asyncio.run(self.sample())

    async def sample(self) -> None:
        """Reads, again and again."""
        owner = await asyncpg.connect(self.made.dsns.owner)
        while not self.over.wait(EVERY):
            self.seen.append(await owner.fetchval(COMING, self.event_id))
        await owner.close()


def measure() -> list[Row]:
    """The rows of the table."""
    with rig(apis=2) as made:
        headers = register(made)
        event_id = make_event(made, headers, capacity=PLACES)
        groups = make_groups(made, headers, event_id)
        work = [
            ("PUT", f"/api/rsvp/{code}",
             encoded({"guests": [{"id": guest, "status": "accepted"} for guest in guests]}))
            for code, guests in groups
        ]  # fmt: skip
        sampler = Sampler(made, event_id)
        sampler.start()
        turns, seconds, left = 0, 0.0, work
        while left and turns < MAX_TURNS:  # who is told 503 asks again
            asking = left
            done = in_own_process(lambda: load(made.ports, {}, asking, connections=len(asking)))  # noqa: B023
            turns, seconds = turns + 1, seconds + done.seconds
            left = [asking[number] for number in done.refused]
            print(f"  {done.statuses} in {done.seconds:.1f} s")
        answered = GROUPS - len(left)
        sampler.over.set()
        sampler.join()
        stats = httpx2.get(f"{made.url}/api/events/{event_id}/stats", headers=headers).json()
    highest = max(sampler.seen)
    taken = stats["accepted"], stats["waitlisted"]
    wanted = PLACES, sum(len(guests) for _, guests in groups) - PLACES
    what = f"{GROUPS:,} groups at once for {PLACES:,} places"
    return [
        Row(
            f"{what}: most seen going, going at the end, waitlisted",
            f"{highest:,}, {taken[0]:,}, {taken[1]:,} ({len(sampler.seen)} looks)",
            f"≤ {PLACES:,}, {wanted[0]:,}, {wanted[1]:,}", highest <= PLACES and taken == wanted,
        ),
        Row(
            f"{what}: all answered", f"{answered:,} in {turns} turns, {seconds:.0f} s", f"{GROUPS:,}",
            answered == GROUPS,
        ),
        Row(f"{what}: answers a second", f"{answered / seconds:.0f}/s", "≥ 400/s", answered / seconds >= 400),
    ]  # fmt: skip


if __name__ == "__main__":
    for row in measure():
        print(row)
