"""Writes of batches: inserting parties in chunks, with a few statements each, and undoing them.

A chunk is one transaction. It locks the log streams last, in order of id, and numbers its own log
rows. Clients get one `list_changed` per chunk. The individual facts of a batch trigger no jobs.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from convite.core.db import Connection, Tx
from convite.core.ids import new_id, new_row_id
from convite.core.log import Actor, record
from convite.core.log_sql import log_insert
from convite.core.search import email_key, fold_words, search_key, trigrams
from convite.doors.bulk.facts import BatchUndone, ListChanged
from convite.doors.bulk.queries import (
    SEPARATOR,
    Counts,
    match,
    newly_listed,
    stage,
    with_updated,
)
from convite.doors.bulk.rules import BatchGuest, BatchParty, Chunk, Target, UndoCounts
from convite.doors.invitations.facts import InvitationCreated
from convite.doors.invitations.models import code_hashes
from convite.people.guests.facts import GuestAdded, GuestChanged
from convite.people.guests.rules import keys_of
from convite.room.attendees.facts import AttendeeAdded


def prepare(parties: Sequence[BatchParty], *, for_event: bool, keyed: bool = True) -> Chunk:
    """Computes ids, codes and keys of a chunk. Slow: call it in a thread.

    A chunk for the address book has no parties. A preview (`keyed=False`) needs neither codes nor
    trigrams.
    """
    guest_rows: list[tuple[Any, ...]] = []
    contacts: list[tuple[Any, ...]] = []
    party_rows: list[tuple[Any, ...]] = []
    for number, party in enumerate(parties):
        if for_event:
            party_rows.append(staged_party(number, party, coded=keyed))
        for guest in party.guests:
            guest_rows.append(staged_guest(number, guest, keyed=keyed))
            if guest.contacts and keyed:
                contacts += [
                    (new_row_id(), guest.line, one.kind, one.value, one.is_readable)
                    for one in guest.contacts
                ]
    return Chunk(guests=guest_rows, parties=party_rows, contacts=contacts)


def staged_party(number: int, party: BatchParty, *, coded: bool) -> tuple[Any, ...]:
    """A party as a row of the staging table."""
    invitation_id, label = new_id(), party.label
    link, typed = code_hashes(invitation_id, 0) if coded else (b"", b"")
    return (number, party.key, label, fold_words(label), invitation_id, new_row_id(), link, typed)


def staged_guest(party: int, guest: BatchGuest, *, keyed: bool) -> tuple[Any, ...]:
    """A guest as a row of the staging table."""
    key = grams = ""
    if keyed:
        key = search_key(guest.name_key, guest.email, guest.phone, guest.company)
        grams = SEPARATOR.join(trigrams(key))
    return (
        *(guest.line, party, guest.first_name, guest.last_name, guest.email, guest.email_key),
        *(guest.phone, guest.company, guest.notes, guest.tags, guest.side, guest.locale),
        *(guest.sort_key, key, grams),
        *(new_row_id(), new_row_id(), new_row_id(), new_row_id()),
        *(guest.address_key, guest.is_same_person, guest.namesakes),
    )


async def preview_chunk(
    connection: Connection, target: Target, chunk: Chunk, listed: list[UUID]
) -> Counts:
    """Counts what importing the chunk would do, without writing it.

    `listed` collects the existing guests that the chunks so far would put on the list.
    """
    await stage(connection, chunk)
    counts = await match(connection, target, listed=listed, near=target.on_duplicate != "skip")
    changed = await changes_of_existing(connection, target, EXISTING)
    if target.event_id is not None:
        listed += await newly_listed(connection)
    return await with_updated(connection, counts, changed)


async def write_chunk(connection: Connection, target: Target, chunk: Chunk) -> Counts:
    """Writes a chunk to the address book and, if the target has an event, to the event's list."""
    await stage(connection, chunk)
    counts = await match(connection, target, near=target.on_duplicate != "skip")
    changed = await update_existing(connection, target)
    await connection.execute(NEW_GUESTS, target.organization_id, target.batch_id)
    if chunk.contacts:
        await connection.execute(NEW_CONTACTS, target.organization_id, target.on_duplicate)
    if target.event_id is not None:
        created_by = target.actor.id if target.actor.kind == "user" else None
        parameters = (target.organization_id, target.event_id, target.batch_id, created_by)
        await connection.execute(NEW_INVITATIONS, *parameters)
        await connection.execute(GROW_INVITATIONS)
        await connection.execute(NEW_ATTENDEES, *parameters)
    counts = await with_updated(connection, counts, changed)
    if counts.created or changed:
        await log_chunk(connection, target, counts, changed)
    return counts


