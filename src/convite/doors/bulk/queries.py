"""Statements that stage a chunk and match existing guests.

The staged rows are in temporary tables that are emptied at the end of the transaction. Neither
these nor freshly imported lists have statistics, so the planner would favor sequential scans.
Matching therefore disables them (`MATCH_PLAN`) and looks up each row in a subquery that the planner
can't turn into a join. The comment of each statement names the index it should use. Other
conditions are outside of `OFFSET 0`, because their misestimated selectivity would make any index
look as good as the right one. Plans aren't cached, because a plan made for an empty list would be
reused.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from convite.core.db import Connection
from convite.doors.bulk.rules import (
    Change,
    Chunk,
    Counts,
    Match,
    Outcome,
    SharedAddress,
    Target,
    judge,
    one_each,
    shared_address,
)
from convite.people.guests.rules import full_name

STAGE = """
CREATE TEMP TABLE IF NOT EXISTS staged_guests (
  line int PRIMARY KEY, party int NOT NULL, first_name text, last_name text, email text,
  email_key text, phone text, company text, notes text, tags text[], side text, locale text,
  sort_key text, search_key text, trigrams text, guest_id uuid, guest_log_id uuid,
  attendee_id uuid, attendee_log_id uuid, address_key text, is_same_person boolean,
  namesakes int, known_guest uuid, is_known boolean NOT NULL DEFAULT false,
  is_hidden boolean NOT NULL DEFAULT false, is_child boolean, address_text text
) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS staged_parties (
  party int PRIMARY KEY, party_key text, label text, sort_key text, invitation_id uuid,
  log_id uuid, code_hash bytea, short_hash bytea, is_known boolean NOT NULL DEFAULT false
) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS staged_contacts (
  id uuid, line int NOT NULL, kind text, value text, is_readable boolean
) ON COMMIT DELETE ROWS;
DELETE FROM staged_guests; DELETE FROM staged_parties; DELETE FROM staged_contacts;
"""
#: Separates the trigrams of a row; copying an array would cost more than all other columns.
SEPARATOR = "\x1f"
GUEST_COLUMNS = (
    "line", "party", "first_name", "last_name", "email", "email_key", "phone", "company", "notes",
    "tags", "side", "locale", "sort_key", "search_key", "trigrams", "guest_id", "guest_log_id",
    "attendee_id", "attendee_log_id", "address_key", "is_same_person", "namesakes",
    "is_child", "address_text",
)  # fmt: skip
PARTY_COLUMNS = (
    "party", "party_key", "label", "sort_key", "invitation_id", "log_id", "code_hash", "short_hash",
)  # fmt: skip
CONTACT_COLUMNS = ("id", "line", "kind", "value", "is_readable")

MATCH_PLAN = """
SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off;
SET LOCAL plan_cache_mode = force_custom_plan
"""
WRITE_PLAN = """
SET LOCAL enable_seqscan = on; SET LOCAL enable_hashjoin = on; SET LOCAL plan_cache_mode = auto
"""


def match_by(lookup: str, source: str) -> str:
    """Sets `known_guest` from a subquery; updates only matched rows, because rows are wide."""
    return f"""
