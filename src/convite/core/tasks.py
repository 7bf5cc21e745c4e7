"""Long-running tasks: `/api/tasks/{id}` shows progress, result and error.

An action calls `start_task`, which records a fact; the worker runs the function declared for that kind.
A task can be canceled between two steps. Its owner gets each step on their own channel, so pages
don't need to poll.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Literal
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.database import Database
from convite.core.db import Base, Keyed, Principal, ReadTx, Tx, load, one_of
from convite.core.ids import new_id
from convite.core.job_options import JobOptions, Lane
from convite.core.log import Actor, Fact, record
from convite.core.machine import Transitions, move, move_if_allowed, sources
from convite.core.problems import Conflict, FieldText, Problem
from convite.core.queue import Job, cancel_jobs, on

#: Somebody waits for a task: with the queue's pauses, three tries take less than half a minute more
#: than the work itself.
MAX_TRIES = 3
GAVE_UP = FieldText(
    name="task.gave-up",
    english=(
        "This didn't work because of an error on our side. Try again; if it keeps failing, tell"
        " whoever runs this server."
    ),
)

TaskStatus = Literal["queued", "running", "done", "failed", "canceled"]


class Task(Keyed, Base):
    """A long-running task."""

    __tablename__ = "tasks"
    __table_args__ = (one_of("status", TaskStatus),)
    TRANSITIONS: ClassVar[Transitions] = {
        "queued": frozenset({"running", "canceled", "failed"}),
        "running": frozenset({"done", "failed", "canceled"}),
        "done": frozenset(),
        "failed": frozenset(),
        "canceled": frozenset(),
    }

    organization_id: Mapped[UUID] = mapped_column(index=True)
    event_id: Mapped[UUID | None]
    user_id: Mapped[UUID | None]
    kind: Mapped[str]
    status: Mapped[str] = mapped_column(default="queued")
    progress: Mapped[int] = mapped_column(default=0)
    steps: Mapped[int | None]
    parameters: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    result: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    error: Mapped[str | None]
    error_text: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    starts: Mapped[int] = mapped_column(default=0)
    expires_at: Mapped[datetime | None]


class TaskRequested(Fact, frozen=True, kw_only=True):
    """A task was requested."""

    action = "task_requested"
    object_type = "task"
    kind: str


class TaskMoved(Fact, frozen=True, kw_only=True):
    """A task started or ended; `changes` has its status before and after."""

    action = "task_moved"
    object_type = "task"
    private = frozenset({"reason"})
    kind: str
    #: Why it failed; it may name people.
    reason: str | None = None


class TaskProgressed(Fact, frozen=True, kw_only=True):
    """A task started, made progress, or ended."""

    action = "task_progressed"
    object_type = "task"
    channels = ("users/{user_id}",)
    transient = True
    user_id: UUID
    task_id: UUID
    kind: str
    status: str
    progress: int
    steps: int | None


class TaskCanceled(Exception):
    """The task was canceled while it ran."""


@dataclass
class Running:
    """A running task: lets its function read its parameters and report progress."""

    task_id: UUID
    organization_id: UUID
    event_id: UUID | None
    actor: Actor
    parameters: dict[str, Any]
    database: Database

    @property
    def principal(self) -> Principal:
        """The principal of its transactions."""
        return Principal(organization_id=self.organization_id)

    async def report(self, progress: int, steps: int) -> None:
        """Stores the progress and notifies the task's owner.

        Raises:
            TaskCanceled: the task was canceled meanwhile.
        """
        async with self.database.tx(self.principal) as tx:
            result = await tx.execute(
                update(Task)
                .where(Task.id == self.task_id, Task.status == "running")
                .values(progress=progress, steps=steps)
                .returning(Task)
            )
            row = result.scalar_one_or_none()
            if row is None:
                raise TaskCanceled
            await notify_owner(tx, self.actor, row)


Work = Callable[[Running], Awaitable[dict[str, Any]]]
Settle = Callable[[Tx, Actor, Task], Awaitable[None]]
Tell = Callable[[dict[str, Any], str], dict[str, Any]]
WORKS: dict[str, Work] = {}
SETTLES: dict[str, Settle] = {}
TELLS: dict[str, Tell] = {}


def task(
    kind: str, *, settle: Settle | None = None, tell: Tell | None = None
) -> Callable[[Work], Work]:
    """Declares the function that runs tasks of `kind`; it returns the result.

    Work that has its own state passes `settle` to end that state too. It is called, possibly twice, in
    the transaction in which the task fails for good or turns out to be canceled. Without it, a task
    canceled before its start would leave, for example, its import running forever.

    Work whose result has sentences passes `tell`, which says them in a language.
    """

    def declare(work: Work) -> Work:
        WORKS[kind] = work
        if settle is not None:
            SETTLES[kind] = settle
        if tell is not None:
            TELLS[kind] = tell
        return work

    return declare


async def start_task(
    tx: Tx,
    actor: Actor,
    *,
    kind: str,
    lane: Lane,
    organization_id: UUID,
    event_id: UUID | None,
    parameters: dict[str, Any],
) -> Task:
    """Requests a task; it starts after the commit, when its lane has a free slot."""
    row = Task(
        id=new_id(),
        organization_id=organization_id,
        event_id=event_id,
        user_id=actor.id if actor.kind == "user" else None,
        kind=kind,
        parameters=parameters,
    )
    tx.add(row)
    await tx.flush()
    fact = TaskRequested(
        organization_id=organization_id, event_id=event_id, object_id=row.id, kind=kind
    )
    await record(tx, actor, fact, JobOptions(key=key_of(row.id), lane=lane))
    return row


def key_of(task_id: UUID) -> str:
    """The key of the task's job."""
    return f"task:{task_id}"