NEW_GUESTS = """
INSERT INTO guests (id, organization_id, first_name, last_name, email, email_key, phone, company,
  notes, tags, locale, import_id, sort_key, search_key, trigrams, reached_through)
SELECT s.guest_id, $1, s.first_name, s.last_name, s.email, s.email_key, s.phone, s.company, s.notes,
  s.tags, s.locale, $2, s.sort_key, s.search_key, string_to_array(s.trigrams, E'\\x1f'),
  CASE WHEN s.email_key IS NULL AND s.address_key IS NOT NULL THEN coalesce(
    (SELECT g.id FROM guests g
     WHERE g.organization_id = $1 AND g.email_key = s.address_key AND g.deleted_at IS NULL),
    (SELECT o.guest_id FROM staged_guests o
     WHERE o.email_key = s.address_key AND o.known_guest IS NULL LIMIT 1)) END
FROM staged_guests s WHERE s.known_guest IS NULL AND NOT s.is_known
"""
# A known guest gets further contacts only if existing guests are to be updated.
NEW_CONTACTS = """
INSERT INTO guest_contacts (id, organization_id, guest_id, kind, value, is_readable)
SELECT c.id, $1, coalesce(s.known_guest, s.guest_id), c.kind, c.value, c.is_readable
FROM staged_contacts c JOIN staged_guests s USING (line)
WHERE CASE WHEN s.known_guest IS NULL THEN NOT s.is_known ELSE $2 <> 'skip' AND NOT s.is_hidden END
ON CONFLICT DO NOTHING
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
# Locks the invitations in order of id, like all code that locks several, to avoid deadlocks.
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
# Subqueries by guests_pkey, because a join would read the whole address book.
NEW_ATTENDEES = """
INSERT INTO attendees (id, organization_id, event_id, guest_id, user_id, door, invitation_id, side,
  added_by, import_id, sort_key)
SELECT s.attendee_id, $1, $2, coalesce(s.known_guest, s.guest_id),
  (SELECT g.user_id FROM guests g WHERE g.id = s.known_guest), 'invitation', p.invitation_id, s.side,
  $4, $3, coalesce((SELECT g.sort_key FROM guests g WHERE g.id = s.known_guest), s.sort_key)
FROM staged_guests s JOIN staged_parties p USING (party)
WHERE NOT s.is_known
"""

# Names of other events' guests are theirs to change.
EXISTING = """
SELECT s.*, s.is_known OR s.is_same_person AS is_ours, g.id,
  g.first_name AS old_first_name, g.last_name AS old_last_name, g.email AS old_email,
  g.phone AS old_phone, g.company AS old_company, g.notes AS old_notes, g.tags AS old_tags,
  g.locale AS old_locale
FROM staged_guests s JOIN guests g ON g.id = s.known_guest WHERE NOT s.is_hidden ORDER BY g.id, s.line
"""
LOCK_EXISTING = f"{EXISTING} FOR NO KEY UPDATE OF g"
UPDATE_GUEST = """
UPDATE guests SET first_name = $2, last_name = $3, email = $4, email_key = $5, phone = $6,
  company = $7, notes = $8, tags = $9, locale = $10, sort_key = $11, search_key = $12,
  trigrams = $13, version = version + 1, updated_at = now()