UPDATE staged_guests s SET known_guest = k.id FROM (
  SELECT o.line, ({lookup}) AS id FROM staged_guests o {source} AND o.known_guest IS NULL OFFSET 0
) k WHERE k.line = s.line AND k.id IS NOT NULL
"""  # noqa: S608 (constants)


# The statistics know nothing of a tenant or event that has just come: where it stands as a value, the
# planner takes each index that begins with it for one of a single row. So it stands as a subquery, whose
# value isn't known when planning, or the look-up by another key is behind OFFSET 0.
# Guests that the same import created aren't matched: the reader has already told its rows apart, and a
# preview doesn't have them. $2 is the import.
# By e-mail. Index: guests_email_key_living.
BY_EMAIL = match_by(
    """
  SELECT g.id FROM guests g
  WHERE g.organization_id = (SELECT $1::uuid) AND g.email_key = o.address_key AND g.deleted_at IS NULL
    AND g.import_id IS DISTINCT FROM $2""",
    "WHERE o.address_key IS NOT NULL",
)
# By phone and name, since families share a phone. Index: guests_phone_index.
BY_PHONE = match_by(
    """
  SELECT g.id FROM (
    SELECT * FROM guests WHERE organization_id = (SELECT $1::uuid) AND phone = o.phone OFFSET 0
  ) g
  WHERE g.deleted_at IS NULL AND g.sort_key = o.sort_key AND g.import_id IS DISTINCT FROM $2
    AND (g.email_key IS NULL OR o.email_key IS NULL)
  ORDER BY g.created_at LIMIT 1""",
    "WHERE o.phone IS NOT NULL",
)
# By party and name on the event's list. Indexes: attendees_sort_key_index, invitations_pkey, guests_pkey.
BY_PARTY = match_by(
    """
  SELECT a.guest_id FROM attendees a
  CROSS JOIN LATERAL (SELECT * FROM invitations WHERE id = a.invitation_id OFFSET 0) i
  CROSS JOIN LATERAL (SELECT * FROM guests WHERE id = a.guest_id OFFSET 0) g
  WHERE a.event_id = $1 AND a.sort_key = o.sort_key AND g.import_id IS DISTINCT FROM $2
    AND i.party_key IS NOT DISTINCT FROM p.party_key AND g.deleted_at IS NULL
    AND (g.email_key IS NULL OR o.email_key IS NULL) AND (g.phone IS NULL OR o.phone IS NULL)
  ORDER BY a.created_at, a.id OFFSET o.namesakes LIMIT 1""",
    "JOIN staged_parties p USING (party) WHERE true",
)
# In the address book, by name, unless contact details differ. Index: guests_sort_key_index.
BY_NAME = match_by(
    """
  SELECT g.id FROM (
    SELECT * FROM guests WHERE organization_id = (SELECT $1::uuid) AND sort_key = o.sort_key OFFSET 0
  ) g
  WHERE g.deleted_at IS NULL AND g.import_id IS DISTINCT FROM $2
    AND (g.email_key IS NULL OR o.email_key IS NULL) AND (g.phone IS NULL OR o.phone IS NULL)
  ORDER BY g.created_at, g.id OFFSET o.namesakes LIMIT 1""",
    "WHERE true",
)
# Who was added before without the address of the guest through whom they are reached. The owner of
# the address is looked up by guests_email_key_living, the person by guests_sort_key_index.
BY_OWNER = match_by(
    """
  SELECT g.id FROM (
    SELECT * FROM guests WHERE organization_id = (SELECT $1::uuid) AND sort_key = o.sort_key OFFSET 0
  ) g
  WHERE g.deleted_at IS NULL AND g.import_id IS DISTINCT FROM $2 AND g.reached_through = (
    SELECT w.id FROM guests w
    WHERE w.organization_id = (SELECT $1::uuid) AND w.email_key = o.address_key AND w.deleted_at IS NULL)
  ORDER BY g.created_at LIMIT 1""",
    "WHERE o.address_key IS NOT NULL",
)
# Rows matched with guests who are on none of the events that the actor may edit. Being put on the list by
# this very batch doesn't count. Index: attendees_guest_index.
HIDDEN = """
UPDATE staged_guests s SET is_hidden = NOT EXISTS (
  SELECT 1 FROM (SELECT * FROM attendees WHERE guest_id = s.known_guest OFFSET 0) a
  WHERE a.event_id = ANY ($1) AND a.import_id IS DISTINCT FROM $2)
WHERE s.known_guest IS NOT NULL
"""
# Rows matched by e-mail with a guest of another name, and all rows of those guests.
OTHER_NAMES = """
SELECT s.line, s.first_name, s.last_name, s.email, s.is_same_person, g.id AS guest_id,
  g.first_name AS known_first, g.last_name AS known_last, s.is_hidden,
  $1::uuid IS NULL OR EXISTS (
    SELECT 1 FROM attendees a WHERE a.guest_id = g.id AND a.event_id = $1) AS is_here
FROM staged_guests s JOIN guests g ON g.id = s.known_guest
WHERE s.known_guest IN (
  SELECT o.known_guest FROM staged_guests o JOIN guests k ON k.id = o.known_guest
  WHERE k.sort_key <> o.sort_key)
ORDER BY g.id, s.line
"""
OTHER_PEOPLE = """
UPDATE staged_guests SET known_guest = NULL, email = NULL, email_key = NULL WHERE line = ANY ($1)
"""
# People of a known party who may be one of its unmatched rows, unless contact details differ.
# Indexes: invitations_party_key_living, attendees_invitation_index, guests_pkey.
IN_PARTY = """
SELECT s.line, s.first_name, s.last_name, s.is_same_person, g.id AS guest_id,
  g.first_name AS known_first, g.last_name AS known_last
