"""Seat holds over HTTP against bare UPDATEs by pgbench, on the same server in the same run."""

import asyncio
import random
import statistics

import asyncpg

from bench.rig import (
    Load,
    Rig,
    encoded,
    in_own_process,
    load,
    make_event,
    make_seats,
    pgbench,
    register,
    rig,
)
from bench.table import Row

SEATS = 20_000
ROUNDS = 5
PER_ROUND = 12_000


async def free_all(rig: Rig, event_id: str) -> None:
    """Every seat free again between rounds."""
    connection = await asyncpg.connect(rig.dsns.owner)
    await connection.execute(
        "UPDATE seats SET reservation_id = NULL, held_by = NULL, held_until = NULL WHERE event_id = $1",
        event_id,
    )
    await connection.execute("DELETE FROM reservations")
    await connection.execute("VACUUM ANALYZE seats")
    await connection.execute("VACUUM ANALYZE reservations")
    await connection.close()


def one_round(made: Rig, headers: dict[str, str], event_id: str, seats: list[str]) -> Load:
    """Random free seats, each held once."""
    chosen = random.sample(seats, PER_ROUND)
    path = f"/api/events/{event_id}/holds"
    work = [("POST", path, encoded({"seat_ids": [seat]})) for seat in chosen]
    return in_own_process(lambda: load(made.ports[0], headers, work))


def through_orm(made: Rig, headers: dict[str, str], event_id: str, seats: list[str]) -> Load:
    """The same action, one transaction a request, through the ORM."""
    chosen = random.sample(seats, 1500)
    path = f"/api/events/{event_id}/orm-holds"
    work = [("POST", path, encoded({"seat_id": seat})) for seat in chosen]
    port = made.start_other("bench.reference:create_app")
    return in_own_process(lambda: load(port, headers, work))


def measure(rounds: int = ROUNDS) -> list[Row]:
    """The rows of the table."""
    with rig() as made:
        headers = register(made)
        event_id = make_event(made, headers)
        seats = make_seats(made, headers, event_id, SEATS)
        bare, held, tails, costs = [], [], [], []
        for _ in range(rounds):
            bare.append(pgbench(made))
            asyncio.run(free_all(made, event_id))
            before = made.cpu_seconds()
            done = one_round(made, headers, event_id, seats)
            costs.append((made.cpu_seconds() - before) / PER_ROUND * 1e6)
            assert done.statuses == {201: PER_ROUND}, done.statuses
            held.append(done.rate)
            tails.append(done.percentile(0.99))
            print(f"  pgbench {bare[-1]:.0f}/s, holds {held[-1]:.0f}/s, p99 {tails[-1]:.1f} ms")
        asyncio.run(free_all(made, event_id))
        orm = through_orm(made, headers, event_id, seats)
        assert orm.statuses == {201: 1500}, orm.statuses
    ratio = statistics.median(h / b for h, b in zip(held, bare, strict=True))
    p99, rate = statistics.median(tails), statistics.median(held)
    said = (
        f"{ratio:.2f} ({rate:.0f}/s of {statistics.median(bare):.0f}/s, "
        f"{statistics.median(costs):.0f} µs CPU each)"
    )
    times = rate / orm.rate
    return [
        Row("seat holds over HTTP / bare UPDATE by pgbench", said, "≥ 0.40", ratio >= 0.40),
        Row(
            "seat holds / the same through the ORM, a transaction a request",
            f"{times:.1f} ({orm.rate:.0f}/s)", "≥ 6", times >= 6,
        ),
        Row("seat holds, p99 at 32 connections", f"{p99:.1f} ms", "≤ 15 ms", p99 <= 15),
    ]  # fmt: skip


if __name__ == "__main__":
    for row in measure(3):
        print(row)