WHERE id = $1
"""
NAMES = ("first_name", "last_name")
DETAILS = ("first_name", "last_name", "email", "phone", "company", "notes", "tags", "locale")


async def update_existing(connection: Connection, target: Target) -> list[UUID]:
    """Updates existing guests from the file; returns the ids of those that changed.

    `update` overwrites details with every value in the file, `merge` only fills empty ones.
    """
    changed = await changes_of_existing(connection, target, LOCK_EXISTING)
    values = [update_values(guest_id, new) for guest_id, new in changed.items()]
    await connection.executemany(UPDATE_GUEST, values)
    return list(changed)


async def changes_of_existing(
    connection: Connection, target: Target, statement: str
) -> dict[UUID, dict[str, Any]]:
    """The new details of existing guests that the file would change."""
    if target.on_duplicate == "skip":
        return {}
    changed: dict[UUID, dict[str, Any]] = {}
    for row in await connection.fetch(statement):
        old = {name: row[f"old_{name}"] for name in DETAILS}
        new = {
            name: row[name]
            if row[name] and (target.on_duplicate == "update" or not old[name])
            else old[name]
            for name in DETAILS
        }
        if not row["is_ours"]:
            new |= {name: old[name] for name in NAMES}
        if new != old and row["id"] not in changed:
            changed[row["id"]] = new
    return changed


def update_values(guest_id: UUID, new: dict[str, Any]) -> tuple[Any, ...]:
    """The parameters of UPDATE_GUEST, with recomputed search keys."""
    keys = keys_of(
        **{name: new[name] for name in ("first_name", "last_name", "email", "phone", "company")}
    )
    return (
        *(guest_id, new["first_name"], new["last_name"], new["email"]),
        email_key(new["email"]) if new["email"] else None,
        *(new["phone"], new["company"], new["notes"], new["tags"], new["locale"]),
        *(keys.sort_key, keys.search_key, keys.trigrams),
    )


LOCK_STREAMS = "SELECT id FROM streams WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE"
MOVE_STREAM = "UPDATE streams SET position = position + $2 WHERE id = $1 RETURNING position - $2"
#: The log columns of a chunk's rows, in the organization's stream or the event's ($8). Ids are staged
#: where there are many, because `gen_random_uuid()` takes as long as inserting the row.
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
    columns=IN_BOOK
    | {"id": "guest_log_id", "position": f"$3 + {BY_LINE}", "object_id": "guest_id"},
    is_published=False,
)  # fmt: skip
LOG_CHANGED = log_insert(
    GuestChanged,
    source="unnest($8::uuid[]) WITH ORDINALITY AS c (id, place)",
    columns=IN_BOOK | {"position": "$3 + place", "object_id": "id"},
    is_published=False,
)  # fmt: skip
LOG_INVITATIONS = log_insert(
    InvitationCreated,
    source="""staged_parties p WHERE NOT p.is_known
  AND EXISTS (SELECT 1 FROM staged_guests s WHERE s.party = p.party AND NOT s.is_known)""",
    columns=IN_EVENT
    | {"id": "p.log_id", "position": f"$3 + {BY_PARTY}", "object_id": "invitation_id"},
    fields={"invitation_id": "invitation_id", "status": "'pending'::text", "version": "1"},
    is_published=False,
)  # fmt: skip
LOG_ATTENDEES = log_insert(
    AttendeeAdded,
    source="staged_guests s JOIN staged_parties p USING (party) WHERE NOT s.is_known",
    columns=IN_EVENT
    | {"id": "s.attendee_log_id", "position": f"$3 + {BY_LINE}", "object_id": "s.attendee_id"},
    fields={
        "attendee_id": "s.attendee_id", "guest_id": "coalesce(s.known_guest, s.guest_id)",
        "invitation_id": "p.invitation_id", "status": "'pending'::text", "version": "1",
    },
    is_published=False,
)  # fmt: skip
LOG_LIST = log_insert(
    ListChanged,
    source="(SELECT $9::uuid AS event) e",
    columns=IN_EVENT | {"position": "$3", "event_id": "e.event", "object_id": "$2"},
    fields={"batch_id": "$2::uuid", "kind": "'guests'::text", "count": "$10::int"},
)  # fmt: skip


async def log_chunk(
    connection: Connection, target: Target, counts: Counts, changed: Sequence[UUID]
) -> None:
    """Numbers and inserts the chunk's log rows; the streams stay locked until the commit."""
    await connection.fetch(LOCK_STREAMS, sorted(target.streams))
    organization, event, actor = target.organization_id, target.event_id, target.actor
    actor_values = (actor.kind, actor.id, actor.via, target.request_id)
    in_book = counts.guests + len(changed) + (event is None)
    base = await connection.fetchval(MOVE_STREAM, organization, in_book)
    batch = target.batch_id
    await connection.execute(LOG_GUESTS, organization, batch, base, *actor_values)
    await connection.execute(
        LOG_CHANGED, organization, batch, base + counts.guests, *actor_values, list(changed)
    )
    stream, end = organization, base + in_book
    if event is not None:
        rows = counts.parties + counts.created + 1
        base = await connection.fetchval(MOVE_STREAM, event, rows)
        await connection.execute(LOG_INVITATIONS, organization, batch, base, *actor_values, event)
        await connection.execute(
            LOG_ATTENDEES, organization, batch, base + counts.parties, *actor_values, event
        )
        stream, end = event, base + rows
    count = counts.created + len(changed)
    await connection.execute(
        LOG_LIST, organization, batch, end, *actor_values, stream, event, count
    )


