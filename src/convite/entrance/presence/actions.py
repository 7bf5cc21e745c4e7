"""Writes of presence: deriving it from the scans, undoing scans, resolving conflicts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from convite.core.clock import now
from convite.core.db import Connection, Tx, as_json
from convite.core.ids import new_id
from convite.core.log import Actor, Fact, record, record_many
from convite.core.problems import NotFound
from convite.entrance.checkin.facts import GuestCheckedIn, GuestCheckedOut
from convite.entrance.presence.facts import CheckinConflicted, CheckinSettled, NoShowsMarked
from convite.entrance.presence.models import CheckinConflict
from convite.entrance.presence.queries import PEOPLE, SCANS_OF, conflict_by_id, steps_of
from convite.entrance.presence.rules import LetIn, Presence, ScanConflict, walk
from convite.events.event.models import Event

LOCK = "SELECT id FROM attendees WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE"
# Attendees whose presence differs from their row, or who came to a part or left it: a scan that waits
# for their lock sees by the version that it has to look again. Their rows are locked.
UPDATE_PRESENCE = """
UPDATE attendees a SET attendance = w.attendance, checked_in_at = w.came, checked_out_at = w.went,
  version = a.version + 1, updated_at = now()
FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::timestamptz[]) AS w (id, attendance, came, went)
JOIN attendees o ON o.id = w.id
WHERE a.id = w.id AND (w.id = ANY ($5) OR (a.attendance, a.checked_in_at, a.checked_out_at)
  IS DISTINCT FROM (w.attendance, w.came, w.went))
RETURNING a.id, o.attendance AS before
"""
# A conflict is identified by its scan. One that resolved itself and occurs again is opened again.
STORE_CONFLICTS = """
INSERT INTO checkin_conflicts (id, organization_id, event_id, attendee_id, kind, nonce, first, second,
  result)
SELECT id, $1, $2, attendee_id, kind, nonce, first::jsonb, second::jsonb, result
FROM unnest($3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
  AS w (id, attendee_id, kind, nonce, first, second, result)
ON CONFLICT (event_id, nonce, attendee_id) DO UPDATE
  SET resolved_at = NULL, first = excluded.first, second = excluded.second, updated_at = now()
  WHERE checkin_conflicts.resolved_at IS NOT NULL AND checkin_conflicts.resolved_by IS NULL
RETURNING id, attendee_id, nonce
"""
# Conflicts that no longer exist: an earlier scan arrived, or one was undone.
RESOLVE_OUTDATED = """
UPDATE checkin_conflicts c SET resolved_at = now(), updated_at = now()
WHERE c.event_id = $1 AND c.attendee_id = ANY ($2) AND c.kind <> 'let_in' AND c.resolved_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM unnest($3::uuid[], $4::text[]) AS k (attendee_id, nonce)
                  WHERE k.attendee_id = c.attendee_id AND k.nonce = c.nonce)
RETURNING c.id, c.attendee_id
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class ScanContext:
    """What is known of the scans by which people's presence changes, by attendee."""

    #: The previous status of people who just became going.
    fresh: Mapping[UUID, str] = field(default_factory=dict)
    #: Why somebody was let in by force.
    reasons: Mapping[UUID, str] = field(default_factory=dict)
    #: The part at whose door somebody was scanned; recorded even if they were inside before.
    at_parts: Mapping[UUID, UUID] = field(default_factory=dict)
    #: Whether a scan was undone.
    is_undone: bool = False


