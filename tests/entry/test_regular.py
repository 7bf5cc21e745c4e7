"""Regular work: in one worker of all, by the clock, and what it tidies."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import asyncpg
import pytest

from convite.core.clock import now
from convite.core.database import Database
from convite.core.tidying import (
    make_log_partitions,
    remove_old_keys,
    remove_old_logins,
    remove_transient,
)
from convite.entry.worker.regular import LOCK, IntervalJobs
from convite.events.event.jobs import complete_events
from tests.database import Fresh, fresh
from tests.hosts import make_event, make_host
from tests.support import until


@pytest.fixture
async def database() -> AsyncIterator[Fresh]:
    async with fresh() as made:
        yield made


async def test_one_of_two_workers_does_it(database) -> None:
    ran: list[int] = []

    def counting(number: int):
        async def count(system: Database) -> None:
            ran.append(number)

        return {"count": (timedelta(seconds=0.02), count)}

    two = [
        asyncio.create_task(IntervalJobs(database.system, database.dsns.system, counting(n)).run())
        for n in (1, 2)
    ]
    await until(lambda: enough(ran))
    for task in two:
        task.cancel()
    await asyncio.gather(*two, return_exceptions=True)

    assert len(set(ran)) == 1


async def enough(ran: list[int]) -> bool:
    return len(ran) >= 10


async def test_the_lock_is_free_when_its_holder_dies(database) -> None:
    ran: list[int] = []

    async def count(system: Database) -> None:
        ran.append(1)

    holder = await asyncpg.connect(database.dsns.system)
    assert await holder.fetchval("SELECT pg_try_advisory_lock($1)", LOCK)
    regular = {"count": (timedelta(seconds=0.02), count)}
    waiting = asyncio.create_task(
        IntervalJobs(database.system, database.dsns.system, regular).run()
    )
    assert ran == []
    holder.terminate()
    await until(lambda: enough(ran))
    waiting.cancel()


async def test_a_fault_doesnt_end_it(database) -> None:
    ran: list[int] = []

    async def fails(system: Database) -> None:
        ran.append(1)
        raise RuntimeError("no luck")

    regular = {"fails": (timedelta(seconds=0.02), fails)}
    task = asyncio.create_task(IntervalJobs(database.system, database.dsns.system, regular).run())
    await until(lambda: enough(ran))
    task.cancel()


async def test_an_event_that_is_over_becomes_completed(database) -> None:
    host = await make_host(database.app)
    over = await make_event(
        database.app, host, starts_at=now() - timedelta(hours=9), ends_at=now() - timedelta(hours=7)
    )
    recent = await make_event(
        database.app, host, starts_at=now() - timedelta(hours=9), ends_at=now() - timedelta(hours=5)
    )
    endless = await make_event(database.app, host, starts_at=now() - timedelta(hours=20))

    await complete_events(database.system)
    await complete_events(database.system)

    rows = await database.system.pool.fetch("SELECT id, status FROM events")
    assert {row["id"]: row["status"] for row in rows} == {
        over.id: "completed",
        recent.id: "published",
        endless.id: "published",
    }
    facts = await database.system.pool.fetch(
        "SELECT object_id, actor_kind, position IS NOT NULL AS numbered FROM activity_log"
        " WHERE action = 'event_completed'"
    )
    assert [tuple(row) for row in facts] == [(over.id, "system", True)]


async def test_old_things_are_removed_and_new_ones_kept(database) -> None:
    host = await make_host(database.app)
    owner = await asyncpg.connect(database.dsns.owner)
    for age in ("1 hour", "60 days"):
        await owner.execute(
            "INSERT INTO idempotency_keys (principal, route, key, body_hash, created_at)"
            " VALUES ('p', 'r', $1::text, '', now() - $1::text::interval)",
            age,
        )
        await owner.execute(
            "INSERT INTO ended_sessions VALUES (gen_random_uuid(), now() - $1::text::interval)", age
        )
        for transient in (True, False):
            await owner.execute(
                "INSERT INTO activity_log (id, at, stream_id, organization_id, action, object_type,"
                " object_id, actor_kind, transient) VALUES (gen_random_uuid(),"
                " now() - $1::text::interval, $2, $2, 'test', 'x', $2, 'system', $3)",
                age,
                host.organization_id,
                transient,
            )
    await owner.close()

    for work in (make_log_partitions, remove_old_keys, remove_old_logins, remove_transient):
        await work(database.system)

    counted = await database.system.pool.fetchrow(
        "SELECT (SELECT count(*) FROM idempotency_keys), (SELECT count(*) FROM ended_sessions),"
        " (SELECT count(*) FROM activity_log WHERE action = 'test')"
    )
    assert tuple(counted) == (1, 1, 3)
