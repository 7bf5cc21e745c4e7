"""Queries of what is to be posted. Run as the system role, over all organizations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from convite.core.clock import now
from convite.core.config import settings
from convite.core.database import Database
from convite.messaging.webhooks.rules import unsealed

#: Endpoints that are served at once.
MOST_AT_ONCE = 100

# The first waiting delivery is found by webhook_deliveries_due.
DUE = """
SELECT e.id FROM webhook_endpoints e
WHERE e.status = 'enabled' AND (e.rest_until IS NULL OR e.rest_until <= now()) AND e.id <> ALL ($1)
  AND EXISTS (SELECT FROM webhook_deliveries d
    WHERE d.endpoint_id = e.id AND d.status = 'queued' AND d.run_after <= now())
ORDER BY e.last_delivered_at NULLS FIRST, e.id LIMIT $2
"""


async def due_endpoints(system: Database, busy: Sequence[UUID]) -> list[UUID]:
    """Endpoints that something is due for, besides those that are being served."""
    free = MOST_AT_ONCE - len(busy)
    return [row["id"] for row in await system.pool.fetch(DUE, list(busy), max(free, 0))]


@dataclass(frozen=True, kw_only=True)
class Receiver:
    """An endpoint as it is called."""

    url: str
    #: The secrets that sign, newest first.
    keys: Sequence[str]


RECEIVER = """
SELECT url, secret, previous_secret, previous_until FROM webhook_endpoints
WHERE id = $1 AND status = 'enabled'
"""


async def receiver_of(system: Database, endpoint_id: UUID) -> Receiver | None:
    """The endpoint; None if it was disabled or removed meanwhile."""
    row = await system.pool.fetchrow(RECEIVER, endpoint_id)
    return receiver(row, at=now()) if row is not None else None


def receiver(row: Any, *, at: datetime) -> Receiver:
    """The endpoint with the secrets that count at a time."""
    kept = [row["secret"]]
    if row["previous_secret"] is not None and row["previous_until"] > at:
        kept.append(row["previous_secret"])
    key = settings().secret
    return Receiver(url=row["url"], keys=[unsealed(key, bytes(one)) for one in kept])
