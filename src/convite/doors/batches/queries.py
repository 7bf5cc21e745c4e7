"""Statements that stage a chunk and match existing guests.

The staged rows are in temporary tables that are emptied at the end of the transaction. Neither
these nor freshly imported lists have statistics, so the planner would favor sequential scans.
Matching therefore disables them (`MATCH_PLAN`) and looks up each row in a subquery that the planner
can't turn into a join. The comment of each statement names the index it should use. Other
conditions are outside of `OFFSET 0`, because their misestimated selectivity would make any index
look as good as the right one. Plans aren't cached, because a plan made for an empty list would be
reused.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from convite.core.db import Connection

STAGE = """
CREATE TEMP TABLE IF NOT EXISTS staged_guests (
  line int PRIMARY KEY, party int NOT NULL, first_name text, last_name text, email text,
  email_key text, phone text, company text, notes text, tags text[], side text, locale text,
  sort_key text, search_key text, trigrams text, guest_id uuid, guest_log_id uuid,
  attendee_id uuid, attendee_log_id uuid, known_guest uuid, is_known boolean NOT NULL DEFAULT false
) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS staged_parties (
  party int PRIMARY KEY, party_key text, label text, sort_key text, invitation_id uuid,
  log_id uuid, code_hash bytea, short_hash bytea, is_known boolean NOT NULL DEFAULT false
) ON COMMIT DELETE ROWS;
DELETE FROM staged_guests; DELETE FROM staged_parties;
"""
#: Separates the trigrams of a row; copying an array would cost more than all other columns.
SEPARATOR = "\x1f"
GUEST_COLUMNS = (
    "line", "party", "first_name", "last_name", "email", "email_key", "phone", "company", "notes",
    "tags", "side", "locale", "sort_key", "search_key", "trigrams", "guest_id", "guest_log_id",
    "attendee_id", "attendee_log_id",
)  # fmt: skip
PARTY_COLUMNS = (
    "party", "party_key", "label", "sort_key", "invitation_id", "log_id", "code_hash", "short_hash",
)  # fmt: skip

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


# By e-mail. Index: guests_email_key_living.
BY_EMAIL = match_by(
    """
  SELECT g.id FROM guests g
  WHERE g.organization_id = $1 AND g.email_key = o.email_key AND g.deleted_at IS NULL""",
    "WHERE o.email_key IS NOT NULL",
)
# By phone and name, since families share a phone. Index: guests_phone_index.
BY_PHONE = match_by(
    """
  SELECT g.id FROM (
    SELECT * FROM guests WHERE organization_id = $1 AND phone = o.phone OFFSET 0
  ) g
  WHERE g.deleted_at IS NULL AND g.sort_key = o.sort_key
    AND (g.email_key IS NULL OR o.email_key IS NULL)
  ORDER BY g.created_at LIMIT 1""",
    "WHERE o.phone IS NOT NULL",
)
# By party and name on the event's list. Index: attendees_sort_key_index.
BY_PARTY = match_by(
    """
  SELECT a.guest_id FROM attendees a
  JOIN invitations i ON i.id = a.invitation_id
  JOIN guests g ON g.id = a.guest_id
  WHERE a.event_id = $1 AND a.sort_key = o.sort_key
    AND i.party_key IS NOT DISTINCT FROM p.party_key AND g.deleted_at IS NULL
    AND (g.email_key IS NULL OR o.email_key IS NULL) AND (g.phone IS NULL OR o.phone IS NULL)
  ORDER BY a.created_at LIMIT 1""",
    "JOIN staged_parties p USING (party) WHERE true",
)
# In the address book, by name, unless contact details differ. Index: guests_sort_key_index.
BY_NAME = match_by(
    """
  SELECT g.id FROM (
    SELECT * FROM guests WHERE organization_id = $1 AND sort_key = o.sort_key OFFSET 0
  ) g
  WHERE g.deleted_at IS NULL
    AND (g.email_key IS NULL OR o.email_key IS NULL) AND (g.phone IS NULL OR o.phone IS NULL)
  ORDER BY g.created_at LIMIT 1""",
    "WHERE true",
)
# Guests already on the event's list, including removed ones. Index: attendees_guest_index.
ON_LIST = """
UPDATE staged_guests s SET is_known = true
WHERE s.known_guest IS NOT NULL AND (
  SELECT a.id FROM attendees a WHERE a.guest_id = s.known_guest AND a.event_id = $1 LIMIT 1
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
                 WHERE i.event_id = $1 AND i.party_key = o.party_key AND i.canceled_at IS NULL
                 LIMIT 1) AS id
  FROM staged_parties o WHERE party_key IS NOT NULL OFFSET 0
) k WHERE k.party = p.party AND k.id IS NOT NULL
"""
COUNTS = """
SELECT count(*) FILTER (WHERE NOT is_known) AS created, count(*) FILTER (WHERE is_known) AS duplicates,
  count(*) FILTER (WHERE NOT is_known AND known_guest IS NULL) AS guests,
  (SELECT count(*) FROM staged_parties p WHERE NOT p.is_known AND EXISTS (
     SELECT 1 FROM staged_guests s WHERE s.party = p.party AND NOT s.is_known)) AS parties
FROM staged_guests
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """Counts of a chunk's rows, previewed or imported."""

    #: Rows that add a guest.
    created: int = 0
    #: Rows of existing guests, including updated ones.
    duplicates: int = 0
    updated: int = 0
    #: New guests in the address book.
    guests: int = 0
    #: New invitations.
    parties: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            **{name: getattr(self, name) + getattr(other, name) for name in self.__slots__}
        )


async def stage(
    connection: Connection, guests: Sequence[tuple[Any, ...]], parties: Sequence[tuple[Any, ...]]
) -> None:
    """Copies a chunk into the temporary tables."""
    await connection.execute(STAGE)
    await connection.copy_records_to_table("staged_guests", records=guests, columns=GUEST_COLUMNS)
    if parties:
        await connection.copy_records_to_table(
            "staged_parties", records=parties, columns=PARTY_COLUMNS
        )


async def match(connection: Connection, organization_id: UUID, event_id: UUID | None) -> Counts:
    """Matches the staged rows with existing guests and counts them."""
    await connection.execute(MATCH_PLAN)
    await connection.execute(BY_EMAIL, organization_id)
    await connection.execute(BY_PHONE, organization_id)
    if event_id is None:
        await connection.execute(BY_NAME, organization_id)
        await connection.execute(IN_BOOK)
    else:
        await connection.execute(BY_PARTY, event_id)
        await connection.execute(ON_LIST, event_id)
        await connection.execute(KNOWN_PARTIES, event_id)
    await connection.execute(MATCHED_TWICE)
    counts = await connection.fetchrow(COUNTS)
    await connection.execute(WRITE_PLAN)
    if counts is None:
        return Counts()
    return Counts(**{**counts, "parties": counts["parties"] if event_id else 0})
