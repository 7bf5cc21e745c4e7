"""The worker: runs jobs by lane; one of the workers also runs the regular work.

Jobs run at least once. A job is ours while we extend its lease; the jobs of a killed worker are
requeued when their leases expire.
"""

import asyncio
import contextlib
import logging
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from convite.core.config import settings
from convite.core.database import Database, open_database
from convite.core.db import DATABASE_FAULTS
from convite.core.dsns import read_dsns
from convite.core.endings import end
from convite.core.ids import new_id
from convite.core.leases import crashes_workers, is_last_try
from convite.core.queue import JOBS, Job, most_tries
from convite.entry.worker import dispatcher
from convite.entry.worker.dispatcher import QUEUE, Claimed
from convite.entry.worker.regular import IntervalJobs
from convite.live.relay import Relay

log = logging.getLogger("convite.worker")

#: Seconds a stopping worker waits for its running jobs; the supervisor waits ten.
GRACE = 7.0
#: Thread switch interval in seconds: with the default 5 ms, a computing thread would delay each
#: statement of an import by as much.
SWITCH_SECONDS = 0.0005
#: Polls between checks for due jobs when there are no new facts.
LOOK_EVERY = 4


@dataclass(frozen=True, kw_only=True)
class Lane:
    """How many jobs of a lane run at once, and how many of them per tenant."""

    slots: int
    slice: int


LANES: Mapping[str, Lane] = {
    "urgent": Lane(slots=4, slice=4),
    "normal": Lane(slots=8, slice=6),
    "bulk": Lane(slots=3, slice=2),
    "files": Lane(slots=3, slice=2),
    "seating": Lane(slots=1, slice=1),
    "push": Lane(slots=16, slice=4),
    # jobs that crashed their worker before: one at a time
    "alone": Lane(slots=1, slice=1),
}


@dataclass(frozen=True, kw_only=True)
class Pace:
    """Polling intervals, in seconds."""

    poll: float = 0.25
    #: The lease: how long a job is ours without an extension.
    lease: float = 30.0


