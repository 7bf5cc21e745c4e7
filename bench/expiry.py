"""A thousand holds run out at once while no worker runs: how soon each seat can be taken."""

import asyncio
import time

import asyncpg
import httpx2

from bench.rig import Rig, encoded, in_own_process, load, make_event, make_seats, register, rig
from bench.table import Row

HOLDS, AHEAD = 1000, 5.0
#: Set as the owner of the tables, which is what the clock of the database would do in time.
RUN_OUT = """
WITH ends AS (SELECT clock_timestamp() + make_interval(secs => $2) AS at),
  gone AS (UPDATE reservations SET expires_at = (SELECT at FROM ends) WHERE event_id = $1)
UPDATE seats SET held_until = (SELECT at FROM ends) WHERE event_id = $1
"""


def guests_headers(made: Rig, headers: dict[str, str], event_id: str) -> list[dict[str, str]]:
    """The bearers of a hundred parties of ten, who may take ten seats each."""
    bodies = [{"guests": [{"name": f"G {n} P {party}"} for n in range(10)]} for party in range(100)]
    answer = httpx2.post(
        f"{made.url}/api/events/{event_id}/invitations", headers=headers,
        json={"invitations": bodies}, timeout=60,
    )  # fmt: skip
    answer.raise_for_status()
    return [{"x-invitation-code": one["code"]} for one in answer.json()["invitations"]]


async def run_out(made: Rig, event_id: str) -> float:
    """Has all holds of the event run out; returns when, by this machine's clock."""
    connection = await asyncpg.connect(made.dsns.owner)
    ends = time.time() + AHEAD
    await connection.execute(RUN_OUT, event_id, AHEAD)
    await connection.close()
    return ends


def measure() -> list[Row]:
    """The rows of the table."""
    with rig() as made:
        headers = register(made)
        event_id = make_event(made, headers)
        seats = make_seats(made, headers, event_id, HOLDS)
        path = f"/api/events/{event_id}/holds"
        work = [("POST", path, encoded({"seat_ids": [seat]})) for seat in seats]
        held = in_own_process(lambda: load(made.ports[0], headers, work))
        assert held.statuses == {201: HOLDS}, held.statuses
        parties = guests_headers(made, headers, event_id)
        ends = asyncio.run(run_out(made, event_id))
        early = httpx2.post(
            f"{made.url}{path}", headers=parties[0], json={"seat_ids": seats[:1]}, timeout=10
        )
        # what is measured begins when the holds run out, and no sooner
        time.sleep(max(0.0, ends - time.time()))
        taken = asyncio.run(take_all(made, path, parties, seats))
    latest = max(taken) - ends
    what = f"{HOLDS} holds run out without a worker"
    return [
        Row(f"{what}: takeable before", str(early.status_code), "423", early.status_code == 423),
        Row(f"{what}: taken by others", str(len(taken)), str(HOLDS), len(taken) == HOLDS),
        Row(f"{what}: the last one after", f"{latest:.2f} s", "≤ 1 s", latest <= 1),
    ]


async def take_all(
    made: Rig, path: str, parties: list[dict[str, str]], seats: list[str]
) -> list[float]:
    """Each party takes ten seats, all at once; returns when each seat was taken."""
    async with httpx2.AsyncClient(base_url=made.url, timeout=10) as http:

        async def take(number: int, headers: dict[str, str]) -> list[float]:
            own = seats[number * 10 : number * 10 + 10]
            answer = await http.post(path, headers=headers, json={"seat_ids": own})
            return [time.time()] * len(own) if answer.status_code == 201 else []

        done = await asyncio.gather(*(take(n, headers) for n, headers in enumerate(parties)))
    return [at for party in done for at in party]


if __name__ == "__main__":
    for row in measure():
        print(row)
