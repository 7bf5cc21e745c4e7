"""Ten thousand reminders, the worker killed five times on the way: nobody twice, nobody forgotten."""

import asyncio
import signal
import time

import asyncpg
import httpx2

from bench.people import put_people
from bench.rig import Rig, make_event, register, rig
from bench.table import Row

GUESTS, KILLS = 10_000, 5
TALLY = """
SELECT count(*) AS messages, count(DISTINCT guest_id) AS guests,
  (SELECT status FROM reminders LIMIT 1) AS status
FROM messages WHERE reminder_id IS NOT NULL
"""


async def watched(made: Rig) -> tuple[int, int, int]:
    """Kills the worker each time that some more are written; messages, guests, kills at the end."""
    owner = await asyncpg.connect(made.dsns.owner)
    kills, end = 0, time.monotonic() + 300
    while time.monotonic() < end:
        row = await owner.fetchrow(TALLY)
        if row["status"] == "sent":
            break
        if kills < KILLS and row["messages"] >= (kills + 1) * GUESTS // (KILLS + 2):
            worker = made.processes.pop()
            worker.send_signal(signal.SIGKILL)
            worker.wait()
            made.start_worker()
            kills += 1
        await asyncio.sleep(0.005)
    row = await owner.fetchrow(TALLY)
    await owner.close()
    return row["messages"], row["guests"], kills


def measure() -> list[Row]:
    """The rows of the table."""
    with rig() as made:
        headers = register(made)
        event_id = make_event(made, headers)
        asyncio.run(put_people(made, event_id, GUESTS))
        body = {"audience": "coming", "offset_minutes": 366 * 24 * 60}
        moved = {
            "starts_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 86_400))
        }
        client = httpx2.Client(base_url=made.url, headers=headers, timeout=60)
        client.patch(f"/api/events/{event_id}", json=moved).raise_for_status()
        client.post(f"/api/events/{event_id}/reminders", json=body).raise_for_status()
        started = time.perf_counter()
        made.start_worker()
        messages, guests, kills = asyncio.run(watched(made))
        seconds = time.perf_counter() - started
    twice, lost = messages - guests, GUESTS - guests
    said = f"{twice} twice, {lost} lost, {kills} kills, {seconds:.0f} s"
    return [
        Row(
            "10,000 reminders, worker killed 5 times",
            said,
            "0 twice, 0 lost",
            not twice and not lost and kills == KILLS,
        )
    ]


if __name__ == "__main__":
    for row in measure():
        print(row)
