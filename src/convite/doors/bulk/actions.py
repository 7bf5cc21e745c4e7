"""Writes of batches: inserting parties in chunks, with a few statements each, and undoing them.

A chunk is one transaction. It locks the log streams last, in order of id, and numbers its own log
rows. Clients get one `list_changed` per chunk. The individual facts of a batch trigger no jobs.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from convite.core.db import Connection, as_json
from convite.core.ids import new_id, new_row_id
from convite.core.log_sql import log_insert
from convite.core.search import email_key, fold_words, search_key, trigrams
from convite.doors.bulk.facts import ListChanged
from convite.doors.bulk.queries import (
    SEPARATOR,
    match,
    newly_listed,
    outcomes_of,
    stage,
    with_updated,
)
from convite.doors.bulk.rules import (
    BatchGuest,
    BatchParty,
    Change,
    Chunk,
    Counts,
    Outcome,
    Target,
)
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
        *(guest.address_key, guest.is_same_person, guest.namesakes, guest.is_child),
        as_json(guest.address) if guest.address else "{}",
    )


#: Most rows whose outcome a preview tells.
MAX_OUTCOMES = 1000


async def preview_chunk(
    connection: Connection,
    target: Target,
    chunk: Chunk,
    listed: list[UUID],
    outcomes: list[Outcome],
) -> Counts:
    """Counts what importing the chunk would do, without writing it.

    `listed` collects the existing guests that the chunks so far would put on the list, `outcomes`
    what becomes of the first rows.
    """
    await stage(connection, chunk)
    counts = await match(connection, target, listed=listed, near=target.on_duplicate != "skip")
    changed = await changes_of_existing(connection, target, EXISTING)
    if target.event_id is not None:
        listed += await newly_listed(connection)
    if len(outcomes) < MAX_OUTCOMES:
        outcomes += await outcomes_of(connection, changed, MAX_OUTCOMES - len(outcomes))
    return await with_updated(connection, counts, [one.guest_id for one in changed])


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
  notes, tags, locale, import_id, sort_key, search_key, trigrams, is_child, address, reached_through)
SELECT s.guest_id, $1, s.first_name, s.last_name, s.email, s.email_key, s.phone, s.company, s.notes,
  s.tags, s.locale, $2, s.sort_key, s.search_key, string_to_array(s.trigrams, E'\\x1f'),
  s.is_child, s.address_text::jsonb,
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
  notes, added_by, import_id, sort_key, party_sort_key)
SELECT s.attendee_id, $1, $2, coalesce(s.known_guest, s.guest_id),
  (SELECT g.user_id FROM guests g WHERE g.id = s.known_guest), 'invitation', p.invitation_id, s.side,
  s.notes, $4, $3, coalesce((SELECT g.sort_key FROM guests g WHERE g.id = s.known_guest), s.sort_key),
  CASE WHEN p.is_known THEN (SELECT i.sort_key FROM invitations i WHERE i.id = p.invitation_id)
    ELSE p.sort_key END
FROM staged_guests s JOIN staged_parties p USING (party)
WHERE NOT s.is_known
"""

# Names of other events' guests are theirs to change.
EXISTING = """
SELECT s.*, s.is_known OR s.is_same_person AS is_ours, g.id,
  g.first_name AS old_first_name, g.last_name AS old_last_name, g.email AS old_email,
  g.phone AS old_phone, g.company AS old_company, g.notes AS old_notes, g.tags AS old_tags,
  g.locale AS old_locale, g.is_child AS old_is_child, g.address AS old_address,
  s.address_text::jsonb AS address
FROM staged_guests s JOIN guests g ON g.id = s.known_guest WHERE NOT s.is_hidden ORDER BY g.id, s.line
"""
LOCK_EXISTING = f"{EXISTING} FOR NO KEY UPDATE OF g"
UPDATE_GUEST = """
UPDATE guests SET first_name = $2, last_name = $3, email = $4, email_key = $5, phone = $6,
  company = $7, notes = $8, tags = $9, locale = $10, sort_key = $11, search_key = $12,
  trigrams = $13, is_child = $14, address = $15::jsonb, version = version + 1, updated_at = now()
WHERE id = $1
"""
NAMES = ("first_name", "last_name")
DETAILS = (
    "first_name", "last_name", "email", "phone", "company", "notes", "tags", "locale", "is_child",
    "address",
)  # fmt: skip


async def update_existing(connection: Connection, target: Target) -> list[UUID]:
    """Updates existing guests from the file; returns the ids of those that changed.

    `update` overwrites details with every value in the file, `merge` only fills empty ones.
    """
    changed = await changes_of_existing(connection, target, LOCK_EXISTING)
    values = [update_values(one.guest_id, one.after) for one in changed]
    await connection.executemany(UPDATE_GUEST, values)
    return [one.guest_id for one in changed]


async def changes_of_existing(
    connection: Connection, target: Target, statement: str
) -> list[Change]:
    """What the file would change of existing guests, each once."""
    if target.on_duplicate == "skip":
        return []
    changed: dict[UUID, Change] = {}
    for row in await connection.fetch(statement):
        old = {name: row[f"old_{name}"] for name in DETAILS}
        new = {
            name: row[name]
            if row[name]
            and (target.on_duplicate == "update" or not old[name])
            and (row["line"], name) not in target.kept
            else old[name]
            for name in DETAILS
        }
        if not row["is_ours"]:
            new |= {name: old[name] for name in NAMES}
        if new != old and row["id"] not in changed:
            changed[row["id"]] = Change(line=row["line"], guest_id=row["id"], before=old, after=new)
    return list(changed.values())


def update_values(guest_id: UUID, new: Mapping[str, Any]) -> tuple[Any, ...]:
    """The parameters of UPDATE_GUEST, with recomputed search keys."""
    keys = keys_of(
        **{name: new[name] for name in ("first_name", "last_name", "email", "phone", "company")}
    )
    return (
        *(guest_id, new["first_name"], new["last_name"], new["email"]),
        email_key(new["email"]) if new["email"] else None,
        *(new["phone"], new["company"], new["notes"], new["tags"], new["locale"]),
        *(keys.sort_key, keys.search_key, keys.trigrams, new["is_child"], as_json(new["address"])),
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