async def give_up(job: Job) -> None:
    """Marks a task as failed for good and notifies its owner."""
    await finish(job, job.fact.object_id, "failed", None, GAVE_UP)


@on(TaskRequested, "run_task", lane="bulk", gave_up=give_up, most_tries=MAX_TRIES)
async def run_task(job: Job) -> None:
    """Runs the function for the task's kind and stores its result."""
    async with job.tx() as tx:
        row = await load(tx, Task, job.fact.object_id, lock=True)
        if row is None or row.status not in ("queued", "running"):
            # it was canceled, perhaps while a worker that crashed was running it
            await settle_unfinished(tx, job.fact.actor, row)
            return
        row.starts += 1
        if row.status == "queued":
            await move(tx, job.fact.actor, row, "running", TaskMoved)
        await notify_owner(tx, job.fact.actor, row)
    running = Running(
        task_id=row.id,
        organization_id=row.organization_id,
        event_id=row.event_id,
        actor=job.fact.actor,
        parameters=row.parameters,
        database=job.database,
    )
    await finish(job, row.id, *await outcome(row.kind, running))


Outcome = tuple[str, dict[str, Any] | None, FieldText | None]


async def outcome(kind: str, running: Running) -> Outcome:
    """Runs the work: status, result, error. Only problems end the task; other errors are retried."""
    try:
        return "done", await WORKS[kind](running), None
    except TaskCanceled:
        return "canceled", None, None
    except Problem as problem:
        return "failed", None, problem.as_text()


async def finish(
    job: Job, task_id: UUID, status: str, result: dict[str, Any] | None, error: FieldText | None
) -> None:
    """Stores how a task ended, unless it was canceled meanwhile."""
    async with job.tx() as tx:
        row = await load(tx, Task, task_id, lock=True)
        if row is None:
            return
        reason = {"reason": error.english} if error else {}
        if await move_if_allowed(tx, job.fact.actor, row, status, TaskMoved, **reason):
            row.result = result
            if error is not None:
                row.error, row.error_text = error.english, error.stored()
            await tx.flush()
            await notify_owner(tx, job.fact.actor, row)
        # also when it was canceled during its last try: nothing else will settle it
        await settle_unfinished(tx, job.fact.actor, row)


async def settle_unfinished(tx: Tx, actor: Actor, task: Task | None) -> None:
    """Calls `settle` for a task that ended without success."""
    if task is not None and task.status in ("canceled", "failed") and task.kind in SETTLES:
        await SETTLES[task.kind](tx, actor, task)


async def notify_owner(tx: Tx, actor: Actor, task: Task) -> None:
    """Notifies the user who requested it; devices and keys have no channel."""
    if task.user_id is None:
        return
    fact = TaskProgressed(
        organization_id=task.organization_id,
        object_id=task.id,
        stream_id=task.user_id,
        user_id=task.user_id,
        task_id=task.id,
        kind=task.kind,
        status=task.status,
        progress=task.progress,
        steps=task.steps,
    )
    await record(tx, actor, fact)


async def cancel_task(tx: Tx, actor: Actor, task_id: UUID) -> None:
    """Cancels a task that hasn't ended: it won't start, or stops at its next step.

    A running task settles itself at that step; any other is settled here.
    """
    row = await load(tx, Task, task_id, lock=True)
    if row is None or row.status not in sources(Task.TRANSITIONS, "canceled"):
        return
    waiting = await cancel_jobs(tx, key_of(task_id))
    is_idle = row.status == "queued" or waiting > 0
    await move(tx, actor, row, "canceled", TaskMoved)
    if is_idle:
        await settle_unfinished(tx, actor, row)
    await notify_owner(tx, actor, row)


def error_of(task: Task, locale: str) -> str | None:
    """Why a task failed, in a language; in English for tasks that didn't keep their translation."""
    if task.error is None or task.error_text is None:
        return task.error
    known = task.error_text
    # a case without a text of its own has its kind's
    kind = known["name"].partition(".")[0]
    return FieldText.named(known["name"], task.error, known["values"]).text_in(locale, kind)


def result_in(task: Task, locale: str) -> dict[str, Any] | None:
    """A task's result with its sentences in a language; None while there is none."""
    if not task.result or task.kind not in TELLS:
        return task.result
    return TELLS[task.kind](task.result, locale)


def result_of(task: Task) -> dict[str, Any]:
    """A task's result.

    Raises:
        Conflict: it hasn't succeeded.
    """
    if task.status != "done" or task.result is None:
        unready = Conflict("It isn't ready yet.", name="wrong-state", current_status=task.status)
        raise unready.with_text("unready")
    return task.result


async def read_task(tx: ReadTx, task_id: UUID) -> Task | None:
    """The task, or None."""
    return (await tx.execute(select(Task).where(Task.id == task_id))).scalar_one_or_none()
