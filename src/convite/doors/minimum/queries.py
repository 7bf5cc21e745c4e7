"""Queries of minimum numbers of people. By the database's clock."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from convite.core.db import Tx

# Events that are to be looked at, with their moment, which is that of `events.event.rules.minimum_moment`.
# Served by events_minimum_index. One that has begun isn't canceled, however late the worker is.
AT = """
SELECT e.organization_id, e.id AS event_id, m.moment, p.taken AS coming,
  (e.settings ->> 'min_people')::int AS needed
FROM events e JOIN capacity_pools p ON p.event_id = e.id
CROSS JOIN LATERAL (SELECT CASE WHEN (e.settings ->> 'min_people_by')::timestamptz < e.starts_at
  THEN (e.settings ->> 'min_people_by')::timestamptz
  ELSE e.starts_at - interval '24 hours' END AS moment) m
WHERE e.status = 'published' AND e.settings ->> 'min_people' IS NOT NULL
  AND e.deleted_at IS NULL AND e.taken_down_at IS NULL AND e.starts_at > now()
  AND e.minimum_looked_for IS DISTINCT FROM m.moment
"""
DUE = f"{AT} AND m.moment <= now()"
# In the day before it, with too few people.
NEAR = f"""{AT} AND m.moment > now() AND m.moment <= now() + interval '1 day'
  AND e.minimum_told_for IS DISTINCT FROM m.moment AND p.taken < (e.settings ->> 'min_people')::int
"""
#: Events that are looked at in one turn.
SOME = "ORDER BY e.starts_at, e.id LIMIT 200"
ONE = "AND e.id = $1"


@dataclass(frozen=True, kw_only=True)
class Look:
    """An event whose number of people is to be looked at."""

    organization_id: UUID
    event_id: UUID
    #: The moment that has come, or comes within a day.
    moment: datetime
    needed: int
    coming: int


def look_of(row: Any) -> Look:
    """A row of the statements above."""
    return Look(**dict(row))


async def look_at(tx: Tx, event_id: UUID, which: str) -> Look | None:
    """The event as it is now; None if it isn't due any more. The caller has waited for its turn."""
    row = await tx.driver.fetchrow(f"{which} {ONE}", event_id)
    return look_of(row) if row else None
