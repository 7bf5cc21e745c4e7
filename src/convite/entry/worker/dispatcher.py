"""The queue's statements: facts become jobs, jobs are claimed and settled.

All run as the system role. Each is a single statement and so its own transaction; claims use SKIP
LOCKED, so any number of workers can run in parallel.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from convite.core.database import Database
from convite.core.leases import Leases
from convite.core.log import REACTIONS, Actor
from convite.core.queue import ALONE_STARTS, JOBS, LoggedFact

#: Facts dispatched per statement.
DISPATCH_SIZE = 500


class Claimed(msgspec.Struct, frozen=True, kw_only=True):
    """A job this worker has claimed."""

    id: UUID
    name: str
    tries: int
    #: Starts since the last end, this one included.
    starts: int
    fact: LoggedFact


# One statement empties the outbox and creates the jobs, so a crash can't leave only one of the two
# done. Facts that only a newer version handles stay. Served by activity_outbox_pkey.
#
# For jobs with the same key this is an upsert: the newest fact replaces the older one. A running job
# keeps running; its row gets the newer fact, and `settle` requeues it. Its lane and its count of
# crashed workers are kept, because a newer fact makes it no safer.
DISPATCH = """
WITH taken AS (
  DELETE FROM activity_outbox WHERE log_id IN (
    SELECT log_id FROM activity_outbox WHERE action = ANY ($1)
    ORDER BY log_id LIMIT $4 FOR UPDATE SKIP LOCKED)
  RETURNING log_id, organization_id, action, run_after, key, priority, lane
), reactions AS (
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) AS r (action, name, lane)
), newest AS (
  SELECT DISTINCT ON (t.organization_id, r.name, coalesce(t.key, t.log_id::text))
    t.log_id, t.organization_id, r.name, coalesce(t.lane, r.lane) AS lane, t.key, t.priority,
    coalesce(t.run_after, now()) AS run_after
  FROM taken t JOIN reactions r USING (action)
  ORDER BY t.organization_id, r.name, coalesce(t.key, t.log_id::text), t.log_id DESC
), made AS (
  INSERT INTO jobs AS j (id, log_id, organization_id, name, lane, key, priority, run_after)
  SELECT gen_random_uuid(), log_id, organization_id, name, lane, key, priority, run_after FROM newest
  ON CONFLICT (organization_id, key, name) WHERE key IS NOT NULL DO UPDATE
  SET log_id = excluded.log_id, run_after = excluded.run_after, priority = excluded.priority,
    status = CASE j.status WHEN 'running' THEN 'running' ELSE 'queued' END,
    tries = CASE j.status WHEN 'running' THEN j.tries ELSE 0 END,
    starts = CASE j.status WHEN 'parked' THEN 0 ELSE j.starts END, updated_at = now()
  WHERE j.log_id < excluded.log_id
)
SELECT count(*) FROM taken
"""


async def dispatch(system: Database) -> int:
    """Turns facts into the jobs they trigger; returns the number of facts."""
    pairs = [(action, JOBS[name]) for action, names in REACTIONS.items() for name in names]
    taken: int = await system.pool.fetchval(
        DISPATCH,
        [action for action, _ in pairs],
        [job.name for _, job in pairs],
        [job.lane for _, job in pairs],
        DISPATCH_SIZE,
    )
    return taken


QUEUE = Leases(
    table="jobs",
    lane="lane",
    taken="running",
    given_up="dead",
    stopped="parked",
    pauses=(5, 15, 45, 135, 405, 1215, 3600),
)

FACTS = """
SELECT l.id, l.organization_id, l.event_id, l.action, l.object_type, l.object_id, l.at,
  l.actor_kind, l.actor_id, l.via, l.on_behalf_of, l.data, l.changes, p.data AS personal
FROM activity_log l LEFT JOIN activity_private p ON p.log_id = l.id WHERE l.id = ANY ($1)
"""


async def claim(
    system: Database, worker: UUID, *, lane: str, most: int, slice_: int, lease: float
) -> list[Claimed]:
    """Takes up to `most` due jobs of a lane, at most `slice_` of one tenant at once.

    A job whose fact is no longer in the log has nothing to do, so it is settled.
    """
    rows = await QUEUE.claim(system, worker, lane=lane, most=most, slice_=slice_, lease=lease)
    if not rows:
        return []
    facts = await system.pool.fetch(FACTS, [row["log_id"] for row in rows])
    known = {fact["id"]: read_fact(fact) for fact in facts}
    gone = [(row["id"], row["log_id"]) for row in rows if row["log_id"] not in known]
    await settle(system, worker, gone)
    return [
        Claimed(
            id=row["id"],
            name=row["name"],
            tries=row["tries"],
            starts=row["starts"],
            fact=known[row["log_id"]],
        )
        for row in rows
        if row["log_id"] in known
    ]


def read_fact(row: Any) -> LoggedFact:
    """A log row as passed to handlers, including personal values that haven't been erased."""
    personal = msgspec.json.decode(row["personal"]) if row["personal"] else {}
    changes = {**msgspec.json.decode(row["changes"]), **personal.pop("changes", {})}
    return LoggedFact(
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


# The second statement finds jobs whose fact was replaced while they ran.
DONE = """
DELETE FROM jobs j USING unnest($1::uuid[], $2::uuid[]) AS d (id, log_id)
WHERE j.id = d.id AND j.log_id = d.log_id AND j.worker = $3 AND j.status = 'running'
"""
AGAIN = """
UPDATE jobs SET status = 'queued', tries = 0, starts = 0, worker = NULL, lease_until = NULL,
  updated_at = now()
WHERE id = ANY ($1) AND worker = $2 AND status = 'running'
"""


async def settle(system: Database, worker: UUID, done: Sequence[tuple[UUID, UUID]]) -> None:
    """Marks jobs as done, each for the fact it was started with."""
    if done:
        ids, facts = [job for job, _ in done], [fact for _, fact in done]
        await system.pool.execute(DONE, ids, facts, worker)
        await system.pool.execute(AGAIN, ids, worker)


async def resume(system: Database) -> int:
    """Requeues the jobs of dead workers; returns how many.

    A job that was interrupted twice runs in a separate lane from now on: it is moved there first,
    while no one can claim it.
    """
    await system.pool.execute(
        "UPDATE jobs SET lane = 'alone'"
        " WHERE status = 'running' AND lease_until < now() AND starts >= $1 AND lane <> 'alone'",
        ALONE_STARTS,
    )
    return len(await QUEUE.requeue_expired(system))
