"""Writes of the door. `scan` is a hot verb: a function over many scans, each answered on its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from convite.core.clock import now
from convite.core.db import Connection, Tx, raw
from convite.core.ids import new_id
from convite.core.log import Actor, record
from convite.core.problems import NotFound
from convite.events.event.models import Event
from convite.room.checkin.facts import GuestCheckedIn, GuestCheckedOut
from convite.room.checkin.queries import (
    LAST_SCAN,
    SCANS_OF,
    Standing,
    behind_codes,
    behind_ids,
)
from convite.room.checkin.rules import chosen
from convite.room.checkin.schemas import Scan, Scanned


@dataclass(frozen=True, kw_only=True, slots=True)
class ScanRequest:
    """A scan and who made it."""

    scan: Scan
    actor: Actor
    request_id: UUID | None = None


@dataclass(kw_only=True, slots=True)
class Entry:
    """One person of one scan, to be judged by the statement."""

    number: int
    request: ScanRequest
    person: Standing


# Many people at once. What is looked up a person at a time is a scalar subquery, so that no plan made
# while a table was empty can turn it into a scan of the whole. Attendees are locked in order of id; a
# nonce seen before inserts nothing. The stream row is locked last and numbers the log inline. Whoever
# hasn't answered becomes going, for which the event's pool was locked beforehand ($16); without that
# lock they are answered `again`.
SCAN = """
WITH asked AS (
  SELECT * FROM unnest($2::int[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::text[],
    $8::text[], $9::text[], $10::text[], $11::timestamptz[], $12::text[], $13::uuid[], $14::text[],
    $15::bool[]) AS k (number, attendee_id, checkin_id, log_id, nonce, direction, method, gate,
    device, at, actor_kind, actor_id, via, force)
), locked AS (
  SELECT id, organization_id, guest_id, invitation_id, status, attendance, version FROM attendees
  WHERE id = ANY ($3) AND event_id = $1 ORDER BY id FOR NO KEY UPDATE
), judged AS (
  SELECT k.*, l.organization_id, l.guest_id, l.invitation_id, l.status, l.version + 1 AS version, CASE
      WHEN (SELECT c.id FROM checkins c WHERE c.event_id = $1 AND c.nonce = k.nonce
              AND c.attendee_id = k.attendee_id LIMIT 1) IS NOT NULL THEN 'repeated'
      WHEN l.status = 'canceled' THEN 'revoked'
      WHEN k.direction = 'in' AND l.attendance = 'checked_in' THEN 'already_in'
      WHEN k.direction = 'out' AND l.attendance <> 'checked_in' THEN 'already_out'
      WHEN l.status IN ('declined', 'waitlisted') AND NOT k.force THEN 'not_coming'
      WHEN l.status <> 'going' AND NOT $16 THEN 'again'
      ELSE 'ok' END AS verdict
  FROM asked k JOIN locked l ON l.id = k.attendee_id
), scanned AS (
  INSERT INTO checkins (id, organization_id, event_id, attendee_id, nonce, direction, method, gate,
    device, at, by_kind, by_id, result)
  SELECT checkin_id, organization_id, $1, attendee_id, nonce, direction, method, gate, device, at,
    actor_kind, actor_id, 'ok'
  FROM judged WHERE verdict = 'ok'
  ON CONFLICT (event_id, nonce, attendee_id) DO NOTHING RETURNING id
), counted AS (
  SELECT j.* FROM judged j JOIN scanned s ON s.id = j.checkin_id
), changed AS (
  UPDATE attendees a SET status = 'going', version = a.version + 1, updated_at = now(),
    attendance = CASE WHEN c.direction = 'in' THEN 'checked_in' ELSE 'left' END,
    checked_in_at = CASE WHEN c.direction = 'in' THEN c.at ELSE a.checked_in_at END,
    checked_out_at = CASE WHEN c.direction = 'out' THEN c.at END
  FROM counted c WHERE a.id = c.attendee_id
), pooled AS (
  UPDATE capacity_pools SET taken = taken + f.fresh, updated_at = now()
  FROM (SELECT count(*) AS fresh FROM counted WHERE status <> 'going') f
  WHERE event_id = $1 AND f.fresh > 0
), moved AS (
  UPDATE streams SET position = position + f.rows, going_count = going_count + f.fresh
  FROM (SELECT count(*) AS rows, count(*) FILTER (WHERE status <> 'going') AS fresh FROM counted) f
  WHERE id = $1 AND f.rows > 0 RETURNING position
), told AS (
  SELECT c.*, trim(g.first_name || ' ' || g.last_name) AS name,
    (SELECT s.seat_number FROM seats s WHERE s.attendee_id = c.attendee_id LIMIT 1) AS seat_number,
    m.position - count(*) OVER () + row_number() OVER (ORDER BY c.number, c.attendee_id) AS place
  FROM counted c CROSS JOIN moved m JOIN guests g ON g.id = c.guest_id
), logged AS (
  INSERT INTO activity_log (id, stream_id, position, organization_id, event_id, action, object_type,
    object_id, actor_kind, actor_id, via, data, channels, going_delta)
  SELECT log_id, $1, place, organization_id, $1,
    CASE WHEN direction = 'in' THEN 'guest_checked_in' ELSE 'guest_checked_out' END,
    'attendee', attendee_id, actor_kind, actor_id, via,
    jsonb_build_object('event_id', $1::uuid, 'attendee_id', attendee_id, 'guest_id', guest_id,
      'invitation_id', invitation_id, 'seat_number', seat_number, 'gate', gate, 'version', version,
      CASE WHEN direction = 'in' THEN 'checkin_time' ELSE 'checkout_time' END, at),
    array_remove(ARRAY['events/' || $1::text || '/attendance', 'events/' || $1::text || '/invitations',
      'invitations/' || invitation_id::text], NULL),
    CASE WHEN status <> 'going' THEN 1 ELSE 0 END
  FROM told
), personal AS (
  INSERT INTO activity_private (log_id, organization_id, event_id, data)
  SELECT log_id, organization_id, $1, jsonb_build_object('name', name, 'guest_name', name) FROM told
)
SELECT number, attendee_id, verdict, at FROM judged
"""
LOCK_POOL = "SELECT 1 FROM capacity_pools WHERE event_id = $1 FOR NO KEY UPDATE"


async def scan(
    connection: Connection, event_id: UUID, requests: Sequence[ScanRequest]
) -> list[Scanned]:
    """Judges and stores each scan; repeated ones count once. Answers each in order."""
    codes = [r.scan.code for r in requests if r.scan.code]
    ids = [key for r in requests if (key := r.scan.attendee_id or r.scan.invitation_guest_id)]
    people, events = await behind_codes(connection, codes) if codes else ({}, {})
    named = await behind_ids(connection, ids) if ids else {}
    answers: list[Scanned | None] = []
    entries: list[Entry] = []
    for number, request in enumerate(requests):
        answer, persons = meaning(event_id, request.scan, people, events, named)
        answers.append(answer)
        entries.extend(Entry(number=number, request=request, person=one) for one in persons)
    verdicts = await judge(connection, event_id, entries)
    return [
        answer or summed(request.scan, verdicts[number])
        for number, (request, answer) in enumerate(zip(requests, answers, strict=True))
    ]


def meaning(
    event_id: UUID,
    scan: Scan,
    people: dict[str, list[Standing]],
    events: dict[str, UUID],
    named: dict[UUID, Standing],
) -> tuple[Scanned | None, list[Standing]]:
    """Whom a scan means, or the answer when it means nobody or asks back."""
    if scan.code is None:
        key = scan.attendee_id or scan.invitation_guest_id
        person = named.get(key) if key else None
        if person is None or person.event_id != event_id:
            return Scanned(nonce=scan.nonce, result="unknown"), []
        return None, [person]
    if scan.code not in events:
        return Scanned(nonce=scan.nonce, result="unknown"), []
    if events[scan.code] != event_id:
        return Scanned(nonce=scan.nonce, result="wrong_event"), []
    party = people[scan.code]
    if not party or party[0].is_canceled:
        return Scanned(nonce=scan.nonce, result="revoked"), []
    keys = chosen(
        [(one.attendee_id, one.status) for one in party], named=scan.guests, everybody=scan.all
    )
    if keys is None:
        return (
            Scanned(
                nonce=scan.nonce,
                result="choose",
                guests=[one.shape for one in party],
                invitation_id=party[0].invitation_id,
            ),
            [],
        )
    if not keys:
        return Scanned(nonce=scan.nonce, result="not_coming", guests=[p.shape for p in party]), []
    return None, [one for one in party if one.attendee_id in set(keys)]


Verdict = tuple[Standing, str, datetime]


async def judge(
    connection: Connection, event_id: UUID, entries: Sequence[Entry]
) -> dict[int, list[Verdict]]:
    """Runs the statement over all people; two scans of one person go one after the other."""
    verdicts: dict[int, list[Verdict]] = {}
    left = list(entries)
    has_pool = any(entry.person.status != "going" for entry in entries)
    if has_pool:
        await connection.execute(LOCK_POOL, event_id)
    while left:
        turn: dict[UUID, Entry] = {}
        later = []
        for entry in left:
            if entry.person.attendee_id in turn:
                later.append(entry)
            else:
                turn[entry.person.attendee_id] = entry
        again = await run(connection, event_id, list(turn.values()), verdicts, has_pool=has_pool)
        if again:  # somebody's answer changed since it was read: once more, with the pool locked
            has_pool = True
            await connection.execute(LOCK_POOL, event_id)
        left = [*again, *later]
    return verdicts


async def run(
    connection: Connection,
    event_id: UUID,
    entries: Sequence[Entry],
    verdicts: dict[int, list[Verdict]],
    *,
    has_pool: bool,
) -> list[Entry]:
    """One run of the statement; returns who has to be judged again with the pool locked."""
    rows = await connection.fetch(SCAN, event_id, *columns_of(entries), has_pool)
    found = {(row["number"], row["attendee_id"]): row for row in rows}
    again = []
    for entry in entries:
        row = found.get((entry.number, entry.person.attendee_id))
        if row is not None and row["verdict"] == "again":
            again.append(entry)
            continue
        verdict = "unknown" if row is None else row["verdict"]
        at = now() if row is None else row["at"]
        verdicts.setdefault(entry.number, []).append((entry.person, verdict, at))
    return again


def columns_of(entries: Sequence[Entry]) -> list[list[Any]]:
    """The people as arrays, a column each."""
    scans = [entry.request.scan for entry in entries]
    actors = [entry.request.actor for entry in entries]
    moment = now()
    return [
        [entry.number for entry in entries],
        [entry.person.attendee_id for entry in entries],
        [new_id() for _ in entries],
        [new_id() for _ in entries],
        [scan.nonce for scan in scans],
        [scan.direction for scan in scans],
        [scan.method or ("qr_code" if scan.code else "manual") for scan in scans],
        [scan.gate for scan in scans],
        [scan.device for scan in scans],
        [min(scan.at, moment) if scan.at else moment for scan in scans],
        [actor.kind for actor in actors],
        [actor.id for actor in actors],
        [actor.via for actor in actors],
        [scan.force and bool(scan.reason) for scan in scans],
    ]


def summed(scan: Scan, verdicts: Sequence[Verdict]) -> Scanned:
    """One answer for a scan of one or several people."""
    words = {"repeated": "ok"}
    results = [words.get(verdict, verdict) for _, verdict, _ in verdicts]
    result = "ok" if "ok" in results else results[0]
    shapes = [shape_after(person, verdict, scan.direction) for person, verdict, _ in verdicts]
    return Scanned(
        nonce=scan.nonce,
        result=result,
        attendee=shapes[0],
        guests=shapes,
        invitation_id=verdicts[0][0].invitation_id,
        checkin_time=verdicts[0][2],
    )


def shape_after(person: Standing, verdict: str, direction: str) -> dict[str, Any]:
    """What the door shows of somebody after the scan."""
    shape = person.shape
    if verdict in ("ok", "repeated"):
        shape["attendance"] = "checked_in" if direction == "in" else "left"
        shape["status"] = "going"
    shape["result"] = "ok" if verdict == "repeated" else verdict
    return shape


async def undo(tx: Tx, actor: Actor, event: Event, nonce: str) -> int:
    """Takes a scan back: people stand as their other scans say. Returns how many.

    Raises:
        NotFound: there is no such scan, or it was taken back already.
    """
    connection = await raw(tx)
    rows = await connection.fetch(SCANS_OF, event.id, nonce)
    if not rows:
        raise NotFound("There is no such scan, or it was taken back already.")
    for row in rows:
        await connection.execute(LOCK_ATTENDEE, row["attendee_id"])
        await connection.execute(
            REVERSE, new_id(), row["organization_id"], event.id, row["attendee_id"],
            f"undo:{nonce}", "out" if row["direction"] == "in" else "in", actor.kind, actor.id,
            row["id"],
        )  # fmt: skip
        last = await connection.fetchrow(LAST_SCAN, row["attendee_id"])
        version = await connection.fetchval(
            RESET,
            row["attendee_id"],
            last["direction"] if last else None,
            last["at"] if last else None,
        )
        await record(tx, actor, reversal(event, row, last, version))
    return len(rows)


LOCK_ATTENDEE = "SELECT 1 FROM attendees WHERE id = $1 FOR NO KEY UPDATE"
REVERSE = """
INSERT INTO checkins (id, organization_id, event_id, attendee_id, nonce, direction, method, by_kind,
  by_id, result, undoes)
VALUES ($1, $2, $3, $4, $5, $6, 'manual', $7, $8, 'undo', $9)
"""
RESET = """
UPDATE attendees SET version = version + 1, updated_at = now(), attendance = CASE $2::text
    WHEN 'in' THEN 'checked_in' WHEN 'out' THEN 'left' ELSE 'not_checked_in' END,
  checked_in_at = CASE WHEN $2::text = 'in' THEN $3::timestamptz
    WHEN $2::text = 'out' THEN checked_in_at END,
  checked_out_at = CASE WHEN $2::text = 'out' THEN $3::timestamptz END
WHERE id = $1 RETURNING version
"""


def reversal(event: Event, row: Any, last: Any, version: int) -> GuestCheckedIn | GuestCheckedOut:
    """The fact of a scan taken back: in again, or out (having been in), or never been in."""
    common = {
        "organization_id": event.organization_id,
        "object_id": row["attendee_id"],
        "event_id": event.id,
        "attendee_id": row["attendee_id"],
        "guest_id": row["guest_id"],
        "invitation_id": row["invitation_id"],
        "name": row["name"],
        "guest_name": row["name"],
        "seat_number": row["seat_number"],
        "version": version,
    }
    if last and last["direction"] == "in":
        return GuestCheckedIn(**common, checkin_time=last["at"])
    attendance = "left" if last else "not_checked_in"
    return GuestCheckedOut(**common, checkout_time=now(), attendance=attendance)
