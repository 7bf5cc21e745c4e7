"""Deliveries on their way: made from the log, claimed, settled.

Posting is claim (a transaction) → call (none) → settle (a transaction). If a worker is killed during the
call, the delivery is posted again with the same id.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from convite.core.clock import now
from convite.core.database import Database
from convite.core.db import Connection, Principal, as_json, load
from convite.core.ids import new_id
from convite.core.leases import Leases, crashes_workers
from convite.core.log import SYSTEM
from convite.gateways.egress import Answer
from convite.messaging.webhooks.actions import disable_endpoint
from convite.messaging.webhooks.models import WebhookEndpoint
from convite.messaging.webhooks.rules import (
    KEPT_ANSWER,
    KEPT_ATTEMPTS,
    OFFERED,
    PATIENCE,
    asked_pause,
    next_try,
    payload_of,
    rest_of,
    values_of,
)

DELIVERIES = Leases(
    table="webhook_deliveries",
    lane="endpoint_id",
    taken="sending",
    given_up="failed",
    stopped="failed",
    pauses=(),
)

#: How much of a stream, and how many streams, are read at once.
READ_SIZE = 500
STREAMS = 50

# Streams that went on since they were read, of organizations that want to be told. A position is given
# at the commit, without gaps: whatever is at or below a stream's position can be read.
MOVED = """
SELECT s.id, s.organization_id, coalesce(c.position, 0) AS seen,
  least(s.position, coalesce(c.position, 0) + $1) AS reach
FROM streams s
JOIN (SELECT DISTINCT organization_id FROM webhook_endpoints WHERE status = 'enabled') o
  USING (organization_id)
LEFT JOIN webhook_cursors c ON c.stream_id = s.id
WHERE s.position > coalesce(c.position, 0) ORDER BY s.id LIMIT $2
"""
FACTS = """
SELECT l.id, l.at, l.action, l.object_type, l.object_id, l.organization_id, l.event_id, l.data, l.changes,
  e.id AS endpoint_id
FROM unnest($1::uuid[], $2::bigint[], $3::bigint[]) AS m (stream_id, seen, reach)
JOIN activity_log l ON l.stream_id = m.stream_id AND l.position > m.seen AND l.position <= m.reach
JOIN webhook_endpoints e ON e.organization_id = l.organization_id AND e.status = 'enabled'
  AND l.action = ANY (e.facts) AND l.at >= e.enabled_at
WHERE l.action = ANY ($4) AND NOT l.transient
ORDER BY l.at, l.stream_id, l.position FOR KEY SHARE OF e
"""
# A fact is one delivery of an endpoint, even if two workers read it.
MAKE = """
INSERT INTO webhook_deliveries (id, organization_id, endpoint_id, fact_id, type, payload, give_up_at)
SELECT r.id, r.organization_id, r.endpoint_id, r.fact_id, r.type, r.payload, now() + $2
FROM jsonb_to_recordset($1::jsonb) AS r
  (id uuid, organization_id uuid, endpoint_id uuid, fact_id uuid, type text, payload text)
