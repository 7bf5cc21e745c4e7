"""Statements that stage a chunk and match existing guests.

Rows are in temporary tables, emptied at the end of the transaction. There are no statistics for them,
nor for lists loaded a moment ago, so the planner would favor sequential scans. Matching therefore
disables those (`MATCH_PLAN`), looks up each row in a subquery that the planner can't turn into a join,
and uses the index named at each statement: other conditions are outside of `OFFSET 0`, because their
misestimated selectivity would make any index look as good as the right one. Plans aren't cached,
because a plan made for an empty list would be reused.
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
  sort_key text, search_key text, trigrams text, guest_id uuid, attendee_id uuid,
  known_guest uuid, is_known boolean NOT NULL DEFAULT false
) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS staged_parties (
  party int PRIMARY KEY, party_key text, label text, sort_key text, invitation_id uuid,
  code_hash bytea, short_hash bytea, is_known boolean NOT NULL DEFAULT false
) ON COMMIT DELETE ROWS;
DELETE FROM staged_guests; DELETE FROM staged_parties;
"""
#: Between the trigrams of a row: an array would cost more to hand over than all other columns.
BETWEEN = "\x1f"
GUEST_COLUMNS = (
    "line", "party", "first_name", "last_name", "email", "email_key", "phone", "company", "notes",
    "tags", "side", "locale", "sort_key", "search_key", "trigrams", "guest_id", "attendee_id",
)  # fmt: skip
PARTY_COLUMNS = (
    "party", "party_key", "label", "sort_key", "invitation_id", "code_hash", "short_hash",
)  # fmt: skip

MATCH_PLAN = """
SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off;
SET LOCAL plan_cache_mode = force_custom_plan
"""
WRITE_PLAN = """
SET LOCAL enable_seqscan = on; SET LOCAL enable_hashjoin = on; SET LOCAL plan_cache_mode = auto
"""


def known_by(found: str, among: str) -> str:
    """Sets `known_guest` by a subquery, only where it finds somebody: rows are wide to write anew."""
    return f"""
UPDATE staged_guests s SET known_guest = k.id FROM (
  SELECT o.line, ({found}) AS id FROM staged_guests o {among} AND o.known_guest IS NULL OFFSET 0
) k WHERE k.line = s.line AND k.id IS NOT NULL
"""  # noqa: S608 (constants)


# By e-mail: guests_email_key_living.
BY_EMAIL = known_by(
    """
  SELECT g.id FROM guests g
  WHERE g.organization_id = $1 AND g.email_key = o.email_key AND g.deleted_at IS NULL""",
    "WHERE o.email_key IS NOT NULL",
)
# By phone and name, since families share a phone: guests_phone_index.
BY_PHONE = known_by(
    """
  SELECT g.id FROM (
    SELECT * FROM guests WHERE organization_id = $1 AND phone = o.phone OFFSET 0
  ) g
  WHERE g.deleted_at IS NULL AND g.sort_key = o.sort_key
    AND (g.email_key IS NULL OR o.email_key IS NULL)
  ORDER BY g.created_at LIMIT 1""",
    "WHERE o.phone IS NOT NULL",
)
# By party and name on the event: attendees_sort_key_index.
BY_PARTY = known_by(
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
# In an address book, by name where no contact tells them apart: guests_sort_key_index.
BY_NAME = known_by(
    """
  SELECT g.id FROM (
    SELECT * FROM guests WHERE organization_id = $1 AND sort_key = o.sort_key OFFSET 0
  ) g
  WHERE g.deleted_at IS NULL
    AND (g.email_key IS NULL OR o.email_key IS NULL) AND (g.phone IS NULL OR o.phone IS NULL)
  ORDER BY g.created_at LIMIT 1""",
    "WHERE true",
)
# Who is already on the event, including removed people: attendees_guest_index.
ON_LIST = """
UPDATE staged_guests s SET is_known = true
WHERE s.known_guest IS NOT NULL AND (
  SELECT a.id FROM attendees a WHERE a.guest_id = s.known_guest AND a.event_id = $1 LIMIT 1
) IS NOT NULL
"""
IN_BOOK = "UPDATE staged_guests SET is_known = true WHERE known_guest IS NOT NULL"
# Two rows that matched the same person.
TWICE = """
UPDATE staged_guests s SET is_known = true FROM (
  SELECT line, row_number() OVER (PARTITION BY known_guest ORDER BY line) AS place
  FROM staged_guests WHERE known_guest IS NOT NULL
) t WHERE t.line = s.line AND t.place > 1
"""
# Parties that have their invitation: invitations_party_key_living. A canceled one is no party's any
# more: who comes new in a file under its name gets a fresh invitation, and its link stays dead.
KNOWN_PARTIES = """
UPDATE staged_parties p SET is_known = true, invitation_id = k.id FROM (
  SELECT party, (SELECT i.id FROM invitations i
                 WHERE i.event_id = $1 AND i.party_key = o.party_key AND i.canceled_at IS NULL
                 LIMIT 1) AS id
  FROM staged_parties o WHERE party_key IS NOT NULL OFFSET 0
) k WHERE k.party = p.party AND k.id IS NOT NULL
"""
FIGURES = """
SELECT count(*) FILTER (WHERE NOT is_known) AS created, count(*) FILTER (WHERE is_known) AS duplicates,
  count(*) FILTER (WHERE NOT is_known AND known_guest IS NULL) AS guests,
  (SELECT count(*) FROM staged_parties p WHERE NOT p.is_known AND EXISTS (
     SELECT 1 FROM staged_guests s WHERE s.party = p.party AND NOT s.is_known)) AS parties
FROM staged_guests
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """What a chunk gives, or gave."""

    #: Rows that put somebody on the list.
    created: int = 0
    #: Rows of somebody known, those updated included.
    duplicates: int = 0
    updated: int = 0
    #: New guests of the address book.
    guests: int = 0
    #: New invitations.
    parties: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
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


async def match(connection: Connection, organization_id: UUID, event_id: UUID | None) -> Figures:
    """Matches the staged rows with existing guests and returns counts."""
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
    await connection.execute(TWICE)
    figures = await connection.fetchrow(FIGURES)
    await connection.execute(WRITE_PLAN)
    if figures is None:
        return Figures()
    return Figures(**{**figures, "parties": figures["parties"] if event_id else 0})
