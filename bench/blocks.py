"""Four together on a stadium's plan of 60,000 seats, nine of ten sold, against single seats."""

import asyncio
import random
from uuid import UUID

import asyncpg

from bench.people import put_people
from bench.rig import Rig, encoded, in_own_process, load, make_event, make_seats, register, rig
from bench.table import Row

SEATS, SOLD = 60_000, 54_000
ASKED = 1200
TOGETHER = 4
PARTIAL = """
SELECT count(*) FROM (
  SELECT reservation_id FROM seats WHERE event_id = $1 AND reservation_id IS NOT NULL
  GROUP BY reservation_id HAVING count(*) <> $2) broken
"""


async def sell(made: Rig, event_id: str) -> None:
    """Sells nine of ten: what is left are gaps of four to twelve all over the plan."""
    owner = await asyncpg.connect(made.dsns.owner)
    event, chance = UUID(event_id), random.Random(11)
    seats = [
        row["id"]
        for row in await owner.fetch(
            "SELECT id FROM seats WHERE event_id = $1 ORDER BY place", event
        )
    ]
    people = await owner.fetch("SELECT id FROM attendees WHERE event_id = $1", event)
    free: set[int] = set()
    while len(free) < SEATS - SOLD:
        start = chance.randrange(SEATS)
        free.update(range(start, min(SEATS, start + chance.randint(4, 12))))
    free = set(sorted(free)[: SEATS - SOLD])
    sold = [seats[at] for at in range(SEATS) if at not in free]
    await owner.execute(
        "UPDATE seats s SET attendee_id = t.person FROM unnest($1::uuid[], $2::uuid[]) AS t (seat, person)"
        " WHERE s.id = t.seat",
        sold, [row["id"] for row in people][: len(sold)],
    )  # fmt: skip
    await owner.execute("VACUUM ANALYZE seats")
    await owner.close()


async def partial(made: Rig, event_id: str) -> int:
    """Holds that aren't whole."""
    owner = await asyncpg.connect(made.dsns.owner)
    count = await owner.fetchval(PARTIAL, UUID(event_id), TOGETHER)
    await owner.close()
    return int(count)


def measure() -> list[Row]:
    """The rows of the table."""
    with rig() as made:
        headers = register(made)
        event_id = make_event(made, headers)
        make_seats(made, headers, event_id, SEATS)
        asyncio.run(put_people(made, event_id, SOLD))
        asyncio.run(sell(made, event_id))
        plain = make_event(made, headers)
        seats = make_seats(made, headers, plain, 2 * ASKED)
        single = [
            ("POST", f"/api/events/{plain}/holds", encoded({"seat_ids": [seat]}))
            for seat in random.sample(seats, ASKED)
        ]
        alone = in_own_process(lambda: load(made.ports[0], headers, single))
        assert alone.statuses == {201: ASKED}, alone.statuses
        block = ("POST", f"/api/events/{event_id}/holds", encoded({"block": {"places": TOGETHER}}))
        # once for the plan's lines and the map's letters, which are kept
        in_own_process(lambda: load(made.ports[0], headers, [block]))
        before = made.cpu_seconds()
        together = in_own_process(lambda: load(made.ports[0], headers, [block] * ASKED))
        cost = (made.cpu_seconds() - before) / ASKED * 1000
        broken = asyncio.run(partial(made, event_id))
    assert together.statuses == {201: ASKED}, together.statuses
    ratio = together.rate / alone.rate
    return [
        Row(
            "4 together on 60,000 seats, 90 % sold / single seats",
            f"{ratio:.2f} ({together.rate:.0f}/s of {alone.rate:.0f}/s)", "≥ 0.15", ratio >= 0.15,
        ),
        Row("4 together: server CPU a request", f"{cost:.2f} ms", "≤ 5 ms", cost <= 5),
        Row("4 together: holds that aren't whole", str(broken), "0", broken == 0),
    ]  # fmt: skip


if __name__ == "__main__":
    for row in measure():
        print(row)
