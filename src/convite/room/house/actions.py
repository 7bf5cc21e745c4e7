"""Writes of house seats: kept back, given free by hand or by the clock."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from convite.core.clock import now
from convite.core.db import Database, Tx, raw
from convite.core.log import SYSTEM, Actor, record
from convite.core.problems import invalid
from convite.events.event.models import Event
from convite.room.house.facts import HouseSeatsChanged

# Seats in order of id, as everywhere. Somebody may sit on one: it stays theirs.
SET_HOUSE = """
WITH locked AS (
  SELECT id FROM seats WHERE event_id = $1 AND id = ANY ($2) ORDER BY id FOR NO KEY UPDATE
), kept AS (
  UPDATE seats s SET house = $3, house_until = $4, updated_at = now() FROM locked l
  WHERE s.id = l.id AND (s.house, s.house_until) IS DISTINCT FROM ($3::text, $4::timestamptz)
  RETURNING s.id
)
SELECT (SELECT count(*) FROM locked) AS found, (SELECT count(*) FROM kept) AS changed
"""
# A few events at a time. Served by seats_house_due.
DUE = """
WITH due AS (
  SELECT id FROM seats WHERE house_until <= now() ORDER BY id LIMIT 5000 FOR NO KEY UPDATE SKIP LOCKED
), freed AS (
  UPDATE seats s SET house = NULL, house_until = NULL, updated_at = now() FROM due d
  WHERE s.id = d.id RETURNING s.organization_id, s.event_id
)
SELECT organization_id, event_id, count(*) AS count FROM freed GROUP BY organization_id, event_id
"""


async def set_house_seats(
    tx: Tx,
    actor: Actor,
    event: Event,
    seat_ids: Sequence[UUID],
    *,
    house: str | None,
    until: datetime | None,
) -> int:
    """Keeps seats back for `house` until a time, or gives them free (None). Returns how many changed.

    Raises:
        Invalid: a seat that the event hasn't, or a time that is over.
    """
    if until is not None and until <= now():
        raise invalid("house_until", "This time is in the past.")
    wanted = list(dict.fromkeys(seat_ids))
    row = await (await raw(tx)).fetchrow(SET_HOUSE, event.id, wanted, house, until)
    assert row is not None
    if row["found"] < len(wanted):
        raise invalid("seat_ids", "Not all of these seats are part of the event.")
    if row["changed"]:
        await record_house_change(tx, actor, event.organization_id, event.id, row["changed"], house)
    return int(row["changed"])


async def record_house_change(
    tx: Tx, actor: Actor, organization_id: UUID, event_id: UUID, count: int, house: str | None
) -> None:
    """Records the change once, however many seats it was."""
    fact = HouseSeatsChanged(
        organization_id=organization_id,
        object_id=event_id,
        event_id=event_id,
        count=count,
        house=house,
    )
    await record(tx, actor, fact)


async def release_due(system: Database) -> None:
    """Gives free what was kept until now."""
    async with system.tx() as tx:
        rows = await (await raw(tx)).fetch(DUE)
        for row in rows:
            await record_house_change(
                tx, SYSTEM, row["organization_id"], row["event_id"], row["count"], None
            )
