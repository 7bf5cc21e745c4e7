"""Queries of the entrance dashboard. Bounded: groups and the last scans, never a list of people."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from convite.core.clock import now
from convite.core.db import Connection, ReadTx
from convite.entrance.presence.queries import last_at_parts
from convite.events.event.models import Event
from convite.events.gates.models import Gate
from convite.events.gates.queries import MAX_GATES, gates_of
from convite.insight.entrance.rules import STEP, STEPS, filled, step_of
from convite.insight.entrance.schemas import (
    Arrivals,
    Crowd,
    Entrance,
    GateFigures,
    LastScan,
    PartCrowd,
    ZoneFigures,
)

LAST_SCANS = 20

# Every zone of the plan, even without people: gates get zones before anybody is invited. A seat's
# zone is that of its row or table.
ZONES = """
WITH lines AS (
  SELECT one ->> 'id' AS line, one ->> 'zone' AS zone
  FROM seating_plans p, jsonb_array_elements(
    coalesce(p.drawing -> 'rows', '[]') || coalesce(p.drawing -> 'tables', '[]')) one
  WHERE p.event_id = $1
), zones AS (
  SELECT one ->> 'id' AS zone, one ->> 'name' AS name, place
  FROM seating_plans p, jsonb_array_elements(coalesce(p.drawing -> 'zones', '[]'))
    WITH ORDINALITY AS z (one, place)
  WHERE p.event_id = $1
), people AS (
  SELECT l.zone, s.id IS NOT NULL AS has_seats,
    count(*) FILTER (WHERE a.status = 'going') AS expected,
    count(*) FILTER (WHERE a.attendance IN ('checked_in', 'left')) AS arrived,
    count(*) FILTER (WHERE a.attendance = 'checked_in') AS inside
  FROM attendees a LEFT JOIN seats s ON s.attendee_id = a.id LEFT JOIN lines l ON l.line = s.line
  WHERE a.event_id = $1 AND a.status <> 'canceled'
  GROUP BY 1, 2
)
SELECT coalesce(p.zone, z.zone) AS zone, coalesce(nullif(z.name, ''), p.zone, z.zone, '') AS name,
  coalesce(p.has_seats, true) AS has_seats, coalesce(p.expected, 0) AS expected,
  coalesce(p.arrived, 0) AS arrived, coalesce(p.inside, 0) AS inside
FROM people p FULL JOIN zones z ON z.zone = p.zone
WHERE z.zone IS NOT NULL OR p.expected > 0 OR p.arrived > 0
ORDER BY 3 DESC, z.place NULLS LAST, 1
"""

# Every scan that counts, once. A person's first check-in is their arrival; their last scan says
# whether they are inside. Served by checkins_event_id_nonce_attendee_id_key.
SCANS = """
WITH counted AS MATERIALIZED (
  SELECT c.attendee_id, nullif(c.gate, '') AS gate, c.at, c.direction,
    c.direction = 'in' AND row_number() OVER (
      PARTITION BY c.attendee_id, c.direction ORDER BY c.at, c.created_at, c.id) = 1 AS is_first,
    row_number() OVER (
      PARTITION BY c.attendee_id ORDER BY c.at DESC, c.created_at DESC, c.id DESC) = 1 AS is_last
  FROM checkins c JOIN attendees a ON a.id = c.attendee_id AND a.status <> 'canceled'
  WHERE c.event_id = $1 AND c.undoes IS NULL
    AND NOT EXISTS (SELECT 1 FROM checkins u WHERE u.undoes = c.id)
), placed AS (
  SELECT *, CASE WHEN at >= $3
    THEN date_bin('5 minutes', at, TIMESTAMPTZ '2000-01-01 00:00:00+00') END AS step
  FROM counted
)
SELECT grouping(lower(gate)) = 0 AS is_gate, min(gate) AS gate, step,
  count(*) FILTER (WHERE is_first) AS arrived,
  count(*) FILTER (WHERE is_last AND direction = 'in') AS inside,
  count(*) FILTER (WHERE direction = 'in' AND at > $2) AS lately, max(at) AS last_at
