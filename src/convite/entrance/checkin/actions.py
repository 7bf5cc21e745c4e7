"""Writes of check-in. `scan` is the hot verb's batch function: many scans in, one answer each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from convite.core.config import settings
from convite.core.db import Connection
from convite.core.ids import new_row_id
from convite.core.log import Actor
from convite.core.log_sql import log_insert, private_insert
from convite.entrance.checkin.facts import GuestCheckedIn, GuestCheckedOut
from convite.entrance.checkin.queries import (
    Party,
    Verdict,
    combined_answer,
    hashes_of,
    parties_of_codes,
    verdict_of,
)
from convite.entrance.checkin.rules import choose_guests
from convite.entrance.checkin.schemas import Scan, Scanned
from convite.entrance.tickets.queries import ticket_states
from convite.entrance.tickets.rules import TicketCode, folded_tag, is_of_event, is_ours, read_text


@dataclass(frozen=True, kw_only=True, slots=True)
class ScanRequest:
    """A scan and who made it."""

    scan: Scan
    actor: Actor
    request_id: UUID | None = None


@dataclass(kw_only=True, slots=True)
class Entry:
    """One person of one scan, known by an attendee's id, a ticket, a tag or a code."""

    number: int
    request: ScanRequest
    attendee_id: UUID | None = None
    #: The ticket, if its secret and signature are valid.
    ticket: TicketCode | None = None

    @property
    def hashes(self) -> tuple[bytes | None, bytes | None]:
        """The hashes to look the code up by, unless the attendee is already known."""
        code = self.request.scan.code
        return hashes_of(code) if self.attendee_id is None and code else (None, None)

    @property
    def tag(self) -> str | None:
        """The tag to look up, unless the attendee is already known."""
        tag = self.request.scan.tag
        return folded_tag(tag) if self.attendee_id is None and tag else None


# Checks in many people in one statement, whoever sent the scans. Tickets, tags and codes of single
# people are resolved here as well; each scan names exactly one of them. Per-person look-ups are
# scalar subqueries, so that a plan made while a table was empty can't turn into a scan of the whole
# table. Locks: attendees in order of id, then their invitations (a trigger derives the invitation's
# status at the end of the statement, when the stream is already locked), and the stream row last;
# it numbers the log inline. A nonce seen before inserts nothing. An attendee who hadn't replied
# becomes going (also to the part that the scan names), which needs the lock on the event's pool first
# ($18: a scalar subquery in `locked`); without it they are answered `again`, as is the second scan of
# one person in a batch.
# `coded` and `asked` are separate because the RLS policy keeps an index from serving a condition
# that has a subquery in it. After waiting for a row lock, PostgreSQL reads the row again, but
# check-ins come from the statement's older snapshot; an attendee who changed meanwhile is therefore
# judged `again`. Served by invitations_code_hash_key, invitations_short_hash_key,
# attendees_invitation_index, attendees_pkey, tickets_pkey, tickets_tag_uid_key.
LOGGED = {
    "id": "log_id", "stream_id": "$1", "position": "place",
    "organization_id": "organization_id", "event_id": "$1::uuid", "object_id": "attendee_id",
    "actor_kind": "actor_kind", "actor_id": "actor_id", "via": "via", "changes": "changes",
    "going_delta": "CASE WHEN status <> 'going' THEN 1 ELSE 0 END",
}  # fmt: skip
PERSON = {
    "attendee_id": "attendee_id", "guest_id": "guest_id", "invitation_id": "invitation_id",
    "seat_number": "seat_number", "gate": "gate", "version": "version", "name": "name",
    "guest_name": "name", "part_id": "part_id", "was_inside": "attendance = 'checked_in'",
}  # fmt: skip
CAME = {**PERSON, "checkin_time": "came_at", "reason": "reason"}
WENT = {**PERSON, "checkout_time": "at"}
# The last scan at the door of a part, or out of the whole event. Served by checkins_attendee_index and
# checkins_undoes_key.
LAST_AT_PART = """SELECT c.direction FROM checkins c
    WHERE c.attendee_id = k.attendee_id AND c.undoes IS NULL
      AND (c.part_id = k.part_id OR (c.part_id IS NULL AND c.direction = 'out'))
      AND NOT EXISTS (SELECT 1 FROM checkins u WHERE u.undoes = c.id)
    ORDER BY c.at DESC, c.created_at DESC, c.id DESC LIMIT 1"""
