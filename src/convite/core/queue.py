"""What reacts to facts and what runs with nobody waiting: the registries that jobs declare.

Names are pinned strings. The worker (`entry.worker`) runs what stands here; the dispatcher
(`entry.dispatcher`) turns rows of `activity_outbox` into jobs. Requests never touch the queue.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from convite.core.db import Database, Principal, Tx
from convite.core.log import REACTIONS, Actor, Fact

#: `urgent` for codes and tickets, `bulk` with a slice per tenant.
Lane = Literal["urgent", "normal", "bulk"]

#: Tries of a job before it becomes a dead letter.
MOST_TRIES = 8
#: Starts of a job without an end (it killed its worker) before it is parked.
MOST_STARTS = 5


@dataclass(frozen=True, kw_only=True)
class Happened:
    """A row of the log, as a reaction reads it."""

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
    happened: Happened
    database: Database
    #: How often it was started, this time included.
    start: int = 1

    @asynccontextmanager
    async def tx(self) -> AsyncIterator[Tx]:
        """A transaction for the job's tenant, caused by its fact; commits at the end."""
        principal = Principal(organization_id=self.happened.organization_id)
        async with self.database.tx(principal) as tx:
            tx.trace.cause_id = self.happened.id
            yield tx


Handler = Callable[[Job], Awaitable[None]]
Regular = Callable[[Database], Awaitable[None]]


@dataclass(frozen=True, kw_only=True)
class Declared:
    """A declared job."""

    name: str
    handler: Handler
    lane: Lane


JOBS: dict[str, Declared] = {}
#: Name → (cron line of five fields or `every:SECONDS`, function).
REGULAR: dict[str, tuple[str, Regular]] = {}


def on(fact: type[Fact], name: str, lane: Lane = "normal") -> Callable[[Handler], Handler]:
    """Runs the handler, once at least, after each commit of such a fact."""

    def declare(handler: Handler) -> Handler:
        if name in JOBS:
            raise ValueError(f"two jobs are called {name}")
        JOBS[name] = Declared(name=name, handler=handler, lane=lane)
        REACTIONS.setdefault(fact.action, []).append(name)
        return handler

    return declare


def every(schedule: str, name: str) -> Callable[[Regular], Regular]:
    """Runs the function regularly in one worker: `every:5` (seconds) or a cron line, in UTC."""

    def declare(function: Regular) -> Regular:
        if name in REGULAR:
            raise ValueError(f"two regular jobs are called {name}")
        REGULAR[name] = (schedule, function)
        return function

    return declare