class Worker:
    """Runs jobs until it is stopped. `database` is for handlers, `system` for the queue."""

    def __init__(self, database: Database, system: Database, pace: Pace | None = None) -> None:
        self.id: UUID = new_id()
        self.database = database
        self.system = system
        self.pace = pace or Pace()
        self.running: dict[str, set[asyncio.Task[None]]] = {lane: set() for lane in LANES}
        self.ours: set[UUID] = set()
        self.ended: list[tuple[UUID, UUID]] = []
        self.is_freed = False
        self.woken = asyncio.Event()
        self.stopping = False

    async def run(self) -> None:
        """Works until `stop`; then waits briefly for running jobs and leaves the rest to others."""
        alive = asyncio.create_task(self.stay_alive())
        idle = LOOK_EVERY
        try:
            while not self.stopping:
                look = self.is_freed or idle >= LOOK_EVERY
                try:
                    moved = await self.step(look=look)
                    idle = 0 if moved else 1 if look else idle + 1
                except DATABASE_FAULTS as error:
                    log.warning("the worker waits for the database: %s", error)
                    await asyncio.sleep(1)
                if idle:
                    await self.rest()
        finally:
            alive.cancel()
            await self.leave()

    async def step(self, *, look: bool) -> bool:
        """One round: settles done jobs, dispatches facts, starts jobs. Returns whether it did anything."""
        self.is_freed = False
        ended, self.ended = self.ended, []
        try:
            await dispatcher.settle(self.system, self.id, ended)
        except DATABASE_FAULTS:
            self.ended += ended
            raise
        taken = await dispatcher.dispatch(self.system)
        if not (taken or ended or look):
            return False
        started = [await self.fill(lane, size) for lane, size in LANES.items()]
        return bool(taken or any(started))

    async def fill(self, name: str, lane: Lane) -> int:
        """Starts due jobs on a lane's free slots; returns how many."""
        free = lane.slots - len(self.running[name])
        if free <= 0:
            return 0
        jobs = await dispatcher.claim(
            self.system,
            self.id,
            lane=name,
            most=free,
            slice_=lane.slice,
            lease=self.pace.lease,
        )
        for job in jobs:
            self.ours.add(job.id)
            task = asyncio.create_task(self.perform(job), name=job.name)
            self.running[name].add(task)
            task.add_done_callback(self.running[name].discard)
            task.add_done_callback(self.slot_is_free)
        return len(jobs)

    def slot_is_free(self, _: "asyncio.Task[None]") -> None:
        """A job ended, so the next can start."""
        self.is_freed = True
        self.woken.set()

    async def perform(self, claimed: Claimed) -> None:
        """Runs a job and stores the outcome; if that fails, its lease expires."""
        try:
            await self.attempt(claimed)
        except DATABASE_FAULTS as error:
            log.warning("how job %s ended couldn't be stored: %s", claimed.name, error)
        finally:
            self.ours.discard(claimed.id)

    async def attempt(self, claimed: Claimed) -> None:
        """Runs a job once and records a failure."""
        job = Job(
            id=claimed.id,
            name=claimed.name,
            fact=claimed.fact,
            database=self.database,
            tries=claimed.tries,
        )
        if crashes_workers(claimed.starts):
            log.error("job %s (%s) never comes to an end; parked", claimed.name, claimed.id)
            await self.give_up(job)
            await QUEUE.stop(self.system, self.id, claimed.id)
            return
        try:
            await JOBS[claimed.name].handler(job)
        except Exception as error:
            log.exception("job %s (%s) failed", claimed.name, claimed.id)
            is_final = is_last_try(claimed.tries, most_tries(claimed.name))
            if is_final:
                await self.give_up(job)
            await QUEUE.fail(
                self.system,
                self.id,
                claimed.id,
                tries=claimed.tries,
                is_final=is_final,
                error=f"{type(error).__name__}: {error}",
            )
        else:
            self.ended.append((claimed.id, claimed.fact.id))

    async def give_up(self, job: Job) -> None:
        """Notifies whoever waits for the job that it has failed for good."""
        react = JOBS[job.name].gave_up if job.name in JOBS else None
        if react is not None:
            try:
                await react(job)
            except Exception:
                log.exception("the reaction to giving up job %s failed", job.name)

    async def rest(self) -> None:
        """Waits for the end of a job, or a moment."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self.pace.poll):
                await self.woken.wait()
        self.woken.clear()

    async def stay_alive(self) -> None:
        """Extends our leases, and requeues the jobs of dead workers."""
        while True:
            try:
                ours = [*self.ours, *(job for job, _ in self.ended)]
                await QUEUE.extend(self.system, self.id, ours, self.pace.lease)
                resumed = await dispatcher.resume(self.system)
                if resumed:
                    log.warning("%d jobs resumed after a worker died", resumed)
                    self.woken.set()
            except DATABASE_FAULTS as error:
                log.warning("the leases wait for the database: %s", error)
            await asyncio.sleep(self.pace.lease / 4)

    def stop(self) -> None:
        """Asks it to end."""
        self.stopping = True
        self.woken.set()

    async def leave(self) -> None:
        """Shuts down cleanly."""
        tasks = [task for lane in self.running.values() for task in lane]
        ours = set(self.ours)
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=GRACE)
            await end(late)
        with contextlib.suppress(*DATABASE_FAULTS):
            await dispatcher.settle(self.system, self.id, self.ended)
            await QUEUE.give_back(self.system, self.id, list(ours))


async def main(pace: Pace | None = None) -> None:
    """One worker process, until SIGTERM or SIGINT."""
    from convite.entry.reactions import REACTING

    assert REACTING
    sys.setswitchinterval(SWITCH_SECONDS)
    config = settings()
    dsns = read_dsns(config)
    database = await open_database(
        dsns.app, pool_size=config.pool_size, raw_pool_size=config.raw_pool_size
    )
    system = await open_database(dsns.system, pool_size=4, raw_pool_size=6)
    relay = Relay(dsns.system, lambda _: None)
    database.after_commit.append(relay.notify)
    system.after_commit.append(relay.notify)
    worker, regulars = Worker(database, system, pace), IntervalJobs(system, dsns.system)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, worker.stop)
    beside = [asyncio.create_task(relay.run()), asyncio.create_task(regulars.run())]
    try:
        await worker.run()
    finally:
        await end(beside)
        await database.close()
        await system.close()
