"""Writes of batches: a chunk of parties in a few statements, and its undo.

A chunk is one transaction. Its log rows are numbered inline, with streams locked last and in id
order; watchers get one `list_changed`. The individual facts of a batch trigger no jobs.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from convite.core.db import Connection, Tx, raw
from convite.core.ids import new_id
from convite.core.log import Actor, record
from convite.core.log_sql import log_insert
from convite.core.search import email_key, fold
from convite.doors.batches.facts import BatchUndone, ListChanged
from convite.doors.batches.queries import BETWEEN, Figures, match, stage
from convite.doors.batches.rules import BatchGuest, BatchParty
from convite.doors.invitations.actions import code_hashes
from convite.doors.invitations.facts import InvitationCreated
from convite.people.guests.facts import GuestAdded, GuestChanged
from convite.people.guests.rules import Keys, keys_of
from convite.room.attendees.facts import AttendeeAdded


@dataclass(frozen=True, kw_only=True)
class Target:
    """A batch's target and actor."""

    organization_id: UUID
    #: None for the address book alone.
    event_id: UUID | None
    #: The import, and the batch in the log.
    batch_id: UUID
    actor: Actor
    #: `skip`, `update` or `merge` existing guests.
    on_duplicate: str = "skip"
    request_id: UUID | None = None

    @property
    def streams(self) -> set[UUID]:
        """The streams it writes into."""
        return {self.organization_id} | ({self.event_id} if self.event_id else set())


@dataclass(frozen=True, kw_only=True)
class Chunk:
    """Some parties, as the staging tables take them."""

    guests: list[tuple[Any, ...]]
    parties: list[tuple[Any, ...]]


def prepare(parties: Sequence[BatchParty], *, for_event: bool, keyed: bool = True) -> Chunk:
    """Computes ids, codes and keys of a chunk. Slow: call it in a thread.

    One for the address book has no parties; one that is only looked at (`keyed=False`) needs neither
    codes nor trigrams.
    """
    rows: list[tuple[Any, ...]] = []
    made: list[tuple[Any, ...]] = []
    for number, party in enumerate(parties):
        if for_event:
            made.append(staged_party(number, party, coded=keyed))
        rows += [staged(number, guest, keyed=keyed) for guest in party.guests]
    return Chunk(guests=rows, parties=made)


def staged_party(number: int, party: BatchParty, *, coded: bool) -> tuple[Any, ...]:
    """A party as a row of its staging table."""
    invitation_id, label = new_id(), party.label
    link, typed = code_hashes(invitation_id, 0) if coded else (b"", b"")
    return (number, party.key, label, fold(label), invitation_id, link, typed)


NO_KEYS = Keys(sort_key="", search_key="", trigrams=[])


def staged(party: int, guest: BatchGuest, *, keyed: bool) -> tuple[Any, ...]:
    """A guest as a row of the staging table."""
    keys = (
        keys_of(
            first_name=guest.first_name,
            last_name=guest.last_name,
            email=guest.email,
            phone=guest.phone,
            company=guest.company,
        )
        if keyed
        else NO_KEYS
    )
    return (
        *(guest.line, party, guest.first_name, guest.last_name, guest.email, guest.email_key),
        *(guest.phone, guest.company, guest.notes, guest.tags, guest.side, guest.locale),
        *(guest.sort_key, keys.search_key, BETWEEN.join(keys.trigrams), new_id(), new_id()),
    )


async def look_at_chunk(connection: Connection, target: Target, chunk: Chunk) -> Figures:
    """Dry run: what the chunk would do, without writing."""
    await stage(connection, chunk.guests, chunk.parties)
    figures = await match(connection, target.organization_id, target.event_id)
    return (
        figures if target.on_duplicate == "skip" else replace(figures, updated=figures.duplicates)
    )


async def write_chunk(connection: Connection, target: Target, chunk: Chunk) -> Figures:
    """Writes a chunk into the address book and, where the target has one, onto the event's list."""
    await stage(connection, chunk.guests, chunk.parties)
    figures = await match(connection, target.organization_id, target.event_id)
    changed = await change_known(connection, target)
    await connection.execute(NEW_GUESTS, target.organization_id, target.batch_id)
    if target.event_id is not None:
        who = target.actor.id if target.actor.kind == "user" else None
        where = (target.organization_id, target.event_id, target.batch_id, who)
        await connection.execute(NEW_INVITATIONS, *where)
        await connection.execute(GROW_INVITATIONS)
        await connection.execute(NEW_ATTENDEES, *where)
    figures = replace(figures, updated=len(changed))
    if figures.created or changed:
        await log_chunk(connection, target, figures, changed)
    return figures


