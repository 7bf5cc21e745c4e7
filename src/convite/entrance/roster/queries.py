"""Queries of the roster."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from convite.core.base64url import to_base64url
from convite.core.config import settings
from convite.core.db import ReadTx
from convite.entrance.presence.queries import last_at_parts
from convite.entrance.roster.schemas import Roster, RosterEvent, RosterPart, RosterPerson
from convite.entrance.tickets.rules import signer_of
from convite.events.event.models import Event
from convite.events.gates.queries import gates_of
from convite.events.parts.queries import shown_parts

#: People per answer.
MAX_PEOPLE = 10_000
#: A device more log rows behind than this gets the complete list instead of the changes.
MAX_BEHIND = 5000
LINK_BYTES, TYPED_BYTES = 16, 5

POSITION = """
SELECT s.position, g.number, statement_timestamp() AS moment
FROM streams s CROSS JOIN generation g WHERE s.id = $1
"""
# Served by activity_log_stream_index.
CHANGED = """
SELECT l.action, l.object_type, l.object_id, l.data ->> 'attendee_id' AS attendee_id,
  l.data ->> 'invitation_id' AS invitation_id,
  'events/' || l.stream_id::text || '/invitations' = ANY (l.channels) AS is_of_people
FROM activity_log l WHERE l.stream_id = $1 AND l.position > $2 ORDER BY l.position LIMIT $3
"""
PEOPLE = f"""
SELECT a.id, trim(g.first_name || ' ' || g.last_name) AS name, a.status, a.attendance,
  a.checked_in_at, i.label AS party, a.invitation_id AS party_id, s.seat_number, a.notes,
  t.id AS ticket_id, coalesce(t.reissue, 0) AS reissue, t.revoked_at IS NOT NULL AS revoked,
  t.tag_uid AS tag, i.code_hash, i.short_hash, i.canceled_at IS NOT NULL AS is_canceled,
  (SELECT jsonb_object_agg(e.part_id, e.state) FROM entitlements e WHERE e.attendee_id = a.id) AS parts,
  CASE WHEN $4 THEN (SELECT jsonb_object_agg(d.part_id, d.direction)
    FROM ({last_at_parts("c.attendee_id = a.id")}) d) END AS doors
FROM attendees a JOIN guests g ON g.id = a.guest_id
LEFT JOIN invitations i ON i.id = a.invitation_id
LEFT JOIN seats s ON s.attendee_id = a.id
LEFT JOIN tickets t ON t.attendee_id = a.id
WHERE a.event_id = $1 AND
"""  # noqa: S608  (constants only)
EVERYBODY = PEOPLE + " a.status <> 'canceled' AND a.id > $2 ORDER BY a.id LIMIT $3"
THESE = PEOPLE + " (a.id = ANY ($2) OR a.invitation_id = ANY ($3)) ORDER BY a.id"

#: Facts about many people at once; after one of them the complete list is sent.
ABOUT_MANY = frozenset({"list_changed", "event_canceled", "event_updated", "event_published"})


@dataclass
class Changes:
    """Whose rows changed, or that there are too many changes to list."""

    whole: bool = False
    attendees: set[UUID] = field(default_factory=set)
    invitations: set[UUID] = field(default_factory=set)


async def roster_of(
    tx: ReadTx, event: Event, *, since: str | None, cursor: UUID | None, most: int = MAX_PEOPLE
) -> Roster:
    """Who may enter: the complete list from a cursor on, or the changes since a position."""
    connection = tx.driver
    row = await connection.fetchrow(POSITION, event.id)
    assert row is not None
    signer = signer_of(settings().secret, event.id)
    roster = Roster(
        event=RosterEvent(
            id=event.id,
            title=event.title,
            starts_at=event.starts_at,
            ends_at=event.ends_at,
            timezone=event.timezone,
            status=event.status,
        ),
        position=f"{row['number']}.{row['position']}",
        full=True,
        key_id=signer.key_id,
        public_key=to_base64url(signer.public_bytes),
        server_time=row["moment"],
        people=[],
        gates=[gate.name for gate in await gates_of(tx, event.id)],
        parts=[
            RosterPart(id=part.id, title=part.title, starts_at=part.starts_at)
            for part in await shown_parts(tx, event)
        ],
    )
    has_parts = bool(roster.parts)
    changes = await changes_since(connection, event.id, since, str(row["number"]))
    if cursor is None and not changes.whole:
        roster.full = False
        rows = await connection.fetch(
            THESE, event.id, list(changes.attendees), list(changes.invitations), has_parts
        )
    else:
        start = cursor or UUID(int=0)
        rows = await connection.fetch(EVERYBODY, event.id, start, most + 1, has_parts)
        if len(rows) > most:
            rows = rows[:most]
            roster.next_cursor = str(rows[-1]["id"])
    roster.people = [person(one) for one in rows]
    return roster


async def changes_since(
    connection: Any, event_id: UUID, since: str | None, generation: str
) -> Changes:
    """Whose rows changed since a position; all, if the position is too old or isn't one of ours."""
    own, _, number = (since or "").partition(".")
    if own != generation or not number.isdecimal() or len(number) > 18:
        return Changes(whole=True)
    rows = await connection.fetch(CHANGED, event_id, int(number), MAX_BEHIND + 1)
    changes = Changes(whole=len(rows) > MAX_BEHIND)
    for row in rows:
        changes.whole = changes.whole or row["object_type"] == "part"
        if row["action"] in ABOUT_MANY and (row["is_of_people"] or row["object_type"] == "event"):
            changes.whole = changes.whole or row["action"] != "list_changed" or row["is_of_people"]
        if row["object_type"] == "attendee":
            changes.attendees.add(row["object_id"])
        if row["attendee_id"]:
            changes.attendees.add(UUID(row["attendee_id"]))
        if row["object_type"] == "invitation":
            changes.invitations.add(row["object_id"])
    return changes


def person(row: Any) -> RosterPerson:
    """A row of `PEOPLE`."""
    values = dict(row)
    link, typed, canceled = (values.pop(k) for k in ("code_hash", "short_hash", "is_canceled"))
    if link and not canceled:
        values["link_hash"] = to_base64url(link[:LINK_BYTES])
        values["typed_hash"] = to_base64url(typed[:TYPED_BYTES])
    return RosterPerson(**values)