SCAN = f"""
WITH pool AS (
  SELECT 1 FROM capacity_pools WHERE event_id = $1 AND $18 FOR NO KEY UPDATE
), wanted AS (
  -- when it was, by the scanner, never later than now: by the database's clock, which all agree on
  SELECT *, least(said_at, statement_timestamp()) AS at
  FROM unnest($2::int[], $3::uuid[], $4::bytea[], $5::bytea[], $6::uuid[], $7::uuid[],
    $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::timestamptz[], $14::text[],
    $15::uuid[], $16::text[], $17::bool[], $19::uuid[], $20::int[], $21::text[], $22::text[],
    $23::uuid[])
    AS w (entry, named, link_hash, typed_hash, checkin_id, log_id, nonce, direction, method, gate,
      device, said_at, actor_kind, actor_id, via, force, ticket_id, reissue, tag, reason,
      part_id)
), coded AS MATERIALIZED (
  SELECT w.*, coalesce(
    (SELECT i.id FROM invitations i
     WHERE i.code_hash = w.link_hash AND i.event_id = $1 AND i.canceled_at IS NULL),
    (SELECT i.id FROM invitations i
     WHERE i.short_hash = w.typed_hash AND i.event_id = $1 AND i.canceled_at IS NULL)) AS party_id
  FROM wanted w
), asked AS MATERIALIZED (
  SELECT c.*, CASE WHEN c.ticket_id IS NOT NULL THEN (
    SELECT t.attendee_id FROM tickets t WHERE t.id = c.ticket_id AND t.event_id = $1
      AND t.reissue = c.reissue AND t.revoked_at IS NULL)
  WHEN c.tag IS NOT NULL THEN (
    SELECT t.attendee_id FROM tickets t WHERE t.event_id = $1 AND t.tag_uid = c.tag
      AND t.revoked_at IS NULL)
  ELSE coalesce(c.named, (
    SELECT CASE WHEN count(*) = 1 THEN (array_agg(a.id))[1] END FROM attendees a
    WHERE a.status <> 'canceled' AND a.invitation_id = c.party_id)) END AS attendee_id
  FROM coded c
), locked AS (
  SELECT id, organization_id, guest_id, invitation_id, status, attendance, checked_in_at, notes,
    version
  FROM attendees
  WHERE (SELECT count(*) FROM pool) >= 0 AND id = ANY (ARRAY (SELECT attendee_id FROM asked))
    AND event_id = $1
  ORDER BY id FOR NO KEY UPDATE
), met AS MATERIALIZED (
  SELECT k.*, CASE WHEN k.part_id IS NOT NULL THEN coalesce(({LAST_AT_PART}) = 'in', false)
    ELSE l.attendance = 'checked_in' END AS is_in
  FROM asked k JOIN locked l ON l.id = k.attendee_id
), judged AS (
  SELECT k.*, l.organization_id, l.guest_id, l.invitation_id, l.status, l.attendance, l.notes,
    CASE WHEN l.attendance = 'checked_in' THEN l.checked_in_at ELSE k.at END AS came_at,
    l.version + 1 AS version, CASE
      WHEN row_number() OVER (PARTITION BY k.attendee_id ORDER BY k.entry) > 1 THEN 'again'
      WHEN (SELECT c.id FROM checkins c WHERE c.event_id = $1 AND c.nonce = k.nonce
              AND c.attendee_id = k.attendee_id LIMIT 1) IS NOT NULL THEN 'repeated'
      WHEN l.version <> (SELECT a.version FROM attendees a WHERE a.id = l.id) THEN 'again'
      WHEN l.status = 'canceled' THEN 'revoked'
      WHEN k.part_id IS NOT NULL AND k.direction = 'in' AND NOT k.force AND NOT EXISTS (
        SELECT 1 FROM entitlements e WHERE e.attendee_id = k.attendee_id AND e.part_id = k.part_id
          AND e.state IN ('going', 'pending')) THEN 'not_coming_to_part'
      WHEN k.direction = 'in' AND k.is_in THEN 'already_in'
      WHEN k.direction = 'out' AND NOT k.is_in THEN 'already_out'
      WHEN l.status IN ('declined', 'waitlisted') AND NOT k.force THEN 'not_coming'
      WHEN l.status <> 'going' AND NOT $18 THEN 'again'
      ELSE 'ok' END AS verdict,
    (SELECT trim(g.first_name || ' ' || g.last_name) FROM guests g WHERE g.id = l.guest_id) AS name,
    (SELECT i.label FROM invitations i WHERE i.id = l.invitation_id) AS party,
    (SELECT s.seat_number FROM seats s WHERE s.attendee_id = k.attendee_id LIMIT 1) AS seat_number
  FROM met k JOIN locked l ON l.id = k.attendee_id
), scanned AS (
  INSERT INTO checkins (id, organization_id, event_id, attendee_id, nonce, direction, method, gate,
    device, at, by_kind, by_id, result, part_id)
  SELECT checkin_id, organization_id, $1, attendee_id, nonce, direction, method, gate, device, at,
    actor_kind, actor_id, 'ok', (SELECT p.id FROM event_parts p WHERE p.id = part_id AND p.event_id = $1)
  FROM judged WHERE verdict = 'ok'
  ON CONFLICT (event_id, nonce, attendee_id) DO NOTHING RETURNING id
), counted AS (
  SELECT j.* FROM judged j JOIN scanned s ON s.id = j.checkin_id
), changed AS (
  UPDATE attendees a SET status = 'going', version = a.version + 1, updated_at = now(),
    attendance = CASE WHEN c.direction = 'in' THEN 'checked_in' ELSE 'left' END,
    checked_in_at = CASE WHEN c.direction = 'in' THEN c.came_at ELSE a.checked_in_at END,
    checked_out_at = CASE WHEN c.direction = 'in' THEN NULL
      WHEN c.attendance = 'left' THEN a.checked_out_at ELSE c.at END
  FROM counted c WHERE a.id = c.attendee_id
), parted AS (
  UPDATE entitlements e SET state = 'going', updated_at = now()
  FROM counted c WHERE c.part_id IS NOT NULL AND c.direction = 'in'
    AND e.attendee_id = c.attendee_id AND e.part_id = c.part_id AND e.state = 'pending'
), pooled AS (
  UPDATE capacity_pools SET taken = taken + f.fresh, updated_at = now()
  FROM (SELECT count(*) AS fresh FROM counted WHERE status <> 'going') f
  WHERE event_id = $1 AND f.fresh > 0
), parties AS (
  SELECT 1 FROM invitations WHERE id = ANY (ARRAY (SELECT invitation_id FROM counted))
  ORDER BY id FOR NO KEY UPDATE
), moved AS (
  UPDATE streams SET position = position + f.rows, going_count = going_count + f.fresh
  FROM (SELECT count(*) AS rows, count(*) FILTER (WHERE status <> 'going') AS fresh FROM counted) f
  WHERE id = $1 AND f.rows > 0 AND (SELECT count(*) FROM parties) >= 0 RETURNING position
), told AS (
  SELECT c.*, m.position - count(*) OVER () + row_number() OVER (ORDER BY c.entry) AS place,
    CASE WHEN status = 'going' THEN '{{}}'::jsonb
      ELSE jsonb_build_object('status', jsonb_build_array(status, 'going')) END AS changes
  FROM counted c CROSS JOIN moved m
), came AS (
  {log_insert(GuestCheckedIn, source="told WHERE direction = 'in'", columns=LOGGED, fields=CAME)}
), went AS (
  {log_insert(GuestCheckedOut, source="told WHERE direction = 'out'", columns=LOGGED, fields=WENT)}
), personal AS (
  {private_insert(GuestCheckedIn, source="told", columns=LOGGED, fields=CAME)}
)
SELECT entry, attendee_id, guest_id, invitation_id, verdict, at, name, party, seat_number, status,
  attendance, notes, CASE WHEN verdict = 'not_coming_to_part' THEN
    (SELECT p.title FROM event_parts p WHERE p.id = part_id AND p.event_id = $1) END AS part,
  CASE WHEN verdict = 'not_coming_to_part' THEN (SELECT e.state FROM entitlements e
    WHERE e.attendee_id = judged.attendee_id AND e.part_id = judged.part_id) END AS part_status
FROM judged
"""  # noqa: S608  (constants of this module only)