NEW_GUESTS = """
INSERT INTO guests (id, organization_id, first_name, last_name, email, email_key, phone, company,
  notes, tags, locale, import_id, sort_key, search_key, trigrams)
SELECT guest_id, $1, first_name, last_name, email, email_key, phone, company, notes, tags, locale,
  $2, sort_key, search_key, string_to_array(trigrams, E'\\x1f')
FROM staged_guests WHERE known_guest IS NULL AND NOT is_known
"""
NEW_INVITATIONS = """
INSERT INTO invitations (id, organization_id, event_id, label, sort_key, created_by, code_hash,
  short_hash, max_guests, party_key, import_id)
SELECT p.invitation_id, $1, $2, p.label, p.sort_key, $4, p.code_hash, p.short_hash, n.people,
  p.party_key, $3
FROM staged_parties p
JOIN (SELECT party, count(*) AS people FROM staged_guests WHERE NOT is_known GROUP BY party) n
  USING (party)
WHERE NOT p.is_known
"""
# The invitations are locked in order of id, as everywhere.
GROW_INVITATIONS = """
WITH grown AS (
  SELECT i.id, i.max_guests, n.people + (
      SELECT count(*) FROM attendees a WHERE a.invitation_id = i.id AND a.status <> 'canceled') AS needed
  FROM staged_parties p
  JOIN (SELECT party, count(*) AS people FROM staged_guests WHERE NOT is_known GROUP BY party) n
    USING (party)
  JOIN invitations i ON i.id = p.invitation_id
  WHERE p.is_known ORDER BY i.id FOR NO KEY UPDATE OF i
)
UPDATE invitations i SET max_guests = g.needed, version = version + 1, updated_at = now()
FROM grown g WHERE i.id = g.id AND g.needed > g.max_guests
"""
# By guests_pkey, row by row: a join would read the whole address book.
NEW_ATTENDEES = """
INSERT INTO attendees (id, organization_id, event_id, guest_id, user_id, door, invitation_id, side,
  added_by, import_id, sort_key)
SELECT s.attendee_id, $1, $2, coalesce(s.known_guest, s.guest_id),
  (SELECT g.user_id FROM guests g WHERE g.id = s.known_guest), 'invitation', p.invitation_id, s.side,
  $4, $3, coalesce((SELECT g.sort_key FROM guests g WHERE g.id = s.known_guest), s.sort_key)
FROM staged_guests s JOIN staged_parties p USING (party)
WHERE NOT s.is_known
"""

KNOWN = """
SELECT s.*, g.id, g.first_name AS had_first_name, g.last_name AS had_last_name, g.email AS had_email,
  g.phone AS had_phone, g.company AS had_company, g.notes AS had_notes, g.tags AS had_tags,
  g.locale AS had_locale
FROM staged_guests s JOIN guests g ON g.id = s.known_guest ORDER BY g.id, s.line FOR NO KEY UPDATE OF g
"""
CHANGE = """
UPDATE guests SET first_name = $2, last_name = $3, email = $4, email_key = $5, phone = $6,
  company = $7, notes = $8, tags = $9, locale = $10, sort_key = $11, search_key = $12,
  trigrams = $13, version = version + 1, updated_at = now()
WHERE id = $1
"""
DETAILS = ("first_name", "last_name", "email", "phone", "company", "notes", "tags", "locale")


async def change_known(connection: Connection, target: Target) -> list[UUID]:
    """Updates existing guests from the file; returns whose details changed.

    `update` overwrites with every value in the file, `merge` only fills empty fields.
    """
    if target.on_duplicate == "skip":
        return []
    changed: dict[UUID, tuple[Any, ...]] = {}
    for row in await connection.fetch(KNOWN):
        had = {name: row[f"had_{name}"] for name in DETAILS}
        now = {
            name: row[name]
            if row[name] and (target.on_duplicate == "update" or not had[name])
            else had[name]
            for name in DETAILS
        }
        if now != had and row["id"] not in changed:
            changed[row["id"]] = changed_row(row["id"], now)
    await connection.executemany(CHANGE, list(changed.values()))
    return list(changed)