FROM staged_guests s JOIN staged_parties p USING (party)
JOIN invitations i ON i.event_id = $1 AND i.party_key = p.party_key AND i.canceled_at IS NULL
JOIN attendees a ON a.invitation_id = i.id AND a.status <> 'canceled'
JOIN guests g ON g.id = a.guest_id AND g.deleted_at IS NULL AND g.is_listed
WHERE s.known_guest IS NULL AND g.import_id IS DISTINCT FROM $2
  AND (g.email_key IS NULL OR s.email_key IS NULL) AND (g.phone IS NULL OR s.phone IS NULL)
  AND NOT EXISTS (SELECT 1 FROM staged_guests o WHERE o.known_guest = g.id)
ORDER BY s.line, g.created_at, g.id
"""
SAME_PEOPLE = """
UPDATE staged_guests s SET known_guest = c.guest FROM unnest($1::int[], $2::uuid[]) c (line, guest)
WHERE s.line = c.line
"""
# Guests already on the event's list, including removed ones. Index: attendees_guest_index.
ON_LIST = """
UPDATE staged_guests s SET is_known = true
WHERE s.known_guest IS NOT NULL AND (
  SELECT a.id FROM (SELECT * FROM attendees WHERE guest_id = s.known_guest OFFSET 0) a
  WHERE a.event_id = $1 LIMIT 1
) IS NOT NULL
"""
IN_BOOK = "UPDATE staged_guests SET is_known = true WHERE known_guest IS NOT NULL"
# Further rows that matched the same guest.
MATCHED_TWICE = """
UPDATE staged_guests s SET is_known = true FROM (
  SELECT line, row_number() OVER (PARTITION BY known_guest ORDER BY line) AS place
  FROM staged_guests WHERE known_guest IS NOT NULL
) t WHERE t.line = s.line AND t.place > 1
"""
# Parties that already have an invitation. Canceled invitations don't count: new guests under that
# party key get a new invitation, and the old link stays invalid.
# Index: invitations_party_key_living.
KNOWN_PARTIES = """
UPDATE staged_parties p SET is_known = true, invitation_id = k.id FROM (
  SELECT party, (SELECT i.id FROM invitations i
                 WHERE i.event_id = (SELECT $1::uuid) AND i.party_key = o.party_key
                   AND i.canceled_at IS NULL LIMIT 1) AS id
  FROM staged_parties o WHERE party_key IS NOT NULL OFFSET 0
) k WHERE k.party = p.party AND k.id IS NOT NULL
"""
# Rows whose person an earlier import added without the address.
ADDED_BEFORE = """
SELECT coalesce(array_agg(line), '{}') FROM staged_guests
WHERE line = ANY ($1) AND known_guest IS NOT NULL
"""
# Guests that earlier chunks of a preview would have put on the list.
IN_PREVIEW = "UPDATE staged_guests SET is_known = true WHERE known_guest = ANY ($1)"
NEWLY_LISTED = (
    "SELECT known_guest FROM staged_guests WHERE known_guest IS NOT NULL AND NOT is_known"
)
COUNTS = """
SELECT count(*) FILTER (WHERE NOT is_known) AS created, count(*) FILTER (WHERE is_known) AS duplicates,
  count(*) FILTER (WHERE NOT is_known AND known_guest IS NULL) AS guests,
  (SELECT count(*) FROM staged_parties p WHERE NOT p.is_known AND EXISTS (
     SELECT 1 FROM staged_guests s WHERE s.party = p.party AND NOT s.is_known)) AS parties