ON CONFLICT (endpoint_id, fact_id) DO NOTHING
"""
REACHED = """
INSERT INTO webhook_cursors AS c (stream_id, organization_id, position)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[])
ON CONFLICT (stream_id) DO UPDATE SET position = greatest(c.position, excluded.position)
"""


async def read_log(system: Database) -> None:
    """Makes deliveries of what was logged since the last time, until nothing is left.

    Deliveries and how far the log was read are one commit: a killed worker neither skips nor repeats any.
    """
    while True:
        async with system.pool.acquire() as connection, connection.transaction():
            if not await read_some(connection):
                return


async def read_some(connection: Connection) -> bool:
    """Reads the next piece of some streams; returns whether there was any."""
    moved = await connection.fetch(MOVED, READ_SIZE, STREAMS)
    if not moved:
        return False
    streams, reach = [row["id"] for row in moved], [row["reach"] for row in moved]
    seen = [row["seen"] for row in moved]
    facts = await connection.fetch(FACTS, streams, seen, reach, list(OFFERED))
    if facts:
        # ids of one process are in order, and so are what they name
        await connection.execute(MAKE, as_json([delivery_of(row) for row in facts]), PATIENCE)
    tenants = [row["organization_id"] for row in moved]
    await connection.execute(REACHED, streams, tenants, reach)
    return True


def delivery_of(fact: Any) -> dict[str, Any]:
    """A fact as a delivery to one endpoint."""
    return {
        "id": new_id(),
        "organization_id": fact["organization_id"],
        "endpoint_id": fact["endpoint_id"],
        "fact_id": fact["id"],
        "type": fact["action"],
        "payload": payload_of(fact["action"], fact["at"], values_of(fact)),
    }


@dataclass(frozen=True, kw_only=True)
class Posting:
    """A claimed delivery."""

    id: UUID
    organization_id: UUID
    endpoint_id: UUID
    payload: str
    give_up_at: datetime
    #: Failed tries so far.
    tries: int
    attempts: Sequence[Mapping[str, Any]]


async def claim_next(
    system: Database, worker: UUID, endpoint_id: UUID, lease: float
) -> Posting | None:
    """Claims the endpoint's next due delivery; one that crashes its workers is given up."""
    while rows := await DELIVERIES.claim(system, worker, lane=endpoint_id, most=1, lease=lease):
        row = rows[0]
        if not crashes_workers(row["starts"]):
            names = Posting.__dataclass_fields__.keys() - {"attempts"}
            attempts = msgspec.json.decode(row["attempts"])
            return Posting(**{name: row[name] for name in names}, attempts=attempts)
        await DELIVERIES.stop(system, worker, row["id"])
    return None


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a try ended."""

    at: datetime
    seconds: float
    answer: Answer | None
    #: Why it failed, in English; None if it didn't.
    error: str | None

    @property
    def status(self) -> int | None:
        """The answer's status."""
        return self.answer.status if self.answer else None

    def attempt(self) -> dict[str, Any]:
        """The try as the delivery's log keeps it."""
        return {
            "at": self.at,
            "seconds": round(self.seconds, 3),
            "status": self.status,
            "error": self.error,
        }

    def text(self) -> str:
        """The beginning of the answer, as far as it is text."""
        kept = self.answer.body[:KEPT_ANSWER] if self.answer else b""
        return kept.decode(errors="replace").replace("\0", "\ufffd")


SETTLE = """
UPDATE webhook_deliveries SET status = $3, tries = tries + 1, starts = 0, worker = NULL,
  lease_until = NULL, error = $4, answer_status = $5, answer = $6, attempts = $7::jsonb,
  run_after = coalesce($8, run_after), delivered_at = CASE WHEN $3 = 'delivered' THEN now() END,
  updated_at = now()
WHERE id = $1 AND worker = $2 AND status = 'sending'
"""
WORKS = """
UPDATE webhook_endpoints SET failing_since = NULL, failures = 0, rest_until = NULL,
  last_delivered_at = now() WHERE id = $1
"""
FAILS = """
UPDATE webhook_endpoints SET failing_since = coalesce(failing_since, now()), failures = failures + 1
WHERE id = $1 RETURNING failures, failing_since
"""
RESTS = "UPDATE webhook_endpoints SET rest_until = now() + make_interval(secs => $2) WHERE id = $1"


async def settle(system: Database, worker: UUID, posting: Posting, outcome: Outcome) -> None:
    """Stores how a try ended, and what that says about the endpoint."""
    status, again = "delivered", None
    if outcome.error is not None:
        header = outcome.answer.headers.get("retry-after") if outcome.answer else None
        again = next_try(
            posting.tries,
            at=outcome.at,
            give_up_at=posting.give_up_at,
            asked=asked_pause(header, outcome.at),
        )
        status = "failed" if again is None or outcome.status == 410 else "queued"
    attempts = [*posting.attempts, outcome.attempt()][-KEPT_ATTEMPTS:]
    async with system.tx(Principal(organization_id=posting.organization_id)) as tx:
        # first the endpoint, as whoever removes it does
        endpoint = await load(tx, WebhookEndpoint, posting.endpoint_id, lock=True)
        await tx.driver.execute(
            *(SETTLE, posting.id, worker, status, outcome.error, outcome.status, outcome.text()),
            *(as_json(attempts), again),
        )
        if endpoint is None:
            return
        if outcome.error is None:
            await tx.driver.execute(WORKS, endpoint.id)
            return
        failed = await tx.driver.fetchrow(FAILS, endpoint.id)
        assert failed is not None  # it is locked
        await tx.driver.execute(RESTS, endpoint.id, rest_of(failed["failures"]))
        reason = reason_to_disable(outcome, failed["failing_since"])
        if reason and endpoint.status == "enabled":
            await disable_endpoint(tx, SYSTEM, endpoint, reason)


def reason_to_disable(outcome: Outcome, failing_since: datetime) -> str | None:
    """Why nothing more is sent to an endpoint that failed again; None if it is."""
    if outcome.status == 410:
        return "gone"
    return "failing" if failing_since <= now() - PATIENCE else None
