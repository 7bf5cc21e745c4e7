"""The queue's statements: facts become jobs, jobs are claimed, kept alive, settled.

All run as the system role. One statement each, so each is a transaction of its own; who claims
skips what others lock, so any number of workers may run them.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from convite.core.db import Database
from convite.core.log import REACTIONS, Actor
from convite.core.queue import ALONE_STARTS, JOBS, MOST_TRIES, Happened

#: Facts turned into jobs by one statement.
DISPATCH_SIZE = 500
#: Seconds before the next try, by failures so far; the last goes on.
PAUSES = (5, 15, 45, 135, 405, 1215, 3600)
LONGEST_ERROR = 2000


class Claimed(msgspec.Struct, frozen=True, kw_only=True):
    """A job that is ours to run."""

    id: UUID
    name: str
    tries: int
    #: Starts since the last end, this one included.
    starts: int
    happened: Happened


# The outbox is emptied and the jobs are made in one statement: a crash leaves either. Facts that
# only a newer program reacts to stay. Served by activity_outbox_pkey.
DISPATCH = """
WITH taken AS (
  DELETE FROM activity_outbox WHERE log_id IN (
    SELECT log_id FROM activity_outbox WHERE action = ANY ($1)
    ORDER BY log_id LIMIT $4 FOR UPDATE SKIP LOCKED)
  RETURNING log_id, organization_id, action
), reactions AS (
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) AS r (action, name, lane)
), made AS (
  INSERT INTO jobs (id, log_id, organization_id, name, lane)
  SELECT gen_random_uuid(), t.log_id, t.organization_id, r.name, r.lane
  FROM taken t JOIN reactions r USING (action)
  ON CONFLICT (log_id, name) DO NOTHING
)
SELECT count(*) FROM taken
"""


async def dispatch(system: Database) -> int:
    """Turns facts into the jobs that react to them; says how many facts."""
    pairs = [(action, JOBS[name]) for action, names in REACTIONS.items() for name in names]
    taken: int = await system.pool.fetchval(
        DISPATCH,
        [action for action, _ in pairs],
        [job.name for _, job in pairs],
        [job.lane for _, job in pairs],
        DISPATCH_SIZE,
    )
    return taken


# Tenants take turns: the first waiting job of each, then the second of each; $3 caps how many of
# one tenant run at once. The tenants are found by jumps along the index jobs_due.
CLAIM = """
WITH RECURSIVE tenants AS (
  (SELECT organization_id FROM jobs WHERE status = 'queued' AND lane = $1
   ORDER BY organization_id LIMIT 1)
  UNION ALL
  SELECT (SELECT j.organization_id FROM jobs j
          WHERE j.status = 'queued' AND j.lane = $1 AND j.organization_id > t.organization_id
          ORDER BY j.organization_id LIMIT 1)
  FROM tenants t WHERE t.organization_id IS NOT NULL
), busy AS (
  SELECT organization_id, count(*)::int AS running FROM jobs
  WHERE status = 'running' AND lane = $1 GROUP BY organization_id
), heads AS (
  SELECT h.id, coalesce(b.running, 0) + h.place AS turn, h.run_after
  FROM tenants t LEFT JOIN busy b USING (organization_id)
  CROSS JOIN LATERAL (
    SELECT f.id, f.run_after, row_number() OVER (ORDER BY f.run_after, f.id) AS place
    FROM (SELECT id, run_after FROM jobs
          WHERE status = 'queued' AND lane = $1 AND organization_id = t.organization_id
            AND run_after <= now()
          ORDER BY run_after, id LIMIT least($2::int, greatest(0, $3::int - coalesce(b.running, 0)))) f
  ) h
  WHERE t.organization_id IS NOT NULL
  ORDER BY 2, 3 LIMIT $2
), picked AS (
  SELECT j.id FROM jobs j JOIN heads USING (id)
  WHERE j.status = 'queued' ORDER BY j.id FOR UPDATE OF j SKIP LOCKED
)
UPDATE jobs j SET status = 'running', starts = starts + 1, worker = $4,
  lease_until = now() + make_interval(secs => $5)
FROM picked p WHERE j.id = p.id
RETURNING j.id, j.log_id, j.name, j.tries, j.starts
"""

FACTS = """
SELECT l.id, l.organization_id, l.event_id, l.action, l.object_type, l.object_id, l.at,
  l.actor_kind, l.actor_id, l.via, l.on_behalf_of, l.data, l.changes, p.data AS personal
