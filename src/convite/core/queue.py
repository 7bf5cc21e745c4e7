"""Registries of background jobs: those triggered by facts and those that run regularly.

Job names are stable strings. The dispatcher (`entry.worker.dispatcher`) turns rows of `activity_outbox`
into rows of `jobs`; the worker (`entry.worker.worker`) runs them. Requests never touch the queue.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.database import Database
from convite.core.db import Base, Keyed, Principal, Tx, one_of
from convite.core.job_options import Lane
from convite.core.leases import MAX_TRIES
from convite.core.log import REACTIONS, Actor, Fact

#: After this many starts without an end, a job runs alone so that it can't crash others.
ALONE_STARTS = 2


JobStatus = Literal["queued", "running", "dead", "parked"]


class QueuedJob(Keyed, Base):
    """A job that is waiting, running or failed. Finished jobs are deleted; the log keeps their fact.

    `dead` failed too often, `parked` crashed its worker too often; both need manual action.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        UniqueConstraint("log_id", "name"),
        one_of("status", JobStatus),
        CheckConstraint("priority BETWEEN -1 AND 1", name="priority"),
        one_of("lane", Literal[Lane, "alone"]),
        Index(
            "jobs_due",
            "lane",
            "organization_id",
            "priority",
            "run_after",
            "id",
            postgresql_where=text("status = 'queued'"),
        ),
        Index(
            "jobs_key",
            "organization_id",
            "key",
            "name",
            unique=True,
            postgresql_where=text("key IS NOT NULL"),
        ),
        Index("jobs_running", "lease_until", postgresql_where=text("status = 'running'")),
        {"postgresql_with": {"autovacuum_vacuum_scale_factor": 0.01}},
    )

    log_id: Mapped[UUID]
    organization_id: Mapped[UUID]
    name: Mapped[str]
    lane: Mapped[str]
    #: Only the newest waiting job with a given key is kept.
    key: Mapped[str | None]
    status: Mapped[str] = mapped_column(server_default="queued")
    #: -1, 0 or 1; relative to jobs of the same tenant and lane.
    priority: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    #: Failures so far.
    tries: Mapped[int] = mapped_column(server_default="0")
    #: Starts since the last run that ended.
    starts: Mapped[int] = mapped_column(server_default="0")
    run_after: Mapped[datetime] = mapped_column(server_default=func.now())
    #: The worker that runs it, and when its lease expires.
    worker: Mapped[UUID | None]
    lease_until: Mapped[datetime | None]
    error: Mapped[str | None]


@dataclass(frozen=True, kw_only=True)
class LoggedFact:
    """A log row, as passed to a handler."""

    id: UUID
    organization_id: UUID
    event_id: UUID | None
    action: str
    object_type: str
    object_id: UUID
    actor: Actor
    #: The message, personal values included where they haven't been erased.
    data: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, Any] = field(default_factory=dict)
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Job:
    """One run of a job: its tenant, its fact, and the database to open transactions on."""

    id: UUID
    name: str
    fact: LoggedFact
    database: Database
    #: Earlier failures.
    tries: int = 0

    @asynccontextmanager
    async def tx(self) -> AsyncIterator[Tx]:
        """A transaction for the job's tenant, caused by its fact; commits at the end."""
        principal = Principal(organization_id=self.fact.organization_id)
        async with self.database.tx(principal) as tx:
            tx.trace.cause_id = self.fact.id
            yield tx


Handler = Callable[[Job], Awaitable[None]]
Regular = Callable[[Database], Awaitable[None]]


@dataclass(frozen=True, kw_only=True)
class Declared:
    """A declared job."""

    name: str
    handler: Handler
    lane: Lane
    #: Runs once when the job is given up, to notify whoever waits for it.
    gave_up: Handler | None = None
    most_tries: int = MAX_TRIES


JOBS: dict[str, Declared] = {}
#: Name → (interval, function).
REGULAR: dict[str, tuple[timedelta, Regular]] = {}


def on(
    fact: type[Fact],
    name: str,
    lane: Lane = "normal",
    *,
    gave_up: Handler | None = None,
    most_tries: int = MAX_TRIES,
) -> Callable[[Handler], Handler]:
    """Registers a handler that runs at least once after each commit of such a fact.

    A handler that raises is retried with backoff, up to `most_tries` tries.
    """

    def declare(handler: Handler) -> Handler:
        if name in JOBS:
            raise ValueError(f"two jobs are called {name}")
        JOBS[name] = Declared(
            name=name, handler=handler, lane=lane, gave_up=gave_up, most_tries=most_tries
        )
        REACTIONS.setdefault(fact.action, []).append(name)
        return handler

    return declare


def most_tries(name: str) -> int:
    """How often a job is tried; one that only a newer worker knows is tried as often as any."""
    return JOBS[name].most_tries if name in JOBS else MAX_TRIES


def every(interval: timedelta, name: str) -> Callable[[Regular], Regular]:
    """Registers a function that one worker runs at its start and again an interval after each run.

    It gets the system role's database. A restart runs it early, so it must be idempotent. Scheduling
    ignores the time of day; functions that depend on it check the clock themselves.
    """

    def declare(function: Regular) -> Regular:
        if name in REGULAR:
            raise ValueError(f"two regular jobs are called {name}")
        REGULAR[name] = (interval, function)
        return function

    return declare


async def cancel_jobs(tx: Tx, key: str) -> int:
    """Cancels the tenant's jobs with that key that haven't started; returns how many.

    A running job continues, so its function must check whether the work is still wanted. Failed
    jobs are kept for manual action.
    """
    canceled: int = await tx.driver.fetchval("SELECT cancel_jobs($1)", key)
    return canceled