async def update_presence(
    tx: Tx,
    actor: Actor,
    event: Event,
    ids: Sequence[UUID],
    context: ScanContext,
) -> dict[UUID, list[ScanConflict]]:
    """Sets the presence of these (locked) people from their scans and records what changed.

    Returns all conflicts of these people.
    """
    connection = tx.driver
    await tx.flush()
    steps = await steps_of(connection, ids)
    walked = {key: walk(own) for key, own in steps.items()}
    presences = {key: presence for key, (presence, _) in walked.items()}
    moved = await connection.fetch(
        UPDATE_PRESENCE,
        list(presences),
        [one.attendance for one in presences.values()],
        [one.checked_in_at for one in presences.values()],
        [one.checked_out_at for one in presences.values()],
        list(context.at_parts),
    )
    before = {row["id"]: row["before"] for row in moved}
    changed = set(before) | set(context.fresh)
    people = {row["id"]: row for row in await connection.fetch(PEOPLE, event.id, list(ids))}
    conflicts = {key: found for key, (_, found) in walked.items()}
    facts: list[Fact] = [
        presence_fact(event, people[key], presences[key], before.get(key), context)
        for key in sorted(changed)
        if key in people
    ]
    facts += await store_conflicts(connection, event, people, conflicts)
    if facts:
        await record_many(tx, actor, facts)
    return conflicts


def presence_fact(
    event: Event, row: Any, presence: Presence, before: str | None, context: ScanContext
) -> GuestCheckedIn | GuestCheckedOut:
    """The fact of somebody's presence now; `before` is their attendance before, if it is known."""
    key, was_inside = row["id"], before == "checked_in"
    status = context.fresh.get(key)
    common = {
        "organization_id": event.organization_id,
        "object_id": row["id"],
        "event_id": event.id,
        "attendee_id": row["id"],
        "guest_id": row["guest_id"],
        "invitation_id": row["invitation_id"],
        "name": row["name"],
        "guest_name": row["name"],
        "seat_number": row["seat_number"],
        "version": row["version"],
        "part_id": context.at_parts.get(key),
        "was_inside": was_inside,
        "going_delta": 1 if status else 0,
        "changes": {"status": (status, "going")} if status else {},
    }
    is_in = presence.attendance == "checked_in"
    if is_in and presence.checked_in_at and not (context.is_undone and was_inside):
        reason = context.reasons.get(key)
        return GuestCheckedIn(**common, checkin_time=presence.checked_in_at, reason=reason)
    went = presence.checked_out_at or now()
    return GuestCheckedOut(**common, checkout_time=went, attendance=presence.attendance)


async def store_conflicts(
    connection: Connection,
    event: Event,
    people: Mapping[UUID, Any],
    conflicts: Mapping[UUID, Sequence[ScanConflict]],
) -> list[Fact]:
    """Stores new conflicts, resolves those that no longer exist, and returns the facts to record."""
    pairs = [
        (key, conflict) for key, found in conflicts.items() for conflict in found if key in people
    ]
    resolved = await connection.fetch(
        RESOLVE_OUTDATED,
        event.id,
        list(conflicts),
        [k for k, _ in pairs],
        [c.second.nonce for _, c in pairs],
    )
    facts: list[Fact] = [resolved_fact(event, row["id"], row["attendee_id"]) for row in resolved]
    if not pairs:
        return facts
    by_scan = {(key, conflict.second.nonce): conflict for key, conflict in pairs}
    stored = await connection.fetch(
        STORE_CONFLICTS,
        event.organization_id,
        event.id,
        [new_id() for _ in pairs],
        [key for key, _ in pairs],
        [conflict.kind for _, conflict in pairs],
        [conflict.second.nonce for _, conflict in pairs],
        [as_json(c.first.shown) if c.first else None for _, c in pairs],
        [as_json(conflict.second.shown) for _, conflict in pairs],
        [conflict.result for _, conflict in pairs],
    )
    for row in stored:
        key = row["attendee_id"]
        conflict = by_scan[key, row["nonce"]]
        facts.append(
            CheckinConflicted(
                organization_id=event.organization_id,
                object_id=row["id"],
                event_id=event.id,
                conflict_id=row["id"],
                attendee_id=key,
                kind=conflict.kind,
                name=people[key]["name"],
                result=conflict.result,
                first=conflict.first.shown if conflict.first else None,
                second=conflict.second.shown,
            )
        )
    return facts


def resolved_fact(event: Event, conflict_id: UUID, attendee_id: UUID | None) -> CheckinSettled:
    """The fact of a resolved conflict."""
    return CheckinSettled(
        organization_id=event.organization_id,
        object_id=conflict_id,
        event_id=event.id,
        conflict_id=conflict_id,
        attendee_id=attendee_id,
        settled_at=now(),
    )