async def scan(
    connection: Connection, event_id: UUID, requests: Sequence[ScanRequest]
) -> list[Scanned]:
    """Judges and stores scans; a repeated nonce counts once. Returns the answers in order.

    One statement serves ids, tickets, tags and the codes of single people. Codes of parties and
    unknown codes are resolved first and judged by a second statement.
    """
    verdicts: dict[int, list[Verdict]] = {}
    tickets = tickets_in(requests)
    direct = [
        Entry(
            number=number,
            request=request,
            attendee_id=one.attendee_id or one.invitation_guest_id,
            ticket=tickets.get(number),
        )
        for number, request in enumerate(requests)
        if is_direct(one := request.scan, event_id, tickets.get(number))
    ]
    await judge(connection, event_id, direct, verdicts)
    left = {n: r for n, r in enumerate(requests) if n not in verdicts}
    answers = await refused_tickets(connection, event_id, requests, left, tickets)
    left = {n: r for n, r in left.items() if n not in answers}
    codes = [request.scan.code for request in left.values() if request.scan.code]
    parties = await parties_of_codes(connection, codes) if codes else {}
    entries: list[Entry] = []
    for number, request in left.items():
        answer, keys = resolve_code(event_id, request.scan, parties)
        if answer is not None:
            answers[number] = answer
        entries.extend(Entry(number=number, request=request, attendee_id=key) for key in keys)
    await judge(connection, event_id, entries, verdicts)
    return [
        answers.get(number) or combined_answer(request.scan, verdicts.get(number))
        for number, request in enumerate(requests)
    ]