FROM activity_log l LEFT JOIN activity_private p ON p.log_id = l.id WHERE l.id = ANY ($1)
"""


async def claim(
    system: Database, worker: UUID, *, lane: str, most: int, slice_: int, lease: float
) -> list[Claimed]:
    """Takes up to `most` due jobs of a lane, at most `slice_` of one tenant at once.

    A job whose fact isn't in the log any more has nothing left to react to: it comes to its end.
    """
    rows = await system.pool.fetch(CLAIM, lane, most, slice_, worker, lease)
    if not rows:
        return []
    facts = await system.pool.fetch(FACTS, [row["log_id"] for row in rows])
    known = {fact["id"]: happened(fact) for fact in facts}
    await settle(system, [row["id"] for row in rows if row["log_id"] not in known])
    return [
        Claimed(
            id=row["id"],
            name=row["name"],
            tries=row["tries"],
            starts=row["starts"],
            happened=known[row["log_id"]],
        )
        for row in rows
        if row["log_id"] in known
    ]


def happened(row: Any) -> Happened:
    """A row of the log as a reaction reads it, what wasn't erased of the personal values added."""
    personal = msgspec.json.decode(row["personal"]) if row["personal"] else {}
    changes = {**msgspec.json.decode(row["changes"]), **personal.pop("changes", {})}
    return Happened(
        id=row["id"],
        organization_id=row["organization_id"],
        event_id=row["event_id"],
        action=row["action"],
        object_type=row["object_type"],
        object_id=row["object_id"],
        actor=Actor(
            kind=row["actor_kind"],
            id=row["actor_id"],
            via=row["via"],
            on_behalf_of=row["on_behalf_of"],
        ),
        data={**msgspec.json.decode(row["data"]), **personal},
        changes=changes,
        at=row["at"],
    )


async def settle(system: Database, ids: Sequence[UUID]) -> None:
    """These jobs are done."""
    if ids:
        await system.pool.execute("DELETE FROM jobs WHERE id = ANY ($1)", list(ids))


FAIL = """
UPDATE jobs SET tries = tries + 1, starts = 0, worker = NULL, lease_until = NULL, error = $3,
  status = CASE WHEN $2::int IS NULL THEN 'dead' ELSE 'queued' END,
  run_after = now() + make_interval(secs => coalesce($2::int, 0) * (0.8 + 0.4 * random()))
WHERE id = $1
"""


async def fail(system: Database, job: Claimed, error: str) -> None:
    """A job failed: it waits for its next try, or is dead."""
    pause = None if is_last_try(job) else PAUSES[min(job.tries, len(PAUSES) - 1)]
    await system.pool.execute(FAIL, job.id, pause, error[:LONGEST_ERROR])


def is_last_try(job: Claimed) -> bool:
    """Whether the job is given up when it fails this time."""
    return job.tries + 1 >= MOST_TRIES


async def park(system: Database, job: Claimed) -> None:
    """Takes a job that kills its workers out of the way."""
    await system.pool.execute(
        "UPDATE jobs SET status = 'parked', worker = NULL, lease_until = NULL,"
        " error = 'It was started again and again and never came to an end.' WHERE id = $1",
        job.id,
    )


async def keep_alive(system: Database, ids: Sequence[UUID], lease: float) -> None:
    """The jobs' worker lives: nobody else takes them."""
    await system.pool.execute(
        "UPDATE jobs SET lease_until = now() + make_interval(secs => $2)"
        " WHERE id = ANY ($1) AND status = 'running'",
        list(ids),
        lease,
    )


# A job that was cut off twice runs in a lane of its own from now on.
RESUME = """
WITH lost AS (
  SELECT id FROM jobs WHERE status = 'running' AND lease_until < now()
  ORDER BY id FOR UPDATE SKIP LOCKED
)
UPDATE jobs j SET status = 'queued', worker = NULL, lease_until = NULL, run_after = now(),
  lane = CASE WHEN j.starts >= $1 THEN 'alone' ELSE j.lane END
FROM lost l WHERE j.id = l.id RETURNING j.name
"""


async def resume(system: Database) -> list[str]:
    """Queues again what dead workers left; says the jobs' names."""
    return [row["name"] for row in await system.pool.fetch(RESUME, ALONE_STARTS)]


async def release(system: Database, worker: UUID) -> None:
    """A worker that ends in order leaves what it couldn't finish; those starts don't count."""
    await system.pool.execute(
        "UPDATE jobs SET status = 'queued', worker = NULL, lease_until = NULL,"
        " starts = greatest(0, starts - 1) WHERE worker = $1 AND status = 'running'",
        worker,
    )


async def retry(system: Database, job_id: UUID) -> bool:
    """Lets a dead or parked job begin anew; says whether there was one."""
    done = await system.pool.execute(
        "UPDATE jobs SET status = 'queued', tries = 0, starts = 0, run_after = now()"
        " WHERE id = $1 AND status IN ('dead', 'parked')",
        job_id,
    )
    return bool(done != "UPDATE 0")


async def oldest_waiting(system: Database) -> datetime | None:
    """Since when the job that waits longest is due; None when nothing waits."""
    since: datetime | None = await system.pool.fetchval(
        "SELECT min(run_after) FROM jobs WHERE status = 'queued' AND run_after <= now()"
    )
    return since