def changed_row(guest_id: UUID, now: dict[str, Any]) -> tuple[Any, ...]:
    """The parameters of CHANGE, keys folded anew."""
    keys = keys_of(
        **{name: now[name] for name in ("first_name", "last_name", "email", "phone", "company")}
    )
    return (
        *(guest_id, now["first_name"], now["last_name"], now["email"]),
        email_key(now["email"]) if now["email"] else None,
        *(now["phone"], now["company"], now["notes"], now["tags"], now["locale"]),
        *(keys.sort_key, keys.search_key, keys.trigrams),
    )


LOCK_STREAMS = "SELECT id FROM streams WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE"
MOVE_STREAM = "UPDATE streams SET position = position + $2 WHERE id = $1 RETURNING position - $2"
#: How the rows of a chunk are placed, in the address book's stream or the event's ($8).
IN_BOOK = {
    "id": "gen_random_uuid()", "stream_id": "$1", "organization_id": "$1",
    "event_id": "NULL::uuid", "actor_kind": "$4", "actor_id": "$5", "via": "$6",
    "request_id": "$7", "batch_id": "$2",
}  # fmt: skip
IN_EVENT = IN_BOOK | {"stream_id": "$8", "event_id": "$8::uuid"}
BY_LINE, BY_PARTY = "row_number() OVER (ORDER BY line)", "row_number() OVER (ORDER BY party)"
LOG_GUESTS = log_insert(
    GuestAdded,
    source="staged_guests WHERE known_guest IS NULL AND NOT is_known",
    columns=IN_BOOK | {"position": f"$3 + {BY_LINE}", "object_id": "guest_id"},
    is_told=False,
)  # fmt: skip
LOG_CHANGED = log_insert(
    GuestChanged,
    source="unnest($8::uuid[]) WITH ORDINALITY AS c (id, place)",
    columns=IN_BOOK | {"position": "$3 + place", "object_id": "id"},
    is_told=False,
)  # fmt: skip
LOG_INVITATIONS = log_insert(
    InvitationCreated,
    source="""staged_parties p WHERE NOT p.is_known
  AND EXISTS (SELECT 1 FROM staged_guests s WHERE s.party = p.party AND NOT s.is_known)""",
    columns=IN_EVENT | {"position": f"$3 + {BY_PARTY}", "object_id": "invitation_id"},
    fields={"invitation_id": "invitation_id", "status": "'pending'::text", "version": "1"},
    is_told=False,
)  # fmt: skip
LOG_ATTENDEES = log_insert(
    AttendeeAdded,
    source="staged_guests s JOIN staged_parties p USING (party) WHERE NOT s.is_known",
    columns=IN_EVENT | {"position": f"$3 + {BY_LINE}", "object_id": "s.attendee_id"},
    fields={
        "attendee_id": "s.attendee_id", "guest_id": "coalesce(s.known_guest, s.guest_id)",
        "invitation_id": "p.invitation_id", "status": "'pending'::text", "version": "1",
    },
    is_told=False,
)  # fmt: skip
LOG_LIST = log_insert(
    ListChanged,
    source="(SELECT $9::uuid AS event) e",
    columns=IN_EVENT | {"position": "$3", "event_id": "e.event", "object_id": "$2"},
    fields={"batch_id": "$2::uuid", "kind": "'guests'::text", "count": "$10::int"},
)  # fmt: skip


async def log_chunk(
    connection: Connection, target: Target, figures: Figures, changed: Sequence[UUID]
) -> None:
    """Writes and numbers the chunk's log rows; the streams stay locked until the commit."""
    await connection.fetch(LOCK_STREAMS, sorted(target.streams))
    organization, event, actor = target.organization_id, target.event_id, target.actor
    who = (actor.kind, actor.id, actor.via, target.request_id)
    in_book = figures.guests + len(changed) + (event is None)
    base = await connection.fetchval(MOVE_STREAM, organization, in_book)
    batch = target.batch_id
    await connection.execute(LOG_GUESTS, organization, batch, base, *who)
    await connection.execute(
        LOG_CHANGED, organization, batch, base + figures.guests, *who, list(changed)
    )
    stream, end = organization, base + in_book
    if event is not None:
        rows = figures.parties + figures.created + 1
        base = await connection.fetchval(MOVE_STREAM, event, rows)
        await connection.execute(LOG_INVITATIONS, organization, batch, base, *who, event)
        await connection.execute(
            LOG_ATTENDEES, organization, batch, base + figures.parties, *who, event
        )
        stream, end = event, base + rows
    count = figures.created + len(changed)
    await connection.execute(LOG_LIST, organization, batch, end, *who, stream, event, count)


