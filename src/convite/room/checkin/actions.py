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
    hashes_of,
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
    """One person of one scan, to be judged by the statement: known by id, or by a code of their own."""

    number: int
    request: ScanRequest
    attendee_id: UUID | None = None

    @property
    def hashes(self) -> tuple[bytes | None, bytes | None]:
        """What the code is looked up by, where the statement shall look it up."""
        code = self.request.scan.code
        return hashes_of(code) if self.attendee_id is None and code else (None, None)


# Many people at once, whoever the batch is of; a code that is one person's is looked up in the same
# message. What is looked up a person at a time is a scalar subquery, so that no plan made while a
# table was empty can turn it into a scan of the whole. Attendees are locked in order of id; a nonce
# seen before inserts nothing. The stream row is locked last and numbers the log inline. Whoever hasn't
# answered becomes going, for which the event's pool is locked before them ($18: a scalar subquery in
# `locked` runs first); without that lock they are answered `again`, as is the second scan of one person
# in a batch. A policy keeps an index from serving a condition with a subquery in it, therefore `coded`
# and `asked` apart. Rows that changed while a lock was waited for are read anew by the lock itself.
# Served by invitations_code_hash_key, invitations_short_hash_key, attendees_invitation_index,
# attendees_pkey.
SCAN = """
WITH pool AS (
  SELECT 1 FROM capacity_pools WHERE event_id = $1 AND $18 FOR NO KEY UPDATE
), wanted AS (
  SELECT * FROM unnest($2::int[], $3::uuid[], $4::bytea[], $5::bytea[], $6::uuid[], $7::uuid[],
    $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::timestamptz[], $14::text[],
    $15::uuid[], $16::text[], $17::bool[]) AS w (entry, named, link_hash, typed_hash, checkin_id,
    log_id, nonce, direction, method, gate, device, at, actor_kind, actor_id, via, force)
), coded AS MATERIALIZED (
  SELECT w.*, coalesce(
    (SELECT i.id FROM invitations i
     WHERE i.code_hash = w.link_hash AND i.event_id = $1 AND i.canceled_at IS NULL),
    (SELECT i.id FROM invitations i
     WHERE i.short_hash = w.typed_hash AND i.event_id = $1 AND i.canceled_at IS NULL)) AS party_id
  FROM wanted w
), asked AS MATERIALIZED (
  SELECT c.*, coalesce(c.named, (
    SELECT CASE WHEN count(*) = 1 THEN (array_agg(a.id))[1] END FROM attendees a
    WHERE a.status <> 'canceled' AND a.invitation_id = c.party_id)) AS attendee_id
  FROM coded c
), locked AS (
  SELECT id, organization_id, guest_id, invitation_id, status, attendance, notes, version
  FROM attendees
  WHERE (SELECT count(*) FROM pool) >= 0 AND id = ANY (ARRAY (SELECT attendee_id FROM asked))
    AND event_id = $1
  ORDER BY id FOR NO KEY UPDATE
), judged AS (
  SELECT k.*, l.organization_id, l.guest_id, l.invitation_id, l.status, l.attendance, l.notes,
    l.version + 1 AS version, CASE
      WHEN row_number() OVER (PARTITION BY k.attendee_id ORDER BY k.entry) > 1 THEN 'again'
      WHEN (SELECT c.id FROM checkins c WHERE c.event_id = $1 AND c.nonce = k.nonce
              AND c.attendee_id = k.attendee_id LIMIT 1) IS NOT NULL THEN 'repeated'
      WHEN l.status = 'canceled' THEN 'revoked'
      WHEN k.direction = 'in' AND l.attendance = 'checked_in' THEN 'already_in'
      WHEN k.direction = 'out' AND l.attendance <> 'checked_in' THEN 'already_out'
      WHEN l.status IN ('declined', 'waitlisted') AND NOT k.force THEN 'not_coming'
      WHEN l.status <> 'going' AND NOT $18 THEN 'again'
      ELSE 'ok' END AS verdict,
    (SELECT trim(g.first_name || ' ' || g.last_name) FROM guests g WHERE g.id = l.guest_id) AS name,
    (SELECT i.label FROM invitations i WHERE i.id = l.invitation_id) AS party,
    (SELECT s.seat_number FROM seats s WHERE s.attendee_id = k.attendee_id LIMIT 1) AS seat_number
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
  SELECT c.*, m.position - count(*) OVER () + row_number() OVER (ORDER BY c.entry) AS place
  FROM counted c CROSS JOIN moved m
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
SELECT entry, attendee_id, guest_id, invitation_id, verdict, at, name, party, seat_number, status,
  attendance, notes
FROM judged
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What the statement said of one person; `shape` is what the door shows."""

    word: str
    at: datetime
    invitation_id: UUID | None
    shape: dict[str, Any]


