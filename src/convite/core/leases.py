"""Rows used as a work queue: claim, extend, release, retry, give up.

Such a table (jobs, outgoing messages) has the columns `id, organization_id, status, priority,
run_after, tries, starts, worker, lease_until, error, updated_at`, a lane column, and an index on
(lane, organization_id, priority, run_after, id) of queued rows. Each table decides how a row succeeds.

A row belongs to the worker that claimed it until its lease expires. Every later statement checks that
worker, so a worker that was presumed dead can't change the row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from convite.core.database import Database

#: Tries before a row is given up.
MAX_TRIES = 8
#: Starts without an end (the worker crashed) before a row is stopped.
MAX_STARTS = 5
MAX_ERROR = 2000
NO_SLICE = 2**31 - 1

# Tenants are served round-robin: the first waiting row of each, then the second; $3 caps the rows
# taken per tenant. Priority only orders rows within a tenant. Tenants and priorities are found with
# loose index scans, so rows scheduled for later cost nothing.
# Rows are looked at again by their ids alone: `|| ''` keeps the planner from reading all that wait.
CLAIM = """
WITH RECURSIVE tenants AS (
  (SELECT organization_id FROM {table} WHERE status = 'queued' AND {lane} = $1
   ORDER BY organization_id LIMIT 1)
  UNION ALL
  SELECT (SELECT r.organization_id FROM {table} r
          WHERE r.status = 'queued' AND r.{lane} = $1 AND r.organization_id > t.organization_id
          ORDER BY r.organization_id LIMIT 1)
  FROM tenants t WHERE t.organization_id IS NOT NULL
), busy AS (
  SELECT organization_id, count(*)::int AS taken FROM {table}
  WHERE status = '{taken}' AND {lane} = $1 GROUP BY organization_id
), heads AS (
  SELECT h.id, coalesce(b.taken, 0) + h.place AS turn, h.run_after
  FROM tenants t LEFT JOIN busy b USING (organization_id)
  CROSS JOIN LATERAL (
    SELECT f.id, f.run_after,
      row_number() OVER (ORDER BY f.priority DESC, f.run_after, f.id) AS place
    FROM unnest(ARRAY[1, 0, -1]::smallint[]) AS p (priority)
    CROSS JOIN LATERAL (
      SELECT id, run_after, p.priority FROM {table}
      WHERE status = 'queued' AND {lane} = $1 AND organization_id = t.organization_id
        AND priority = p.priority AND run_after <= now()
      ORDER BY run_after, id LIMIT $2::int) f
    ORDER BY place LIMIT least($2::int, greatest(0, $3::int - coalesce(b.taken, 0)))
  ) h
  WHERE t.organization_id IS NOT NULL
  ORDER BY 2, 3 LIMIT $2
), picked AS (
  SELECT r.id FROM {table} r JOIN heads USING (id)
  WHERE r.status || '' = 'queued' ORDER BY r.id FOR UPDATE OF r SKIP LOCKED
)
UPDATE {table} r SET status = '{taken}', starts = starts + 1, worker = $4,
  lease_until = now() + make_interval(secs => $5), updated_at = now()
FROM picked p WHERE r.id = p.id
RETURNING r.*
"""

EXTEND = """
UPDATE {table} SET lease_until = now() + make_interval(secs => $3)
WHERE id = ANY ($1) AND worker = $2 AND status = '{taken}'
"""

# The rows weren't tried, so this start doesn't count.
GIVE_BACK = """
UPDATE {table} SET status = 'queued', worker = NULL, lease_until = NULL,
  starts = greatest(0, starts - 1), updated_at = now()
WHERE id = ANY ($1) AND worker = $2 AND status = '{taken}'
"""

# Backoff with 20% jitter, so that rows that failed together aren't retried together.
FAIL = """
UPDATE {table} SET tries = tries + 1, starts = 0, worker = NULL, lease_until = NULL, error = $3,
  status = CASE WHEN $4::float IS NULL THEN '{given_up}' ELSE 'queued' END,
  run_after = now() + make_interval(secs => coalesce($4::float, 0) * (0.8 + 0.4 * random())),
  updated_at = now()
WHERE id = $1 AND worker = $2 AND status = '{taken}'
"""

STOP = """
UPDATE {table} SET status = '{stopped}', worker = NULL, lease_until = NULL, updated_at = now(),
  error = 'It was started again and again and never came to an end.'
WHERE id = $1 AND worker = $2 AND status = '{taken}'
"""

TAKE_UP = """
WITH lost AS (
  SELECT id FROM {table} WHERE status = '{taken}' AND lease_until < now()
  ORDER BY id FOR UPDATE SKIP LOCKED
)
UPDATE {table} r SET status = 'queued', worker = NULL, lease_until = NULL, updated_at = now()
FROM lost l WHERE r.id = l.id RETURNING r.id
"""


@dataclass(frozen=True, kw_only=True)
class Leases:
    """The work queue of one table. Runs as the system role; each call is a transaction."""

    table: str
    #: The lane column.
    lane: str
    #: Statuses of a row that is running, failed too often, or crashed its worker too often.
    taken: str
    given_up: str
    stopped: str
    #: Seconds before the next try, by failures so far; the last value repeats.
    pauses: Sequence[float]

    def sql(self, template: str) -> str:
        """A statement for this table."""
        return template.format(
            table=self.table,
            lane=self.lane,
            taken=self.taken,
            given_up=self.given_up,
            stopped=self.stopped,
        )

    async def claim(
        self,
        system: Database,
        worker: UUID,
        *,
        lane: str | UUID,
        most: int,
        lease: float,
        slice_: int = NO_SLICE,
    ) -> list[Any]:
        """Claims up to `most` due rows of a lane, at most `slice_` per tenant."""
        rows: list[Any] = await system.pool.fetch(
            self.sql(CLAIM), lane, most, slice_, worker, lease
        )
        return rows

    async def extend(
        self, system: Database, worker: UUID, ids: Sequence[UUID], lease: float
    ) -> None:
        """Extends the leases of rows the worker still works on."""
        await system.pool.execute(self.sql(EXTEND), list(ids), worker, lease)

    async def give_back(self, system: Database, worker: UUID, ids: Sequence[UUID]) -> None:
        """Returns claimed rows that the worker didn't start."""
        if ids:
            await system.pool.execute(self.sql(GIVE_BACK), list(ids), worker)

    async def fail(
        self,
        system: Database,
        worker: UUID,
        row_id: UUID,
        *,
        tries: int,
        error: str,
        is_final: bool = False,
        pause: float | None = None,
    ) -> None:
        """Records a failure after `tries` earlier ones: retried later, or given up if `is_final`."""
        if is_final or is_last_try(tries):
            pause = None
        elif pause is None:
            pause = self.pauses[min(tries, len(self.pauses) - 1)]
        await system.pool.execute(self.sql(FAIL), row_id, worker, error[:MAX_ERROR], pause)

    async def stop(self, system: Database, worker: UUID, row_id: UUID) -> None:
        """Takes a row that crashes its workers out of the queue."""
        await system.pool.execute(self.sql(STOP), row_id, worker)

    async def requeue_expired(self, system: Database) -> list[UUID]:
        """Requeues rows of dead workers; their starts count."""
        return [row["id"] for row in await system.pool.fetch(self.sql(TAKE_UP))]


def is_last_try(tries: int, most: int = MAX_TRIES) -> bool:
    """Whether a row with this many failures is given up at the next one."""
    return tries + 1 >= most


def crashes_workers(starts: int) -> bool:
    """Whether a row with this many starts must not be started again."""
    return starts > MAX_STARTS
