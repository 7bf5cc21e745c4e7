"""What workers take: by priority and tenant, and only while it is theirs."""

import json
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import pytest

from convite.core.ids import new_id
from convite.core.leases import CLAIM, MAX_TRIES, Leases
from convite.entry.worker.dispatcher import QUEUE
from convite.messaging.sending.actions import MESSAGES
from tests.database import Fresh, fresh
from tests.hosts import make_host

JOB = """
INSERT INTO jobs (id, log_id, organization_id, name, lane, priority, run_after)
VALUES ($1, $1, $2, 'test', 'normal', $3, now() + make_interval(secs => $4))
"""
MESSAGE = """
INSERT INTO messages (id, organization_id, channel, address, locale, subject, text, dedup_key, status,
  priority, run_after)
VALUES ($1, $2, 'email', 'a@example.com', 'en', '', '', $1::uuid::text, 'queued', $3,
  now() + make_interval(secs => $4))
"""


class Rows:
    """Rows of one of the tables."""

    def __init__(self, database: Fresh, leases: Leases, insert: str, tenant: UUID) -> None:
        self.system, self.leases, self.insert, self.tenant = (
            *(database.system, leases, insert, tenant),
        )

    async def add(self, *, priority: int = 0, later: float = -1) -> UUID:
        key = new_id()
        await self.system.pool.execute(self.insert, key, self.tenant, priority, later)
        return key

    async def claim(self, worker: UUID, most: int = 1) -> list[UUID]:
        lane = "email" if self.leases is MESSAGES else "normal"
        rows = await self.leases.claim(self.system, worker, lane=lane, most=most, lease=30)
        return [row["id"] for row in rows]

    async def row(self, key: UUID) -> Any:
        table = self.leases.table
        return await self.system.pool.fetchrow(f"SELECT * FROM {table} WHERE id = $1", key)

    async def let_run_out(self) -> None:
        await self.system.pool.execute(f"UPDATE {self.leases.table} SET lease_until = now()")


@pytest.fixture(params=["jobs", "messages"])
async def rows(request) -> AsyncIterator[Rows]:
    leases, insert = (QUEUE, JOB) if request.param == "jobs" else (MESSAGES, MESSAGE)
    async with fresh() as database:
        host = await make_host(database.app)
        yield Rows(database, leases, insert, host.organization_id)


async def test_what_matters_more_goes_first_and_what_is_for_later_waits(rows: Rows) -> None:
    plain, low, high = [await rows.add(priority=number) for number in (0, -1, 1)]
    await rows.add(priority=1, later=60)

    taken = [await rows.claim(new_id()) for _ in range(4)]

    assert taken == [[high], [plain], [low], []]


async def test_a_worker_that_was_thought_dead_changes_nothing_any_more(rows: Rows) -> None:
    key, late, prompt = await rows.add(), new_id(), new_id()
    await rows.claim(late)
    await rows.let_run_out()
    assert await rows.leases.requeue_expired(rows.system) == [key]
    await rows.claim(prompt)
    before = await rows.row(key)

    await rows.leases.extend(rows.system, late, [key], 300)
    await rows.leases.give_back(rows.system, late, [key])
    await rows.leases.fail(rows.system, late, key, tries=0, error="no")
    await rows.leases.stop(rows.system, late, key)

    assert await rows.row(key) == before
    assert (before["worker"], before["starts"]) == (prompt, 2)


async def test_what_is_given_back_wasnt_started(rows: Rows) -> None:
    key, worker = await rows.add(), new_id()
    await rows.claim(worker)

    await rows.leases.give_back(rows.system, worker, [key])

    row = await rows.row(key)
    assert (row["status"], row["starts"], row["tries"], row["worker"]) == ("queued", 0, 0, None)


@pytest.mark.parametrize(
    ("tries", "is_final", "ends"),
    [(0, False, False), (0, True, True), (MAX_TRIES - 1, False, True)],
)
async def test_a_failure_is_tried_again_until_it_is_given_up(
    rows: Rows, tries: int, is_final: bool, ends: bool
) -> None:
    key, worker = await rows.add(), new_id()
    await rows.claim(worker)

    await rows.leases.fail(
        rows.system, worker, key, tries=tries, error="no", is_final=is_final, pause=100
    )

    row = await rows.row(key)
    wait = (row["run_after"] - row["updated_at"]).total_seconds()
    assert row["status"] == (rows.leases.given_up if ends else "queued")
    assert row["error"] == "no"
    assert wait == 0 if ends else 80 <= wait <= 120


async def test_rows_that_wait_for_later_cost_a_claim_nothing(rows: Rows) -> None:
    """Read by the pages it touches: the waiting rows fill a thousand, their index a hundred."""
    key = await rows.add(later=3600)
    columns = [name for name in dict(await rows.row(key)) if name != "id"]
    if rows.leases is MESSAGES:
        columns.remove("dedup_key")
    named = ", ".join(columns)
    copied = named.replace("log_id", "gen_random_uuid()")
    rest = (", dedup_key", ", n::text") if rows.leases is MESSAGES else ("", "")
    table = rows.leases.table
    await rows.system.pool.execute(
        f"INSERT INTO {table} (id, {named}{rest[0]}) SELECT gen_random_uuid(), {copied}{rest[1]}"
        f" FROM {table}, generate_series(1, 20000) AS n WHERE id = $1",
        key,
    )
    due = await rows.add()

    lane = "email" if rows.leases is MESSAGES else "normal"
    (plan,) = await rows.system.pool.fetchrow(
        f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {rows.leases.sql(CLAIM)}",
        *(lane, 10, 10, new_id(), 30.0),
    )
    top = json.loads(plan)[0]["Plan"]

    assert top["Actual Rows"] == 1
    # the claimed row is written, with an entry in each of a table's indexes
    assert top["Shared Hit Blocks"] + top["Shared Read Blocks"] < 90
    assert (await rows.row(due))["starts"] == 1