async def scan(
    connection: Connection, event_id: UUID, requests: Sequence[ScanRequest]
) -> list[Scanned]:
    """Judges and stores each scan; repeated ones count once. Answers each in order.

    One message serves ids and the codes of single people; what is left are parties' codes and
    unknown ones, which are looked up and judged in further messages.
    """
    verdicts: dict[int, list[Verdict]] = {}
    direct = [
        Entry(
            number=number, request=request, attendee_id=one.attendee_id or one.invitation_guest_id
        )
        for number, request in enumerate(requests)
        if (one := request.scan).code is None or not (one.guests is not None or one.all)
    ]
    await judge(connection, event_id, direct, verdicts)
    answers: dict[int, Scanned] = {}
    left = {n: r for n, r in enumerate(requests) if n not in verdicts}
    codes = [request.scan.code for request in left.values() if request.scan.code]
    people, events = await behind_codes(connection, codes) if codes else ({}, {})
    entries: list[Entry] = []
    for number, request in left.items():
        answer, keys = meaning(event_id, request.scan, people, events)
        if answer is not None:
            answers[number] = answer
        entries.extend(Entry(number=number, request=request, attendee_id=key) for key in keys)
    await judge(connection, event_id, entries, verdicts)
    return [
        answers.get(number) or summed(request.scan, verdicts.get(number))
        for number, request in enumerate(requests)
    ]


def meaning(
    event_id: UUID,
    scan: Scan,
    people: dict[str, list[Standing]],
    events: dict[str, UUID],
) -> tuple[Scanned | None, list[UUID]]:
    """Whom of a party a code means, or the answer when it means nobody or asks back."""
    if scan.code is None or scan.code not in events:
        return Scanned(nonce=scan.nonce, result="unknown"), []
    if events[scan.code] != event_id:
        return Scanned(nonce=scan.nonce, result="wrong_event"), []
    party = people[scan.code]
    if not party or party[0].is_canceled:
        return Scanned(nonce=scan.nonce, result="revoked"), []
    keys = chosen(
        [(one.attendee_id, one.status) for one in party], named=scan.guests, everybody=scan.all
    )
    shapes = [one.shape for one in party]
    if keys is None:
        return Scanned(
            nonce=scan.nonce, result="choose", guests=shapes, invitation_id=party[0].invitation_id
        ), []
    if not keys:
        return Scanned(nonce=scan.nonce, result="not_coming", guests=shapes), []
    return None, keys


async def judge(
    connection: Connection,
    event_id: UUID,
    entries: Sequence[Entry],
    verdicts: dict[int, list[Verdict]],
) -> None:
    """Runs the statement over all people; two scans of one person go one after the other.

    Who isn't found (an unknown id, a code that isn't one person's) gets no verdict.
    """
    left = list(entries)
    has_pool = False
    while left:
        rows = await connection.fetch(SCAN, event_id, *columns_of(left), has_pool)
        again = []
        for row in rows:
            entry = left[row["entry"]]
            if row["verdict"] == "again":  # not answered yet, or twice in this batch
                again.append(entry)
            else:
                verdicts.setdefault(entry.number, []).append(verdict_of(entry.request.scan, row))
        left, has_pool = again, True


def columns_of(entries: Sequence[Entry]) -> list[list[Any]]:
    """The people as arrays, a column each."""
    scans = [entry.request.scan for entry in entries]
    actors = [entry.request.actor for entry in entries]
    hashes = [entry.hashes for entry in entries]
    moment = now()
    return [
        list(range(len(entries))),
        [entry.attendee_id for entry in entries],
        [link for link, _ in hashes],
        [typed for _, typed in hashes],
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


def verdict_of(scan: Scan, row: Any) -> Verdict:
    """A person's row after the scan, as the door shows it."""
    word = row["verdict"]
    passed = word in ("ok", "repeated")
    shape = {
        "id": str(row["attendee_id"]),
        "guest_id": str(row["guest_id"]),
        "name": row["name"],
        "seat_number": row["seat_number"],
        "party": row["party"],
        "notes": row["notes"],
        "status": "going" if passed else row["status"],
        "attendance": row["attendance"],
        "result": "ok" if passed else word,
    }
    if passed:
        shape["attendance"] = "checked_in" if scan.direction == "in" else "left"
    return Verdict(
        word=shape["result"], at=row["at"], invitation_id=row["invitation_id"], shape=shape
    )


def summed(scan: Scan, verdicts: Sequence[Verdict] | None) -> Scanned:
    """One answer for a scan of one or several people."""
    if not verdicts:
        return Scanned(nonce=scan.nonce, result="unknown")
    words = [verdict.word for verdict in verdicts]
    return Scanned(
        nonce=scan.nonce,
        result="ok" if "ok" in words else words[0],
        attendee=verdicts[0].shape,
        guests=[verdict.shape for verdict in verdicts],
        invitation_id=verdicts[0].invitation_id,
        checkin_time=verdicts[0].at,
    )


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
