"""Writes of presence: what all scans together say, scans taken back, clashes settled."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from convite.core.clock import now
from convite.core.db import Connection, Tx, raw
from convite.core.ids import new_id
from convite.core.log import Actor, Fact, as_json, record, record_many
from convite.core.problems import NotFound
from convite.entrance.checkin.facts import GuestCheckedIn, GuestCheckedOut
from convite.entrance.presence.facts import CheckinConflicted, CheckinSettled, NoShowsMarked
from convite.entrance.presence.models import CheckinConflict
from convite.entrance.presence.queries import PEOPLE, SCANS_OF, conflict_by_id, steps_of
from convite.entrance.presence.rules import Clash, LetIn, Presence, walk
from convite.events.event.models import Event

LOCK = "SELECT id FROM attendees WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE"
# Whose presence is another than the row says.
MOVE = """
UPDATE attendees a SET attendance = w.attendance, checked_in_at = w.came, checked_out_at = w.went,
  version = a.version + 1, updated_at = now()
FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::timestamptz[]) AS w (id, attendance, came, went)
WHERE a.id = w.id AND (a.attendance, a.checked_in_at, a.checked_out_at)
  IS DISTINCT FROM (w.attendance, w.came, w.went)
RETURNING a.id, a.version
"""
# A clash is known by its scan; one that was settled by itself and clashes again is open again.
CLASH = """
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
# Clashes of scans that fit by now: an earlier one arrived, or one was taken back.
FITS = """
UPDATE checkin_conflicts c SET resolved_at = now(), updated_at = now()
WHERE c.event_id = $1 AND c.attendee_id = ANY ($2) AND c.kind <> 'let_in' AND c.resolved_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM unnest($3::uuid[], $4::text[]) AS k (attendee_id, nonce)
                  WHERE k.attendee_id = c.attendee_id AND k.nonce = c.nonce)
RETURNING c.id, c.attendee_id
"""


async def follow_scans(
    tx: Tx,
    actor: Actor,
    event: Event,
    ids: Sequence[UUID],
    *,
    fresh: Mapping[UUID, str] | None = None,
    reasons: Mapping[UUID, str] | None = None,
) -> dict[UUID, list[Clash]]:
    """Makes presence what the scans of these (locked) people say, and tells what changed and clashes.

    `fresh` has the status before of those who just became going; `reasons` has why somebody was let in
    by force. Returns everybody's clashes.
    """
    connection = await raw(tx)
    await tx.flush()
    steps = await steps_of(connection, ids)
    walked = {key: walk(own) for key, own in steps.items()}
    presences = {key: presence for key, (presence, _) in walked.items()}
    moved = await connection.fetch(
        MOVE,
        list(presences),
        [one.attendance for one in presences.values()],
        [one.checked_in_at for one in presences.values()],
        [one.checked_out_at for one in presences.values()],
    )
    changed = {row["id"] for row in moved} | set(fresh or {})
    people = {row["id"]: row for row in await connection.fetch(PEOPLE, event.id, list(ids))}
    clashes = {key: found for key, (_, found) in walked.items()}
    facts: list[Fact] = [
        presence_fact(
            event, people[key], presences[key], (fresh or {}).get(key), (reasons or {}).get(key)
        )
        for key in sorted(changed)
        if key in people
    ]
    facts += await keep_clashes(connection, event, people, clashes)
    if facts:
        await record_many(tx, actor, facts)
    return clashes


def presence_fact(
    event: Event, row: Any, presence: Presence, before: str | None, reason: str | None
) -> GuestCheckedIn | GuestCheckedOut:
    """The fact of somebody's presence as it is now; `before` is the status of who just became going."""
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
        "going_delta": 1 if before else 0,
        "changes": {"status": (before, "going")} if before else {},
    }
    if presence.attendance == "checked_in" and presence.checked_in_at:
        return GuestCheckedIn(**common, checkin_time=presence.checked_in_at, reason=reason)
    went = presence.checked_out_at or now()
    return GuestCheckedOut(**common, checkout_time=went, attendance=presence.attendance)