async def report_let_in(tx: Tx, actor: Actor, event: Event, wrong: LetIn) -> None:
    """Opens a conflict for somebody whom an offline device let in by mistake; reported once."""
    connection = tx.driver
    stored = await connection.fetch(
        STORE_CONFLICTS, event.organization_id, event.id, [new_id()], [wrong.attendee_id], ["let_in"],
        [wrong.nonce], [None], [as_json(wrong.second)], [wrong.result],
    )  # fmt: skip
    for row in stored:
        fact = CheckinConflicted(
            organization_id=event.organization_id,
            object_id=row["id"],
            event_id=event.id,
            conflict_id=row["id"],
            attendee_id=wrong.attendee_id,
            kind="let_in",
            name=wrong.name,
            result=wrong.result,
            first=None,
            second=wrong.second,
        )
        await record(tx, actor, fact)


async def resolve(
    tx: Tx, actor: Actor, event: Event, conflict: CheckinConflict, note: str
) -> CheckinConflict:
    """Resolves a conflict; idempotent."""
    if conflict.resolved_at is None:
        conflict.resolved_at, conflict.resolved_by, conflict.note = now(), actor.id, note
        await tx.flush()
        await record(tx, actor, resolved_fact(event, conflict.id, conflict.attendee_id))
    return conflict


async def resolve_by_id(tx: Tx, actor: Actor, event: Event, key: UUID, note: str) -> Any:
    """Resolves a conflict of the event and returns its row as listed.

    Raises:
        NotFound: the event has no such conflict.
    """
    row = await conflict_by_id(tx, event.id, key)
    if row is None:
        raise NotFound
    await resolve(tx, actor, event, row[0], note)
    return await conflict_by_id(tx, event.id, key)


async def undo(
    tx: Tx, actor: Actor, event: Event, nonce: str, *, only_by: UUID | None = None
) -> int:
    """Undoes a scan and derives presence from the others. Returns how many people it was about.

    With `only_by`, scans of other scanners don't exist.

    Raises:
        NotFound: there is no such scan, or it was already undone.
    """
    connection = tx.driver
    await tx.flush()
    rows = await connection.fetch(SCANS_OF, event.id, nonce, only_by)
    if not rows:
        raise NotFound("This scan doesn't exist or has already been undone.")
    ids = [row["attendee_id"] for row in rows]
    await connection.execute(LOCK, ids)
    for row in rows:
        await connection.execute(
            REVERSE, new_id(), row["organization_id"], event.id, row["attendee_id"],
            f"undo:{nonce}", "out" if row["direction"] == "in" else "in", actor.kind, actor.id,
            row["id"],
        )  # fmt: skip
    at_parts = {row["attendee_id"]: row["part_id"] for row in rows if row["part_id"]}
    await update_presence(tx, actor, event, ids, ScanContext(at_parts=at_parts, is_undone=True))
    return len(rows)


REVERSE = """
INSERT INTO checkins (id, organization_id, event_id, attendee_id, nonce, direction, method, by_kind,
  by_id, result, undoes)
VALUES ($1, $2, $3, $4, $5, $6, 'manual', $7, $8, 'undo', $9)
"""


# Only if anybody was scanned at all: a host who doesn't scan has no no-shows.
NO_SHOWS = """
UPDATE attendees SET attendance = 'no_show', version = version + 1, updated_at = now()
WHERE event_id = $1 AND status = 'going' AND attendance = 'not_checked_in'
  AND EXISTS (SELECT 1 FROM checkins c WHERE c.event_id = $1)
"""


async def mark_no_shows(tx: Tx, actor: Actor, organization_id: UUID, event_id: UUID) -> int:
    """Marks everybody who was going and never came; a scan that arrives later undoes it.
    Returns how many.
    """
    done = await tx.driver.execute(NO_SHOWS, event_id)
    count = int(done.rsplit(" ", 1)[-1])
    if count:
        fact = NoShowsMarked(
            organization_id=organization_id, object_id=event_id, event_id=event_id, count=count
        )
        await record(tx, actor, fact)
    return count