# Rows the batch created and nobody has changed: no reply, no seat, no scan. In batches, because one
# statement for a whole file would exceed the statement timeout.
UNDO_ATTENDEES = """
WITH gone AS (
  DELETE FROM attendees WHERE id IN (
    SELECT a.id FROM attendees a
    WHERE a.import_id = $1 AND a.event_id = $2 AND a.version = 1 AND a.status = 'pending'
      AND a.attendance = 'not_checked_in' AND a.responded_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM seats s WHERE s.attendee_id = a.id)
      AND NOT EXISTS (SELECT 1 FROM checkins c WHERE c.attendee_id = a.id)
      AND NOT EXISTS (SELECT 1 FROM attendees o WHERE o.plus_one_of = a.id)
    LIMIT $3)
  RETURNING 1
)
SELECT count(*) FROM gone
"""
UNDO_INVITATIONS = """
WITH gone AS (
  DELETE FROM invitations WHERE id IN (
    SELECT i.id FROM invitations i
    WHERE i.import_id = $1 AND i.event_id = $2 AND i.version = 1 AND i.sent_at IS NULL
      AND i.opened_at IS NULL AND i.responded_at IS NULL AND i.canceled_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM attendees a WHERE a.invitation_id = i.id)
    LIMIT $3)
  RETURNING 1
)
SELECT count(*) FROM gone
"""
UNDO_GUESTS = """
WITH gone AS (
  UPDATE guests SET deleted_at = now(), updated_at = now() WHERE id IN (
    SELECT g.id FROM guests g
    WHERE g.import_id = $1 AND g.organization_id = $2 AND g.version = 1 AND g.deleted_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM attendees a WHERE a.guest_id = g.id)
    LIMIT $3)
  RETURNING 1
)
SELECT count(*) FROM gone
"""
KEPT = "SELECT count(*) FROM attendees WHERE import_id = $1 AND event_id = $2"


@dataclass(frozen=True, kw_only=True)
class Undone:
    """What was removed, and what was kept because it had been changed."""

    attendees: int = 0
    invitations: int = 0
    guests: int = 0
    kept: int = 0

    def __add__(self, other: "Undone") -> "Undone":
        return Undone(
            attendees=self.attendees + other.attendees,
            invitations=self.invitations + other.invitations,
            guests=self.guests + other.guests,
            kept=self.kept + other.kept,
        )


#: Rows removed per statement.
UNDO_SIZE = 5000


async def undo_some(connection: Connection, target: Target) -> Undone:
    """Removes some of a batch's unchanged rows; returns nothing when none are left."""
    if target.event_id is not None:
        mine = (target.batch_id, target.event_id, UNDO_SIZE)
        if attendees := await connection.fetchval(UNDO_ATTENDEES, *mine):
            return Undone(attendees=attendees)
        if invitations := await connection.fetchval(UNDO_INVITATIONS, *mine):
            return Undone(invitations=invitations)
    whose = (target.batch_id, target.organization_id, UNDO_SIZE)
    return Undone(guests=await connection.fetchval(UNDO_GUESTS, *whose))


async def tell_undone(tx: Tx, actor: Actor, target: Target, undone: Undone) -> Undone:
    """Records what was taken away; the answer also says how many stay."""
    kept = 0
    if target.event_id is not None:
        kept = await (await raw(tx)).fetchval(KEPT, target.batch_id, target.event_id)
    place: dict[str, Any] = {
        "organization_id": target.organization_id,
        "object_id": target.batch_id,
        "event_id": target.event_id,
        "batch_id": target.batch_id,
    }
    tx.trace.batch_id = target.batch_id
    fact = BatchUndone(
        guests=undone.guests, attendees=undone.attendees, invitations=undone.invitations, **place
    )
    await record(tx, actor, fact)
    count = undone.attendees or undone.guests
    await record(tx, actor, ListChanged(kind="guests", count=count, **place))
    return replace(undone, kept=kept)


async def undo_batch(tx: Tx, actor: Actor, target: Target) -> Undone:
    """Removes everything a batch created that hasn't been changed since."""
    connection, undone = await raw(tx), Undone()
    while (some := await undo_some(connection, target)) != Undone():
        undone += some
    return await tell_undone(tx, actor, target, undone)
