"""Scans of distinct people by one-person invitation codes, against bare UPDATEs by pgbench."""

import asyncio
import random
import statistics
from uuid import uuid4

from bench.people import put_people
from bench.rig import encoded, in_own_process, load, make_event, pgbench, register, rig
from bench.table import Row

PEOPLE = 24_000
PER_ROUND = 6000


def measure() -> list[Row]:
    """The rows of the table."""
    with rig() as made:
        headers = register(made)
        event_id = make_event(made, headers)
        codes = asyncio.run(put_people(made, event_id, PEOPLE))
        random.shuffle(codes)  # people don't come in the order in which they were invited
        path = f"/api/events/{event_id}/checkins"
        work = [("POST", path, encoded({"code": code, "nonce": uuid4().hex})) for code in codes]
        ratios, rates = [], []
        for start in range(0, PEOPLE - PER_ROUND, PER_ROUND):
            bare = pgbench(made, seconds=3)
            part = work[start : start + PER_ROUND]
            done = in_own_process(lambda part=part: load(made.ports[0], headers, part))
            assert done.statuses == {200: PER_ROUND}, done.statuses
            ratios.append(done.rate / bare)
            rates.append(done.rate)
            print(f"  pgbench {bare:.0f}/s, scans {done.rate:.0f}/s")
        steady = work[PEOPLE - PER_ROUND : PEOPLE - PER_ROUND + 2000]
        calm = in_own_process(lambda: load(made.ports[0], headers, steady, rate=200))
    ratio, p95 = statistics.median(ratios), calm.percentile(0.95)
    return [
        Row(
            "scans over HTTP / bare UPDATE by pgbench",
            f"{ratio:.2f} ({statistics.median(rates):.0f}/s)", "≥ 0.33", ratio >= 0.33,
        ),
        Row("scans at 200/s, p95", f"{p95:.1f} ms", "≤ 50 ms", p95 <= 50),
    ]  # fmt: skip


if __name__ == "__main__":
    for row in measure():
        print(row)
