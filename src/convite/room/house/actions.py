"""Writes of house seats: keeping and releasing them, by hand or on schedule."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from convite.core.clock import now
from convite.core.database import Database
from convite.core.db import Tx
from convite.core.log import SYSTEM, Actor, record
from convite.core.problems import PAST, FieldText, invalid
from convite.events.event.models import Event
from convite.room.house.facts import HouseSeatsChanged

# Seats are locked in order of id, as everywhere. Someone already sitting on one keeps it.
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
# Up to 5,000 seats per run. Served by seats_house_due.
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
    """Keeps seats for `house` until a given time, or releases them (None).

    Returns how many seats changed.

    Raises:
        Invalid: a seat isn't part of the event, or the time is in the past.
    """
    if until is not None and until <= now():
        raise invalid("house_until", PAST)
    wanted = list(dict.fromkeys(seat_ids))
    row = await tx.driver.fetchrow(SET_HOUSE, event.id, wanted, house, until)
    assert row is not None
    if row["found"] < len(wanted):
        english = "Not all of these seats are part of the event."
        raise invalid("seat_ids", FieldText(name="seats.not-here", english=english))
    if row["changed"]:
        await record_house_change(tx, actor, event.organization_id, event.id, row["changed"], house)
    return int(row["changed"])


async def record_house_change(
    tx: Tx, actor: Actor, organization_id: UUID, event_id: UUID, count: int, house: str | None
) -> None:
    """Records one fact for the change, however many seats it affects."""
    fact = HouseSeatsChanged(
        organization_id=organization_id,
        object_id=event_id,
        event_id=event_id,
        count=count,
        house=house,
    )
    await record(tx, actor, fact)


async def release_due(system: Database) -> None:
    """Releases house seats whose time is up."""
    async with system.tx() as tx:
        rows = await tx.driver.fetch(DUE)
        for row in rows:
            await record_house_change(
                tx, SYSTEM, row["organization_id"], row["event_id"], row["count"], None
            )
