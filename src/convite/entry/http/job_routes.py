"""HTTP routes for failed jobs: list, retry, discard. For platform admins."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from convite.core.log import Actor
from convite.core.paging import Page
from convite.core.request import system_of
from convite.core.shapes import Output
from convite.entry.http import failed_jobs
from convite.people.identity.policy import Admin

router = APIRouter(prefix="/api/jobs", tags=["Running it"])

GivenUp = Literal["dead", "parked"]


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


@router.get("")
async def jobs(
    request: Request,
    _: Admin,
    status: GivenUp | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: UUID | None = None,
) -> JobsPage:
    """Failed jobs, oldest first, and the number of waiting jobs per lane."""
    system = system_of(request)
    wanted = [status] if status else ["dead", "parked"]
    rows = await failed_jobs.failed_jobs(system, wanted, after=cursor, limit=limit + 1)
    items = [JobOut(**dict(row)) for row in rows[:limit]]
    more = str(items[-1].id) if len(rows) > limit else None
    waiting = [LaneOut(**dict(row)) for row in await failed_jobs.waiting_by_lane(system)]
    return JobsPage(items=items, next_cursor=more, waiting=waiting)


@router.post("/{job_id}/retry", status_code=204)
async def retry(request: Request, token: Admin, job_id: UUID) -> Response:
    """Retries a failed job; this is recorded in the log."""
    async with system_of(request).tx() as tx:
        await failed_jobs.retry_job(tx, Actor(kind="user", id=token.user_id), job_id)
    return Response(status_code=204)


@router.delete("/{job_id}", status_code=204)
async def forget(request: Request, token: Admin, job_id: UUID) -> Response:
    """Discards a failed job for good; this is recorded in the log."""
    async with system_of(request).tx() as tx:
        await failed_jobs.forget_job(tx, Actor(kind="user", id=token.user_id), job_id)
    return Response(status_code=204)
