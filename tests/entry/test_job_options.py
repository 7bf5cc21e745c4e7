"""How jobs wait: until a moment, one for each key, by priority, in the lane of their kind of work."""

import asyncio
import json
from datetime import timedelta
from typing import Any

from convite.core.clock import now
from convite.core.queue import Job, cancel_jobs, on
from convite.core.tasks import WORKS, Running, Task, cancel_task, start_task
from convite.entry.worker import dispatcher
from tests.database import Fresh
from tests.entry.test_worker import Rang, claim, hurry, nothing_left, ring, working
from tests.hosts import Host, make_silent_host
from tests.support import until


async def cancel(database: Fresh, host: Host, key: str) -> int:
    async with database.app.tx(host.principal) as tx:
        return await cancel_jobs(tx, key)


def declare(ran: list[Job]) -> None:
    @on(Rang, "test_keyed")
    async def keyed(job: Job) -> None:
        ran.append(job)


async def test_job_waits_for_its_moment(place, ran) -> None:
    database, host = place
    declare(ran)

    await ring(database, host, "later", run_after=now() + timedelta(hours=1))
    await ring(database, host, "now")
    await dispatcher.dispatch(database.system)
    first = [job.fact.data["name"] for job in await claim(database)]
    await hurry(database)
    second = [job.fact.data["name"] for job in await claim(database)]

    assert (first, second) == (["now"], ["later"])


async def test_newer_job_of_a_key_takes_the_older_ones_place(place, ran) -> None:
    database, host = place
    other = await make_silent_host(database)
    declare(ran)

    for name in ("first", "second"):
        await ring(database, host, name, key="count")
    await dispatcher.dispatch(database.system)
    await ring(database, host, "third", key="count", run_after=now() + timedelta(hours=1))
    await ring(database, other, "theirs", key="count")
    await dispatcher.dispatch(database.system)
    due = [job.fact.data["name"] for job in await claim(database)]
    await hurry(database)
    moved = [job.fact.data["name"] for job in await claim(database)]

    assert (due, moved) == (["theirs"], ["third"])


async def test_jobs_of_one_key_run_one_after_the_other(place, ran) -> None:
    database, host = place
    gate, started = asyncio.Event(), asyncio.Event()

    @on(Rang, "test_keyed")
    async def keyed(job: Job) -> None:
        ran.append(job)
        started.set()
        await gate.wait()

    async def knows_the_newest() -> bool:
        facts = "SELECT array_agg(log_id) FROM jobs"
        return bool(await database.system.pool.fetchval(facts) == [newest])

    await ring(database, host, "first", key="count")
    async with working(database):
        await started.wait()
        await ring(database, host, "second", key="count")
        newest = await ring(database, host, "third", key="count")
        await until(knows_the_newest)
        seen = [job.fact.data["name"] for job in ran]
        gate.set()
        await until(lambda: nothing_left(database))

    assert seen == ["first"]
    assert [job.fact.data["name"] for job in ran] == ["first", "third"]


async def test_canceled_job_never_starts(place, ran) -> None:
    database, host = place
    other = await make_silent_host(database)
    declare(ran)

    await ring(database, host, "in the outbox", key="a")
    assert await cancel(database, host, "a") == 1
    await ring(database, host, "in the queue", key="b")
    await ring(database, host, "another key", key="c")
    await dispatcher.dispatch(database.system)
    assert await cancel(database, other, "b") == 0
    assert await cancel(database, host, "b") == 1
    async with working(database):
        await until(lambda: nothing_left(database))

    assert [job.fact.data["name"] for job in ran] == ["another key"]


async def test_cancel_is_taken_back_with_its_transaction(place, ran) -> None:
    database, host = place
    declare(ran)
    await ring(database, host, "kept", key="a")
    await dispatcher.dispatch(database.system)

    async with database.app.tx(host.principal) as tx:
        assert await cancel_jobs(tx, "a") == 1
        await tx.rollback()

    assert len(await claim(database)) == 1


async def test_priority_orders_the_jobs_of_a_tenant(place, ran) -> None:
    database, host = place
    declare(ran)

    for name, priority in (("low", -1), ("plain", 0), ("high", 1)):
        await ring(database, host, name, priority=priority)
    await dispatcher.dispatch(database.system)
    taken = [await claim(database, most=1) for _ in range(3)]

    assert [one.fact.data["name"] for (one,) in taken] == ["high", "plain", "low"]


async def test_broadcast_that_fills_its_lane_leaves_an_import_its_slot(place, ran) -> None:
    database, host = place
    gate = asyncio.Event()

    @on(Rang, "test_lanes", lane="bulk")
    async def work(job: Job) -> None:
        if job.fact.data["name"] == "broadcast":
            await gate.wait()
        ran.append(job)

    async def import_is_done() -> bool:
        return len(ran) == 1

    for _ in range(20):
        await ring(database, host, "broadcast")
    await ring(database, host, "import", lane="files")
    async with working(database):
        await until(import_is_done)
        seen = [job.fact.data["name"] for job in ran]
        gate.set()
        await until(lambda: nothing_left(database))

    assert seen == ["import"]


async def start(database: Fresh, host: Host) -> Task:
    async with database.app.tx(host.principal) as tx:
        return await start_task(
            tx,
            host.actor,
            kind="test",
            lane="files",
            organization_id=host.organization_id,
            event_id=None,
            parameters={},
        )


async def told(database: Fresh, task: Task) -> list[tuple[Any, ...]]:
    """What the owner hears, in order."""
    rows = await database.system.pool.fetch(
        "SELECT stream_id, channels, position, data FROM activity_log"
        " WHERE action = 'task_progressed' AND object_id = $1 ORDER BY position",
        task.id,
    )
    assert {row["stream_id"] for row in rows} == {task.user_id}
    assert {tuple(row["channels"]) for row in rows} == {(f"users/{task.user_id}",)}
    values = [json.loads(row["data"]) for row in rows]
    return [(value["status"], value["progress"], value["steps"]) for value in values]


async def test_owner_of_a_task_hears_each_step(place, monkeypatch) -> None:
    database, host = place

    async def two_steps(running: Running) -> dict[str, Any]:
        for step in (1, 2):
            await running.report(step, 2)
        return {"is": "done"}

    monkeypatch.setitem(WORKS, "test", two_steps)
    task = await start(database, host)
    async with working(database):
        await until(lambda: nothing_left(database))

    assert await told(database, task) == [
        ("running", 0, None),
        ("running", 1, 2),
        ("running", 2, 2),
        ("done", 2, 2),
    ]


async def test_canceled_task_leaves_the_queue(place) -> None:
    database, host = place

    task = await start(database, host)
    await dispatcher.dispatch(database.system)
    assert await database.system.pool.fetchval("SELECT lane FROM jobs") == "files"
    async with database.app.tx(host.principal) as tx:
        await cancel_task(tx, host.actor, task.id)

    assert await nothing_left(database)
    assert await told(database, task) == [("canceled", 0, None)]
    async with database.app.read(host.principal) as tx:
        row = await tx.get(Task, task.id)
        assert row is not None
        assert row.status == "canceled"