# Rows that the batch created and that haven't been used since: no change, reply, seat or scan.
# Limited per statement, because deleting a whole file at once would exceed the statement timeout.
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
COUNT_KEPT = "SELECT count(*) FROM attendees WHERE import_id = $1 AND event_id = $2"


#: Most rows removed per statement.
UNDO_SIZE = 5000


async def undo_chunk(connection: Connection, target: Target) -> UndoCounts:
    """Removes up to UNDO_SIZE unchanged rows of a batch; all counts are 0 if none are left."""
    if target.event_id is not None:
        parameters = (target.batch_id, target.event_id, UNDO_SIZE)
        if attendees := await connection.fetchval(UNDO_ATTENDEES, *parameters):
            return UndoCounts(attendees=attendees)
        if invitations := await connection.fetchval(UNDO_INVITATIONS, *parameters):
            return UndoCounts(invitations=invitations)
    guests = await connection.fetchval(
        UNDO_GUESTS, target.batch_id, target.organization_id, UNDO_SIZE
    )
    return UndoCounts(guests=guests)


async def record_undo(tx: Tx, actor: Actor, target: Target, undone: UndoCounts) -> UndoCounts:
    """Records an undo in the log; returns its counts with the number of attendees kept."""
    kept = 0
    if target.event_id is not None:
        kept = await tx.driver.fetchval(COUNT_KEPT, target.batch_id, target.event_id)
    subject: dict[str, Any] = {
        "organization_id": target.organization_id,
        "object_id": target.batch_id,
        "event_id": target.event_id,
        "batch_id": target.batch_id,
    }
    tx.trace.batch_id = target.batch_id
    fact = BatchUndone(
        guests=undone.guests, attendees=undone.attendees, invitations=undone.invitations, **subject
    )
    await record(tx, actor, fact)
    count = undone.attendees or undone.guests
    await record(tx, actor, ListChanged(kind="guests", count=count, **subject))
    return replace(undone, kept=kept)


async def undo_rows(tx: Tx, actor: Actor, target: Target) -> UndoCounts:
    """Removes everything a batch created that hasn't changed since."""
    connection, undone = tx.driver, UndoCounts()
    while (removed := await undo_chunk(connection, target)) != UndoCounts():
        undone += removed
    return await record_undo(tx, actor, target, undone)