async def keep_clashes(
    connection: Connection,
    event: Event,
    people: Mapping[UUID, Any],
    clashes: Mapping[UUID, Sequence[Clash]],
) -> list[Fact]:
    """Stores clashes not known yet, settles those that are none any more; the facts to record."""
    pairs = [(key, clash) for key, found in clashes.items() for clash in found if key in people]
    settled = await connection.fetch(
        FITS, event.id, list(clashes), [k for k, _ in pairs], [c.second.nonce for _, c in pairs]
    )
    facts: list[Fact] = [settled_fact(event, row["id"], row["attendee_id"]) for row in settled]
    if not pairs:
        return facts
    by_scan = {(key, clash.second.nonce): clash for key, clash in pairs}
    stored = await connection.fetch(
        CLASH,
        event.organization_id,
        event.id,
        [new_id() for _ in pairs],
        [key for key, _ in pairs],
        [clash.kind for _, clash in pairs],
        [clash.second.nonce for _, clash in pairs],
        [as_json(c.first.shown) if c.first else None for _, c in pairs],
        [as_json(clash.second.shown) for _, clash in pairs],
        [clash.result for _, clash in pairs],
    )
    for row in stored:
        key = row["attendee_id"]
        clash = by_scan[key, row["nonce"]]
        facts.append(
            CheckinConflicted(
                organization_id=event.organization_id,
                object_id=row["id"],
                event_id=event.id,
                conflict_id=row["id"],
                attendee_id=key,
                kind=clash.kind,
                name=people[key]["name"],
                result=clash.result,
                first=clash.first.shown if clash.first else None,
                second=clash.second.shown,
            )
        )
    return facts


def settled_fact(event: Event, conflict_id: UUID, attendee_id: UUID | None) -> CheckinSettled:
    """The fact of a clash settled."""
    return CheckinSettled(
        organization_id=event.organization_id,
        object_id=conflict_id,
        event_id=event.id,
        conflict_id=conflict_id,
        attendee_id=attendee_id,
        settled_at=now(),
    )


async def report_let_in(tx: Tx, actor: Actor, event: Event, wrong: LetIn) -> None:
    """A device without the network let somebody in who may not: a task, told once."""
    connection = await raw(tx)
    stored = await connection.fetch(
        CLASH, event.organization_id, event.id, [new_id()], [wrong.attendee_id], ["let_in"],
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


async def settle(
    tx: Tx, actor: Actor, event: Event, conflict: CheckinConflict, note: str
) -> CheckinConflict:
    """A supervisor has looked at a clash; idempotent."""
    if conflict.resolved_at is None:
        conflict.resolved_at, conflict.resolved_by, conflict.note = now(), actor.id, note
        await tx.flush()
        await record(tx, actor, settled_fact(event, conflict.id, conflict.attendee_id))
    return conflict


async def settle_by_id(tx: Tx, actor: Actor, event: Event, key: UUID, note: str) -> Any:
    """Settles a clash of the event; gives its row as listed.

    Raises:
        NotFound: the event hasn't such a clash.
    """
    row = await conflict_by_id(tx, event.id, key)
    if row is None:
        raise NotFound
    await settle(tx, actor, event, row[0], note)
    return await conflict_by_id(tx, event.id, key)


async def undo(
    tx: Tx, actor: Actor, event: Event, nonce: str, *, only_by: UUID | None = None
) -> int:
    """Takes a scan back: people stand as their other scans say. Returns how many.

    With `only_by` a scan of anybody else counts as none.

    Raises:
        NotFound: there is no such scan, or it was taken back already.
    """
    connection = await raw(tx)
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
    await follow_scans(tx, actor, event, ids)
    return len(rows)


REVERSE = """
INSERT INTO checkins (id, organization_id, event_id, attendee_id, nonce, direction, method, by_kind,
  by_id, result, undoes)
VALUES ($1, $2, $3, $4, $5, $6, 'manual', $7, $8, 'undo', $9)
"""


# Only where the door was used at all: a host who scans nobody has no no-shows.
NO_SHOWS = """
UPDATE attendees SET attendance = 'no_show', version = version + 1, updated_at = now()
WHERE event_id = $1 AND status = 'going' AND attendance = 'not_checked_in'
  AND EXISTS (SELECT 1 FROM checkins c WHERE c.event_id = $1)
"""


async def mark_no_shows(tx: Tx, actor: Actor, organization_id: UUID, event_id: UUID) -> int:
    """Marks who was going and never came; a scan that arrives later undoes it. Returns how many."""
    done = await (await raw(tx)).execute(NO_SHOWS, event_id)
    count = int(done.rsplit(" ", 1)[-1])
    if count:
        fact = NoShowsMarked(
            organization_id=organization_id, object_id=event_id, event_id=event_id, count=count
        )
        await record(tx, actor, fact)
    return count
