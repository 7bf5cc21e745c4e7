"""Queries for auto-seating: people without a seat, seated parties, and wishes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from convite.core.db import Connection, ReadTx
from convite.room.autoseat.schemas import WishOut

#: Limits: people arranged at once, and wishes per event.
MAX_PEOPLE, MAX_WISHES = 5000, 2000

# People in one of the given statuses without a seat. Served by attendees_sort_key_index; takes no
# lock.
UNSEATED = """
SELECT a.id, coalesce(a.invitation_id, a.id) AS party, trim(g.first_name || ' ' || g.last_name) AS name,
  coalesce(i.label, trim(g.first_name || ' ' || g.last_name)) AS label
FROM attendees a JOIN guests g ON g.id = a.guest_id LEFT JOIN invitations i ON i.id = a.invitation_id
WHERE a.event_id = $1 AND a.status = ANY ($2)
  AND NOT EXISTS (SELECT 1 FROM seats s WHERE s.attendee_id = a.id)
ORDER BY a.sort_key, a.id LIMIT $3
"""
WISHES = """
SELECT w.id, w.kind, w.invitation_id, i.label, w.other_invitation_id, o.label AS other_label
FROM seating_wishes w JOIN invitations i ON i.id = w.invitation_id
JOIN invitations o ON o.id = w.other_invitation_id
WHERE w.event_id = $1 ORDER BY w.created_at, w.id LIMIT $2
"""
# The current seats of the given parties.
SEATED = """
SELECT a.invitation_id AS party, s.id AS seat_id FROM attendees a JOIN seats s ON s.attendee_id = a.id
WHERE a.event_id = $1 AND a.invitation_id = ANY ($2)
"""
INVITATIONS = (
    "SELECT id FROM invitations WHERE event_id = $1 AND id = ANY ($2) AND canceled_at IS NULL"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Unseated:
    """Someone who needs a seat."""

    id: UUID
    party: UUID
    name: str
    label: str


async def unseated(
    connection: Connection, event_id: UUID, statuses: Sequence[str]
) -> list[Unseated]:
    """Returns people who need a seat, sorted by name."""
    rows = await connection.fetch(UNSEATED, event_id, list(statuses), MAX_PEOPLE + 1)
    return [Unseated(**dict(row)) for row in rows]


async def wishes(connection: Connection, event_id: UUID) -> list[Any]:
    """Returns the event's wishes, oldest first."""
    rows: list[Any] = await connection.fetch(WISHES, event_id, MAX_WISHES)
    return rows


async def wishes_of(tx: ReadTx, event_id: UUID) -> list[WishOut]:
    """Returns the event's wishes as API objects."""
    return [WishOut(**dict(row)) for row in await wishes(tx.driver, event_id)]


async def seats_of_parties(
    connection: Connection, event_id: UUID, parties: Sequence[UUID]
) -> dict[UUID, list[UUID]]:
    """Returns the current seats of each party."""
    seats: dict[UUID, list[UUID]] = {}
    for row in await connection.fetch(SEATED, event_id, list(parties)):
        seats.setdefault(row["party"], []).append(row["seat_id"])
    return seats


async def active_invitations(tx: ReadTx, event_id: UUID, ids: Sequence[UUID]) -> set[UUID]:
    """Returns which of the ids are active invitations of the event."""
    return {row["id"] for row in await tx.driver.fetch(INVITATIONS, event_id, list(ids))}
