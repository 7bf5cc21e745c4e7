"""HTTP routes for failed jobs: list, retry, discard. For platform admins."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from convite.core.db import Database, raw
from convite.core.log import Actor, Fact, record
from convite.core.paging import Page
from convite.core.problems import NotFound
from convite.core.shapes import Output
from convite.entry.worker import dispatcher
from convite.people.identity.policy import Admin

router = APIRouter(prefix="/api/jobs", tags=["Running it"])

# Oldest first. Not paginated: there are few, since each needs manual action.
GIVEN_UP = """
SELECT j.id, j.name, j.lane, j.status, j.tries, j.starts, j.error, j.created_at, j.organization_id,
  o.name AS organization, l.event_id, l.action
FROM jobs j JOIN organizations o ON o.id = j.organization_id
LEFT JOIN activity_log l ON l.id = j.log_id
WHERE j.status = ANY ($1) AND ($2::uuid IS NULL OR j.id > $2) ORDER BY j.id LIMIT $3
"""
FORGET = "DELETE FROM jobs WHERE id = $1 AND status IN ('dead', 'parked') RETURNING organization_id, name"
WAITING = """
SELECT lane, count(*) AS jobs, min(run_after) AS since FROM jobs
WHERE status = 'queued' AND run_after <= now() GROUP BY lane ORDER BY lane
"""

GivenUp = Literal["dead", "parked"]


class JobForgotten(Fact, frozen=True, kw_only=True):
    """A failed job was discarded."""

    action = "job_forgotten"
    object_type = "job"
    job_name: str


class JobOut(Output):
    """A failed job: it failed too often (`dead`) or crashed its worker too often (`parked`)."""

    id: UUID
    name: str
    lane: str
    status: GivenUp
    tries: int
    starts: int
    #: The last error message.
    error: str | None
    created_at: datetime
    organization_id: UUID
    organization: str
    event_id: UUID | None
    #: The fact that triggered it.
    action: str | None


class LaneOut(Output):
    """The waiting jobs of a lane."""

    lane: str
    jobs: int
    since: datetime


class JobsPage(Page[JobOut]):
    """Failed jobs, and how long other jobs have been waiting."""

    waiting: list[LaneOut]


def system_of(request: Request) -> Database:
    """The system role's pools: the queue belongs to no tenant."""
    database: Database = request.app.state.system
    return database


@router.get("")
async def jobs(
    request: Request,
    _: Admin,
    status: GivenUp | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: UUID | None = None,
) -> JobsPage:
    """Failed jobs, oldest first, and the number of waiting jobs per lane."""
    pool = system_of(request).pool
    wanted = [status] if status else ["dead", "parked"]
    rows: list[Any] = await pool.fetch(GIVEN_UP, wanted, cursor, limit + 1)
    items = [JobOut(**dict(row)) for row in rows[:limit]]
    more = str(items[-1].id) if len(rows) > limit else None
    waiting = [LaneOut(**dict(row)) for row in await pool.fetch(WAITING)]
    return JobsPage(items=items, next_cursor=more, waiting=waiting)


@router.post("/{job_id}/retry", status_code=204)
async def retry(request: Request, _: Admin, job_id: UUID) -> Response:
    """Retries a failed job."""
    if not await dispatcher.retry(system_of(request), job_id):
        raise NotFound("There's no failed job with this id.")
    return Response(status_code=204)


@router.delete("/{job_id}", status_code=204)
async def forget(request: Request, token: Admin, job_id: UUID) -> Response:
    """Discards a failed job for good; this is recorded in the log."""
    async with system_of(request).tx() as tx:
        row = await (await raw(tx)).fetchrow(FORGET, job_id)
        if row is None:
            raise NotFound("There's no failed job with this id.")
        fact = JobForgotten(
            organization_id=row["organization_id"], object_id=job_id, job_name=row["name"]
        )
        await record(tx, Actor(kind="user", id=token.user_id), fact)
    return Response(status_code=204)
