"""Jobs: made from facts, run once at least, tried again, given up, resumed after a kill."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from convite.core import queue
from convite.core.ids import new_id
from convite.core.job_options import JobOptions
from convite.core.leases import MAX_STARTS, MAX_TRIES
from convite.core.log import REACTIONS, SYSTEM, Fact, record
from convite.core.queue import JOBS, Job, on
from convite.entry.http.failed_jobs import retry_job
from convite.entry.worker import dispatcher
from convite.entry.worker.dispatcher import QUEUE
from convite.entry.worker.worker import Pace, Worker
from tests.database import Fresh
from tests.hosts import Host, make_silent_host
from tests.support import until

FAST = Pace(poll=0.02, lease=1.0)


class Rang(Fact, frozen=True, kw_only=True):
    action = "test_rang"
    object_type = "bell"
    private = frozenset({"name"})
    name: str = ""


async def ring(database: Fresh, host: Host, name: str = "", **options: Any) -> UUID:
    """Records one fact."""
    async with database.app.tx(host.principal) as tx:
        fact = Rang(organization_id=host.organization_id, object_id=new_id(), name=name)
        return await record(tx, host.actor, fact, JobOptions(**options))


@asynccontextmanager
async def working(database: Fresh, pace: Pace = FAST) -> AsyncIterator[Worker]:
    worker = Worker(database.app, database.system, pace)
    task = asyncio.create_task(worker.run())
    try:
        yield worker
    finally:
        worker.stop()
        await task


async def rows(database: Fresh) -> list[tuple[str, str, int, int]]:
    found = await database.system.pool.fetch("SELECT * FROM jobs ORDER BY log_id, name")
    return [(row["name"], row["status"], row["tries"], row["starts"]) for row in found]


async def hurry(database: Fresh) -> None:
    """Every waiting job is due at once."""
    await database.system.pool.execute(
        "UPDATE jobs SET run_after = now() - interval '1 second' WHERE status = 'queued'"
    )


async def nothing_left(database: Fresh) -> bool:
    left = await database.system.pool.fetchval(
        "SELECT (SELECT count(*) FROM jobs) + (SELECT count(*) FROM activity_outbox)"
    )
    return bool(left == 0)


async def test_a_fact_runs_each_of_its_reactions(place, ran) -> None:
    database, host = place

    @on(Rang, "test_first")
    async def first(job: Job) -> None:
        ran.append(job)

    @on(Rang, "test_second", lane="bulk")
    async def second(job: Job) -> None:
        async with job.tx() as tx:
            tenant = await tx.scalar(queue.text("SELECT app_org()"))
        assert tenant == host.organization_id
        ran.append(job)

    log_id = await ring(database, host, "Ana")
    async with working(database):
        await until(lambda: nothing_left(database))

    assert sorted(job.name for job in ran) == ["test_first", "test_second"]
    assert {(job.fact.id, job.fact.data["name"], job.fact.actor) for job in ran} == {
        (log_id, "Ana", host.actor)
    }


async def test_a_rolled_back_fact_runs_nothing(place, ran) -> None:
    database, host = place

    @on(Rang, "test_never")
    async def never(job: Job) -> None:
        ran.append(job)

    async with database.app.tx(host.principal) as tx:
        fact = Rang(organization_id=host.organization_id, object_id=new_id())
        await record(tx, host.actor, fact)
        await tx.rollback()

    assert await dispatcher.dispatch(database.system) == 0
    assert ran == []


async def test_a_failed_job_is_tried_again_then_dead(place, ran) -> None:
    database, host = place
    told: list[Job] = []

    async def tell(job: Job) -> None:
        told.append(job)

    @on(Rang, "test_fails", gave_up=tell)
    async def fails(job: Job) -> None:
        ran.append(job)
        raise RuntimeError("no luck")

    async def is_dead() -> bool:
        await hurry(database)
        return [row[1] for row in await rows(database)] == ["dead"]

    await ring(database, host)
    async with working(database):
        await until(is_dead, limit=60)

    assert [job.tries for job in ran] == list(range(MAX_TRIES))
    assert await rows(database) == [("test_fails", "dead", MAX_TRIES, 0)]
    assert [job.name for job in told] == ["test_fails"]


async def test_a_job_that_somebody_waits_for_is_given_up_sooner(place, ran) -> None:
    database, host = place
    told: list[Job] = []

    async def tell(job: Job) -> None:
        told.append(job)

    @on(Rang, "test_fails_soon", gave_up=tell, most_tries=2)
    async def fails(job: Job) -> None:
        ran.append(job)
        raise RuntimeError("no luck")

    async def is_dead() -> bool:
        await hurry(database)
        return [row[1] for row in await rows(database)] == ["dead"]

    await ring(database, host)
    async with working(database):
        await until(is_dead, limit=60)

    assert ([job.tries for job in ran], len(told)) == ([0, 1], 1)


async def test_pauses_grow_between_tries(place) -> None:
    database, host = place

    @on(Rang, "test_later")
    async def later(job: Job) -> None:
        raise AssertionError

    await ring(database, host)
    await dispatcher.dispatch(database.system)
    waits = []
    for _ in range(3):
        await hurry(database)
        worker = new_id()
        (job,) = await claim(database, worker=worker)
        await QUEUE.fail(database.system, worker, job.id, tries=job.tries, error="no")
        waits.append(
            await database.system.pool.fetchval(
                "SELECT extract(epoch FROM run_after - now())::float FROM jobs"
            )
        )

    assert waits[0] < waits[1] < waits[2]


async def claim(
    database: Fresh, lane: str = "normal", most: int = 10, slice_: int = 10, worker=None
):
    return await dispatcher.claim(
        database.system, worker or new_id(), lane=lane, most=most, slice_=slice_, lease=30
    )


async def test_two_workers_never_claim_one_job(place) -> None:
    database, host = place

    @on(Rang, "test_many")
    async def many(job: Job) -> None: ...

    for _ in range(40):
        await ring(database, host)
    await dispatcher.dispatch(database.system)
    claimed: list[UUID] = []
    for _ in range(4):
        batches = await asyncio.gather(*(claim(database, slice_=100) for _ in range(4)))
        claimed += [job.id for batch in batches for job in batch]

    assert len(claimed) == len(set(claimed)) == 40


async def test_tenants_take_turns_in_bulk(place) -> None:
    database, host = place
    other = await make_silent_host(database)

    @on(Rang, "test_bulk", lane="bulk")
    async def bulk(job: Job) -> None: ...

    for _ in range(10):
        await ring(database, host)
    await ring(database, other)
    await dispatcher.dispatch(database.system)
    first = await claim(database, "bulk", most=3, slice_=2)
    second = await claim(database, "bulk", most=3, slice_=2)

    assert sorted(str(job.fact.organization_id) for job in first) == sorted(
        map(str, (host.organization_id, host.organization_id, other.organization_id))
    )
    assert second == []


async def test_what_a_dead_worker_left_is_run_again(place, ran) -> None:
    database, host = place

    @on(Rang, "test_left")
    async def left(job: Job) -> None:
        ran.append(job)

    await ring(database, host)
    await dispatcher.dispatch(database.system)
    assert len(await claim(database)) == 1
    async with working(database):
        assert ran == []
        await database.system.pool.execute("UPDATE jobs SET lease_until = now()")
        await until(lambda: nothing_left(database))

    assert len(ran) == 1


async def test_a_job_that_kills_its_workers_is_parked(place, ran) -> None:
    database, host = place
    told: list[Job] = []

    async def tell(job: Job) -> None:
        told.append(job)

    @on(Rang, "test_kills", gave_up=tell)
    async def kills(job: Job) -> None:
        ran.append(job)

    await ring(database, host)
    await dispatcher.dispatch(database.system)
    lanes = []
    for _ in range(MAX_STARTS):
        lane = await database.system.pool.fetchval("SELECT lane FROM jobs")
        lanes.append(lane)
        assert len(await claim(database, lane)) == 1
        await database.system.pool.execute("UPDATE jobs SET lease_until = now() - interval '1 s'")
        assert await dispatcher.resume(database.system) == 1

    async def is_parked() -> bool:
        return [row[1] for row in await rows(database)] == ["parked"]

    async with working(database):
        await until(is_parked)

    assert lanes == ["normal", "normal", "alone", "alone", "alone"]
    assert (ran, [job.name for job in told]) == ([], ["test_kills"])
    job_id = await database.system.pool.fetchval("SELECT id FROM jobs")
    async with database.system.tx() as tx:
        await retry_job(tx, SYSTEM, job_id)
    assert [row[1] for row in await rows(database)] == ["queued"]


async def test_a_long_job_keeps_its_lease(place, ran) -> None:
    database, host = place
    gate = asyncio.Event()

    @on(Rang, "test_long")
    async def long(job: Job) -> None:
        ran.append(job)
        await gate.wait()

    async def renewed() -> bool:
        return bool(
            await database.system.pool.fetchval(
                "SELECT lease_until > created_at + interval '1.6 seconds' FROM jobs"
            )
        )

    await ring(database, host)
    async with working(database):
        await until(renewed)
        gate.set()
        await until(lambda: nothing_left(database))

    assert len(ran) == 1


async def test_a_stopping_worker_waits_for_its_jobs(place, ran) -> None:
    database, host = place
    started = asyncio.Event()

    @on(Rang, "test_slow")
    async def slow(job: Job) -> None:
        started.set()
        await asyncio.sleep(0.2)
        ran.append(job)

    await ring(database, host)
    async with working(database):
        await started.wait()

    assert len(ran) == 1
    assert await rows(database) == []


async def test_an_unknown_job_waits_for_a_newer_program(place) -> None:
    database, host = place

    @on(Rang, "test_newer")
    async def newer(job: Job) -> None: ...

    await ring(database, host)
    await dispatcher.dispatch(database.system)
    del JOBS["test_newer"]

    async def has_failed() -> bool:
        return [row[2] for row in await rows(database)] == [1]

    REACTIONS.pop(Rang.action)
    async with working(database):
        await until(has_failed)

    assert [row[1] for row in await rows(database)] == ["queued"]