FROM staged_guests
"""


async def stage(connection: Connection, chunk: Chunk) -> None:
    """Copies a chunk into the temporary tables."""
    await connection.execute(STAGE)
    for table, records, columns in (
        ("staged_guests", chunk.guests, GUEST_COLUMNS),
        ("staged_parties", chunk.parties, PARTY_COLUMNS),
        ("staged_contacts", chunk.contacts, CONTACT_COLUMNS),
    ):
        if records:
            await connection.copy_records_to_table(table, records=records, columns=columns)


async def match(
    connection: Connection, target: Target, *, listed: Sequence[UUID] = (), near: bool = False
) -> Counts:
    """Matches the staged rows with existing guests and counts them.

    Guests in `listed` count as being on the list. With `near`, a guest of the list with the same
    address is also recognized by a name that is spelled differently.
    """
    organization_id, event_id = target.organization_id, target.event_id
    book = (organization_id, target.batch_id)
    await connection.execute(MATCH_PLAN)
    await connection.execute(BY_EMAIL, *book)
    await hide(connection, target)
    shared = await tell_apart(connection, event_id, near=near)
    await connection.execute(BY_OWNER, *book)
    if shared:
        added = await connection.fetchval(ADDED_BEFORE, [one.row for one in shared])
        shared = tuple(one for one in shared if one.is_same_person or one.row not in added)
    await connection.execute(BY_PHONE, *book)
    if event_id is None:
        await connection.execute(BY_NAME, *book)
        await connection.execute(IN_BOOK)
    else:
        await connection.execute(BY_PARTY, event_id, target.batch_id)
        shared += await spelled_alike(connection, event_id, target.batch_id)
        await hide(connection, target)
        await connection.execute(ON_LIST, event_id)
        await connection.execute(KNOWN_PARTIES, event_id)
    if listed:
        await connection.execute(IN_PREVIEW, list(listed))
    await connection.execute(MATCHED_TWICE)
    counts = await connection.fetchrow(COUNTS)
    await connection.execute(WRITE_PLAN)
    if counts is None:
        return Counts()
    parties = counts["parties"] if event_id else 0
    return Counts(**{**counts, "parties": parties, "shared": shared})


async def hide(connection: Connection, target: Target) -> None:
    """Marks the matches that the actor may neither see nor change."""
    if target.reach is not None:
        await connection.execute(HIDDEN, list(target.reach), target.batch_id)


async def tell_apart(
    connection: Connection, event_id: UUID | None, *, near: bool
) -> tuple[SharedAddress, ...]:
    """Undoes matches by e-mail with people of another name; they lose the address."""
    rows = await connection.fetch(OTHER_NAMES, event_id)
    matches = [
        Match(
            line=row["line"],
            name=full_name(row["first_name"], row["last_name"]),
            email=row["email"] or "",
            guest_id=row["guest_id"],
            guest_name=full_name(row["known_first"], row["known_last"]),
            is_listed_here=row["is_here"],
            is_chosen=row["is_same_person"],
            is_hidden=row["is_hidden"],
        )
        for row in rows
    ]
    shared = judge(matches, near=near)
    others = [one.row for one in shared if not one.is_same_person]
    if not others:
        return shared
    await connection.execute(OTHER_PEOPLE, others)
    return tuple(one for one in shared if one.email)


async def spelled_alike(
    connection: Connection, event_id: UUID, batch_id: UUID
) -> tuple[SharedAddress, ...]:
    """Rows whose name is nearly that of somebody in their party; who was chosen is that person."""
    rows = await connection.fetch(IN_PARTY, event_id, batch_id)
    alike = one_each(
        Match(
            line=row["line"],
            name=full_name(row["first_name"], row["last_name"]),
            email="",
            guest_id=row["guest_id"],
            guest_name=full_name(row["known_first"], row["known_last"]),
            is_listed_here=True,
            is_chosen=row["is_same_person"],
        )
        for row in rows
    )
    if same := [one for one in alike if one.is_chosen]:
        ids = [one.line for one in same], [one.guest_id for one in same]
        await connection.execute(SAME_PEOPLE, *ids)
    return tuple(shared_address(one, is_same_person=one.is_chosen) for one in alike)


ADDED_TOO = """
SELECT count(DISTINCT known_guest) FROM staged_guests WHERE NOT is_known AND known_guest = ANY ($1)
"""


async def with_updated(connection: Connection, counts: Counts, changed: Iterable[UUID]) -> Counts:
    """The counts with the guests that the rows change, and those of them that they add to the list."""
    ids = list(changed)
    added = await connection.fetchval(ADDED_TOO, ids) if ids else 0
    return replace(counts, updated=len(ids), updated_added=added)


async def newly_listed(connection: Connection) -> list[UUID]:
    """The existing guests that the matched chunk would put on the list."""
    return [row["known_guest"] for row in await connection.fetch(NEWLY_LISTED)]


OUTCOMES = """
SELECT line, first_name, last_name, is_known, CASE WHEN NOT is_hidden THEN known_guest END AS guest_id
FROM staged_guests ORDER BY line LIMIT $1
"""


async def outcomes_of(
    connection: Connection, changed: Sequence[Change], most: int
) -> list[Outcome]:
    """What becomes of the first rows of the matched chunk."""
    by_line = {one.line: one for one in changed}
    found = []
    for row in await connection.fetch(OUTCOMES, most):
        change = by_line.get(row["line"])
        kind = "same" if row["is_known"] else "known" if row["guest_id"] else "new"
        found.append(
            Outcome(
                row=row["line"],
                name=full_name(row["first_name"], row["last_name"]),
                outcome="changed" if change else kind,
                guest_id=str(row["guest_id"]) if row["guest_id"] else None,
                changes=change.fields if change else {},
            )
        )
    return found
