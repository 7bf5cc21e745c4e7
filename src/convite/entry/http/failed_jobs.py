"""Failed jobs: which there are, and what an admin does with them. Each decision is in the log."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from convite.core.database import Database
from convite.core.db import Tx
from convite.core.log import Actor, Fact, record
from convite.core.problems import NotFound

# Oldest first. Served by jobs_pkey; few jobs fail for good.
FAILED = """
SELECT j.id, j.name, j.lane, j.status, j.tries, j.starts, j.error, j.created_at, j.organization_id,
  o.name AS organization, l.event_id, l.action
FROM jobs j JOIN organizations o ON o.id = j.organization_id
LEFT JOIN activity_log l ON l.id = j.log_id
WHERE j.status = ANY ($1) AND ($2::uuid IS NULL OR j.id > $2) ORDER BY j.id LIMIT $3
"""
WAITING = """
SELECT lane, count(*) AS jobs, min(run_after) AS since FROM jobs
WHERE status = 'queued' AND run_after <= now() GROUP BY lane ORDER BY lane
"""
RETRY = """
UPDATE jobs SET status = 'queued', tries = 0, starts = 0, run_after = now()
WHERE id = $1 AND status IN ('dead', 'parked') RETURNING organization_id, name
"""
FORGET = "DELETE FROM jobs WHERE id = $1 AND status IN ('dead', 'parked') RETURNING organization_id, name"


class JobRetried(Fact, frozen=True, kw_only=True):
    """A failed job was queued again."""

    action = "job_retried"
    object_type = "job"
    job_name: str


class JobForgotten(Fact, frozen=True, kw_only=True):
    """A failed job was discarded."""

    action = "job_forgotten"
    object_type = "job"
    job_name: str


async def failed_jobs(
    system: Database, statuses: Sequence[str], *, after: UUID | None, limit: int
) -> list[Any]:
    """Up to `limit` failed jobs after the one with the id `after`, oldest first."""
    rows: list[Any] = await system.pool.fetch(FAILED, list(statuses), after, limit)
    return rows


async def waiting_by_lane(system: Database) -> list[Any]:
    """The number of waiting jobs of each lane, and since when the first of them waits."""
    rows: list[Any] = await system.pool.fetch(WAITING)
    return rows


async def retry_job(tx: Tx, actor: Actor, job_id: UUID) -> None:
    """Queues a failed job again, with its tries counted from zero.

    Raises:
        NotFound: no failed job has this id.
    """
    row = await taken(tx, RETRY, job_id)
    fact = JobRetried(
        organization_id=row["organization_id"], object_id=job_id, job_name=row["name"]
    )
    await record(tx, actor, fact)


async def forget_job(tx: Tx, actor: Actor, job_id: UUID) -> None:
    """Discards a failed job for good.

    Raises:
        NotFound: no failed job has this id.
    """
    row = await taken(tx, FORGET, job_id)
    fact = JobForgotten(
        organization_id=row["organization_id"], object_id=job_id, job_name=row["name"]
    )
    await record(tx, actor, fact)


async def taken(tx: Tx, statement: str, job_id: UUID) -> Any:
    """The row that the statement changed."""
    row = await tx.driver.fetchrow(statement, job_id)
    if row is None:
        raise NotFound("There's no failed job with this id.")
    return row
