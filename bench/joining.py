"""The last places of an open event: 2,000 groups ask for 1,999 at once, each through an account."""

import asyncio
import random

import httpx2

from bench.capacity import Sampler
from bench.rig import (
    encoded,
    in_own_process,
    load,
    log_in_all,
    make_event,
    make_people,
    pgbench_on_one_row,
    register,
    rig,
)
from bench.table import Row

GROUPS, PLACES = 2000, 1999
#: Those who are told 503 ask again so often.
MAX_TURNS = 40


def measure() -> list[Row]:
    """The rows of the table."""
    chance = random.Random(9)
    sizes = [chance.randint(1, 6) for _ in range(GROUPS)]
    with rig(apis=2) as made:
        headers = register(made)
        event_id = make_event(
            made, headers, capacity=PLACES, visibility="public", approval="open",
            settings={"waitlist": "off", "places_per_request": 6},
        )  # fmt: skip
        own = log_in_all(made, asyncio.run(make_people(made, event_id, GROUPS)))
        bare = {one: pgbench_on_one_row(made, clients=one, seconds=10) for one in (32, 200)}
        sampler = Sampler(made, event_id)
        sampler.start()
        left, seconds, refused, turns = list(range(GROUPS)), 0.0, [], 0
        while left and turns < MAX_TURNS:
            work = [
                ("POST", f"/api/events/{event_id}/requests", encoded({"places": sizes[number]}))
                for number in left
            ]
            theirs = [own[number] for number in left]
            done = in_own_process(
                lambda: load(made.ports, {}, work, connections=200, own=theirs)  # noqa: B023
            )
            turns, seconds = turns + 1, seconds + done.seconds
            print(f"  {done.statuses} in {done.seconds:.1f} s")
            busy = [left[number] for number in done.refused if number in done.busy]
            refused += [left[number] for number in done.refused if number not in done.busy]
            left = busy
        sampler.over.set()
        sampler.join()
        stats = httpx2.get(f"{made.url}/api/events/{event_id}/stats", headers=headers).json()
    going = stats["accepted"]
    fitting = [sizes[number] for number in refused if sizes[number] <= PLACES - going]
    what = f"{GROUPS:,} groups ask an open event for {PLACES:,} places"
    rate = GROUPS / seconds
    return [
        Row(
            f"{what}: most seen going, going at the end, refused though they fitted",
            f"{max(sampler.seen):,}, {going:,}, {len(fitting)} ({len(sampler.seen)} looks)",
            f"≤ {PLACES:,}, {PLACES:,}, 0",
            max(sampler.seen) <= PLACES and going == PLACES and not fitting and not left,
        ),
        Row(f"{what}: answers a second", f"{rate:.0f}/s in {turns} turns", "≥ 150/s", rate >= 150),
        *(
            Row(
                f"{what}: answers a second / bare UPDATEs of one row, {clients} connections",
                f"{rate / one:.2f} (of {one:.0f}/s)",
                f"≥ {least}",
                rate >= least * one,
            )
            for (clients, one), least in zip(bare.items(), (3, 5), strict=True)
        ),
    ]


if __name__ == "__main__":
    for row in measure():
        print(row)