def tickets_in(requests: Sequence[ScanRequest]) -> dict[int, TicketCode]:
    """The tickets whose secret we issued, by the scan's number."""
    found = {}
    for number, request in enumerate(requests):
        code = read_text(request.scan.ticket) if request.scan.ticket else None
        if code is not None and is_ours(settings().secret, code):
            found[number] = code
    return found


def is_direct(scan: Scan, event_id: UUID, ticket: TicketCode | None) -> bool:
    """Whether the statement can resolve the scan itself: anything but party codes and bad tickets."""
    if scan.ticket is not None:
        return ticket is not None and is_of_event(settings().secret, event_id, ticket)
    return scan.code is None or not (scan.guests is not None or scan.all)


async def refused_tickets(
    connection: Connection,
    event_id: UUID,
    requests: Sequence[ScanRequest],
    left: Iterable[int],
    tickets: Mapping[int, TicketCode],
) -> dict[int, Scanned]:
    """The answers to tickets that were refused: forged, for another event, or revoked."""
    refused = [number for number in left if requests[number].scan.ticket is not None]
    genuine = [tickets[number].ticket_id for number in refused if number in tickets]
    rows = await ticket_states(connection, genuine) if genuine else {}
    answers = {}
    for number in refused:
        code = tickets.get(number)
        row = rows.get(code.ticket_id) if code else None
        word = "unknown"
        if row and code and is_of_event(settings().secret, row["event_id"], code):
            word = "revoked" if row["event_id"] == event_id else "wrong_event"
        answers[number] = Scanned(nonce=requests[number].scan.nonce, result=word)
    return answers