FROM placed GROUP BY GROUPING SETS ((lower(gate)), (step)) ORDER BY lower(gate) NULLS LAST
"""
LAST = """
SELECT c.nonce, c.attendee_id, c.gate, c.direction, c.at,
  trim(g.first_name || ' ' || g.last_name) AS name,
  (SELECT s.seat_number FROM seats s WHERE s.attendee_id = a.id LIMIT 1) AS seat_number
FROM (
  SELECT c.* FROM checkins c JOIN attendees a ON a.id = c.attendee_id AND a.status <> 'canceled'
  WHERE c.event_id = $1 AND c.undoes IS NULL
    AND NOT EXISTS (SELECT 1 FROM checkins u WHERE u.undoes = c.id)
  ORDER BY c.at DESC, c.id DESC LIMIT $2
) c JOIN attendees a ON a.id = c.attendee_id JOIN guests g ON g.id = a.guest_id
ORDER BY c.at DESC, c.id DESC
"""
PARTS = f"""
SELECT p.id AS part_id, p.title,
  (SELECT count(*) FROM entitlements e WHERE e.part_id = p.id AND e.state = 'going') AS expected,
  coalesce(d.arrived, 0) AS arrived, coalesce(d.inside, 0) AS inside
FROM event_parts p LEFT JOIN (
  SELECT l.part_id, count(*) AS arrived, count(*) FILTER (WHERE l.direction = 'in') AS inside
  FROM ({last_at_parts("c.event_id = $1")}) l
  JOIN attendees a ON a.id = l.attendee_id AND a.status <> 'canceled'
  GROUP BY l.part_id
) d ON d.part_id = p.id
WHERE p.event_id = $1 ORDER BY p.position, p.starts_at, p.id
"""  # noqa: S608  (constants only)
CONFLICTS = "SELECT count(*) FROM checkin_conflicts WHERE event_id = $1 AND resolved_at IS NULL"


async def entrance_of(tx: ReadTx, event: Event) -> Entrance:
    """Everything the dashboard shows."""
    connection, event_id = tx.driver, event.id
    moment = now()
    zones = [ZoneFigures(**dict(row)) for row in await connection.fetch(ZONES, event_id)]
    whole = Crowd(
        expected=sum(zone.expected for zone in zones),
        arrived=sum(zone.arrived for zone in zones),
        inside=sum(zone.inside for zone in zones),
    )
    parts = await connection.fetch(PARTS, event_id) if event.has_parts else []
    scanned, steps = await scans_of(connection, event_id, moment)
    return Entrance(
        **whole.model_dump(),
        server_time=moment,
        left=whole.arrived - whole.inside,
        conflicts=await connection.fetchval(CONFLICTS, event_id),
        zones=zones,
        gates=with_expected(scanned, await gates_of(tx, event_id), zones),
        parts=[PartCrowd(**dict(row)) for row in parts],
        steps=steps,
        last=[LastScan(**dict(row)) for row in await connection.fetch(LAST, event_id, LAST_SCANS)],
    )


async def scans_of(
    connection: Connection, event_id: UUID, moment: datetime
) -> tuple[list[GateFigures], list[Arrivals]]:
    """The gates that scans name, and the last two hours in five-minute steps."""
    oldest = step_of(moment) - STEP * (STEPS - 1)
    rows = [dict(row) for row in await connection.fetch(SCANS, event_id, moment - STEP, oldest)]
    arrivals = {row["step"]: row["arrived"] for row in rows if not row["is_gate"]}
    gates = [GateFigures.model_validate(row) for row in rows if row["is_gate"]]
    steps = [Arrivals(at=at, people=people) for at, people in filled(arrivals, moment)]
    return gates[:MAX_GATES], steps


def with_expected(
    scanned: Sequence[GateFigures], named: Sequence[Gate], zones: Sequence[ZoneFigures]
) -> list[GateFigures]:
    """The event's gates in their order, then those that only scans mention.

    A gate expects the people of its zones; a zone that several gates serve counts at each.
    """
    by_name = {gate.gate.lower(): gate for gate in scanned if gate.gate}
    found = []
    for gate in named:
        figures = by_name.pop(gate.name.lower(), GateFigures(gate=gate.name))
        figures.gate = gate.name
        if gate.zones:
            expected = sum(zone.expected for zone in zones if zone.zone in gate.zones)
            figures.expected = expected
        found.append(figures)
    unnamed = [gate for gate in scanned if not gate.gate]
    return [*found, *by_name.values(), *unnamed]
