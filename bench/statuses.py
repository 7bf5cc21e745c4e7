"""50,000 status webhooks, doubled and shuffled, while the API serves lists."""

import asyncio
import random
import time
from statistics import quantiles
from uuid import UUID

import asyncpg
import httpx2

from bench.broadcast import surroundings
from bench.people import put_people
from bench.rig import Rig, load, make_event, register, rig
from bench.table import Row
from convite.core.ids import new_id
from tests.providers.graph import call_of, signed, status_of

#: Messages; each is reported on three times, every report comes twice.
MESSAGES, REPORTS = 8_334, ("sent", "delivered", "read")
#: Calls at once, each with one status, as Meta mostly sends them.
AT_ONCE = 8
PATIENCE = 180

INSERT = """
INSERT INTO messages (id, organization_id, event_id, channel, address, locale, subject, text, dedup_key,
  status, provider_id, sent_at)
VALUES ($1, $2, $3, 'whatsapp', $4, 'en', '', 'Hello', $5, 'sent', $6, now())
"""
STATE = "SELECT status, count(*) FROM messages WHERE channel = 'whatsapp' GROUP BY status"


async def lists(
    made: Rig, headers: dict[str, str], event_id: str, until: asyncio.Event
) -> list[float]:
    """The seconds that each list took until the end, one after the other."""
    taken = []
    async with httpx2.AsyncClient(base_url=made.url, headers=headers, timeout=30) as http:
        while not until.is_set():
            started = time.perf_counter()
            (
                await http.get(f"/api/events/{event_id}/guests", params={"limit": 50})
            ).raise_for_status()
            taken.append(time.perf_counter() - started)
            await asyncio.sleep(0.02)
    return taken


async def run(
    made: Rig, headers: dict[str, str], event_id: str
) -> tuple[float, dict[str, int], list[float], list[float]]:
    """Seconds until all are applied, the end states, and how long lists took idle and meanwhile."""
    owner = await asyncpg.connect(made.dsns.owner)
    tenant = await owner.fetchval(
        "SELECT organization_id FROM events WHERE id = $1", UUID(event_id)
    )
    messages = [
        {"id": f"wamid.{number}", "to": f"34{number:09d}", "key": new_id()}
        for number in range(MESSAGES)
    ]
    await owner.executemany(
        INSERT,
        [
            (one["key"], tenant, UUID(event_id), f"+{one['to']}", str(one["key"]), one["id"])
            for one in messages
        ],
    )
    bodies = [
        call_of(
            {"statuses": [status_of(one | {"biz_opaque_callback_data": f"{one['key']}.0"}, status)]}
        )
        for one in messages
        for status in REPORTS
    ] * 2
    random.Random(14).shuffle(bodies)
    idle_end = asyncio.Event()
    idle_lists = asyncio.create_task(lists(made, headers, event_id, idle_end))
    await asyncio.sleep(5)
    idle_end.set()
    idle = await idle_lists
    end = asyncio.Event()
    busy_lists = asyncio.create_task(lists(made, headers, event_id, end))
    signatures = [{"x-hub-signature-256": signed(body)["x-hub-signature-256"]} for body in bodies]
    work = [("POST", "/api/webhooks/whatsapp", body) for body in bodies]
    started = time.monotonic()
    told = await load(made.ports[0], {}, work, connections=AT_ONCE, own=signatures)
    assert told.statuses == {200: len(bodies)}, told.statuses
    while time.monotonic() < started + PATIENCE:
        if not await owner.fetchval("SELECT count(*) FROM provider_calls"):
            break
        await asyncio.sleep(0.1)
    seconds = time.monotonic() - started
    end.set()
    busy = await busy_lists
    states = {row["status"]: row["count"] for row in await owner.fetch(STATE)}
    await owner.close()
    return seconds, states, idle, busy


def measure() -> list[Row]:
    """The rows of the table."""
    with surroundings("http://127.0.0.1:9"), rig() as made:
        headers = register(made)
        event_id = make_event(made, headers)
        asyncio.run(put_people(made, event_id, 1000))
        made.start_worker()
        seconds, states, idle, busy = asyncio.run(run(made, headers, event_id))
    before, during = (quantiles(times, n=20)[-1] for times in (idle, busy))
    count = MESSAGES * len(REPORTS) * 2
    return [
        Row(
            f"{count:,} status webhooks, doubled and shuffled",
            f"{seconds:.0f} s, {states.get('read', 0):,} of {MESSAGES:,} read",
            "≤ 60 s, all right",
            seconds <= 60 and states == {"read": MESSAGES},
        ),
        Row(
            "the same: p95 of a list meanwhile",
            f"{during * 1000:.0f} ms, {during / before:.1f} × idle ({before * 1000:.0f} ms)",
            "≤ 1.5 ×",
            during <= 1.5 * before,
        ),
    ]


if __name__ == "__main__":
    for line in measure():
        print(line)