def resolve_code(
    event_id: UUID, scan: Scan, parties: Mapping[str, Party]
) -> tuple[Scanned | None, list[UUID]]:
    """The people of a party that a code means, or an answer if that is nobody or unclear.

    A party in which nobody is left is `revoked` with an empty list of guests.
    """
    party = parties.get(scan.code) if scan.code is not None else None
    if party is None:
        return Scanned(nonce=scan.nonce, result="unknown"), []
    if party.event_id != event_id:
        return Scanned(nonce=scan.nonce, result="wrong_event"), []
    if party.is_canceled:
        return Scanned(nonce=scan.nonce, result="revoked"), []
    shapes = [one.shape for one in party.people]
    if not shapes:
        return Scanned(
            nonce=scan.nonce, result="revoked", guests=[], invitation_id=party.invitation_id
        ), []
    keys = choose_guests(
        [(one.attendee_id, one.status) for one in party.people],
        named=scan.guests,
        everybody=scan.all,
    )
    if keys is None:
        return Scanned(
            nonce=scan.nonce, result="choose", guests=shapes, invitation_id=party.invitation_id
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
    """Runs the statement. Two scans of one person are judged one after the other.

    People who weren't found (an unknown id, a code of more than one person) get no verdict.
    """
    left = list(entries)
    has_pool = False
    while left:
        rows = await connection.fetch(
            SCAN, event_id, *columns_of(left), has_pool, *ticket_columns(left)
        )
        again = []
        for row in rows:
            entry = left[row["entry"]]
            if row["verdict"] == "again":  # no reply yet, twice in this batch, or changed just now
                again.append(entry)
            else:
                verdicts.setdefault(entry.number, []).append(verdict_of(entry.request.scan, row))
        left, has_pool = again, True


def columns_of(entries: Sequence[Entry]) -> list[list[Any]]:
    """The people as arrays, one per column."""
    scans = [entry.request.scan for entry in entries]
    actors = [entry.request.actor for entry in entries]
    hashes = [entry.hashes for entry in entries]
    return [
        list(range(len(entries))),
        [entry.attendee_id for entry in entries],
        [link for link, _ in hashes],
        [typed for _, typed in hashes],
        [new_row_id() for _ in entries],
        [new_row_id() for _ in entries],
        [scan.nonce for scan in scans],
        [scan.direction for scan in scans],
        [method_of(scan) for scan in scans],
        [scan.gate for scan in scans],
        [scan.device for scan in scans],
        [scan.at for scan in scans],
        [actor.kind for actor in actors],
        [actor.id for actor in actors],
        [actor.via for actor in actors],
        [scan.force and bool(scan.reason) for scan in scans],
    ]


def method_of(scan: Scan) -> str:
    """How the code was scanned, if the scanner doesn't say."""
    if scan.method is not None:
        return scan.method
    return "qr_code" if scan.code or scan.ticket else "nfc" if scan.tag else "manual"


def ticket_columns(entries: Sequence[Entry]) -> list[list[Any]]:
    """Tickets, tags, reasons and parts as arrays, one per column."""
    return [
        [entry.ticket.ticket_id if entry.ticket else None for entry in entries],
        [entry.ticket.reissue if entry.ticket else None for entry in entries],
        [entry.tag for entry in entries],
        [force_reason(entry.request.scan) for entry in entries],
        [entry.request.scan.part_id for entry in entries],
    ]


def force_reason(scan: Scan) -> str | None:
    """Why somebody is let in by force."""
    return scan.reason or None if scan.force else None
