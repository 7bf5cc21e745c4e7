"""Codes to log in: 5,000 requests over 50 ranges of numbers, at two API processes with limits on."""

import asyncio
import time
from collections import Counter

import asyncpg
import httpx2

from bench.rig import Rig, rig
from bench.table import Row

REQUESTS, RANGES, AT_ONCE = 5_000, 50, 32
#: What the budgets let go out by default: of one range in an hour, and in all in a day.
PER_RANGE, PER_DAY = 30, 1_000


async def flood(made: Rig) -> Counter[int]:
    """Asks for codes, each from a network of its own; statuses and how many answers had each."""
    statuses: Counter[int] = Counter()
    waiting = iter(range(REQUESTS))

    async def ask(http: httpx2.AsyncClient) -> None:
        for number in waiting:
            phone = f"+3460{number % RANGES:03d}{number // RANGES:04d}"
            # the rig's own machine is a trusted proxy
            caller = f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"
            answer = await http.post(
                "/api/auth/otp/request", json={"phone": phone}, headers={"x-forwarded-for": caller}
            )
            statuses[answer.status_code] += 1

    async with (
        httpx2.AsyncClient(base_url=f"http://127.0.0.1:{made.ports[0]}", timeout=60) as one,
        httpx2.AsyncClient(base_url=f"http://127.0.0.1:{made.ports[1]}", timeout=60) as two,
    ):
        await asyncio.gather(*(ask((one, two)[place % 2]) for place in range(AT_ONCE)))
    return statuses


async def sent(made: Rig) -> tuple[int, int]:
    """How many codes were made, and the most for one range."""
    owner = await asyncpg.connect(made.dsns.owner)
    rows = await owner.fetch(
        "SELECT count(*) AS sent FROM challenges WHERE phone IS NOT NULL GROUP BY left(phone, -4)"
    )
    await owner.close()
    return sum(row["sent"] for row in rows), max(row["sent"] for row in rows)


def measure() -> list[Row]:
    """The row of the table."""
    with rig(apis=0) as made:
        for _ in range(2):
            made.start_api(CONVITE_LIMITS="on")
        started = time.monotonic()
        statuses = asyncio.run(flood(made))
        seconds = time.monotonic() - started
        total, most = asyncio.run(sent(made))
    refused = statuses[429]
    is_held = total <= PER_DAY and most <= PER_RANGE and total == statuses[202]
    return [
        Row(
            f"{REQUESTS:,} requests for codes over {RANGES} ranges, two processes, {seconds:.0f} s",
            f"{total:,} sent, at most {most} a range, {refused:,} refused",
            f"≤ {PER_DAY:,} in all, ≤ {PER_RANGE} a range",
            is_held and total + refused == REQUESTS,
        )
    ]


if __name__ == "__main__":
    for row in measure():
        print(row)
