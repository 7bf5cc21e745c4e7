"""Queries of duplicates."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, Text, Uuid, func, null, select, text
from sqlalchemy.dialects.postgresql import ARRAY

from convite.core.db import ReadTx, locked
from convite.core.paging import Page, PageQuery, page
from convite.doors.duplicates.models import MergedPair
from convite.doors.duplicates.rules import Pair
from convite.people.guests.models import Guest
from convite.people.guests.rules import full_name
from convite.room.attendees.queries import Person, people_by_ids

#: Most people returned per group.
MAX_SHOWN = 10
#: Most events that a merge checks.
MAX_EVENTS = 200

# Linear in the number of attendees: everybody gets up to four blocking keys (`marks`), and people who
# share a key are a group. The skeleton of a name is its sorted words without doubled letters and,
# from the third letter of a word on, without vowels. Record linkage uses such keys for blocking;
# this one matches `smith jon` and `john smyth`. It leaves the article out (`bare`), so that it matches
# `al Rashid` and `alRashid`. Short skeletons are ignored as too unspecific.
# People and names are materialized, since each key stands in several places and would be made anew in each.
# Indexes: attendees_sort_key_index and guests_pkey.
DUPLICATES = rf"""
WITH people AS MATERIALIZED (
  SELECT a.id, a.sort_key, coalesce(g.email_key, t.email_key) AS email, g.phone,
    (SELECT string_agg(w, ' ' ORDER BY w) FROM unnest(string_to_array(a.sort_key, ' ')) w) AS name,
    (SELECT string_agg(w, ' ' ORDER BY w) FROM unnest(string_to_array(
      regexp_replace(a.sort_key, '\m(al|el)( |$|(?=\S{{4}}))', '', 'g'), ' ')) w WHERE w <> '') AS bare
  FROM attendees a JOIN guests g ON g.id = a.guest_id LEFT JOIN guests t ON t.id = g.reached_through
  WHERE a.event_id = :event AND a.status <> 'canceled' AND g.is_listed
), named AS MATERIALIZED (
  SELECT *, CASE WHEN bare LIKE '% %' THEN regexp_replace(
    regexp_replace(bare, '(?<=\S\S)[aeiouhyw]', '', 'g'), '(.)\1+', '\1', 'g') END AS skeleton
  FROM people
), marks AS (
  SELECT n.id, n.sort_key, m.reason, m.mark FROM named n CROSS JOIN LATERAL (VALUES
    ('email', n.email), ('phone', n.phone),
    ('name', CASE WHEN n.name LIKE '% %' THEN n.name END),
    ('similar_name', CASE WHEN length(n.skeleton) > 5 THEN n.skeleton END)) m (reason, mark)
  WHERE m.mark IS NOT NULL
), alike AS (
  SELECT reason, array_agg(id ORDER BY sort_key, id) AS ids, min(sort_key) AS sort_key
  FROM marks GROUP BY reason, mark HAVING count(*) > 1
), found AS (
  SELECT ids, min(sort_key) AS sort_key, array_agg(reason ORDER BY reason) AS reasons
  FROM alike GROUP BY ids
)
SELECT ids[1:{MAX_SHOWN}] AS ids, cardinality(ids) AS people,
  CASE WHEN 'name' = ANY (reasons) THEN array_remove(reasons, 'similar_name') ELSE reasons END AS reasons,
  CASE WHEN 'name' = ANY (reasons) AND cardinality(reasons) > 2 THEN 0
    WHEN 'similar_name' = ANY (reasons) AND cardinality(reasons) > 1 THEN 1
    WHEN 'name' = ANY (reasons) THEN 1 WHEN 'email' = ANY (reasons) THEN 2
    WHEN 'similar_name' = ANY (reasons) THEN 3 ELSE 4 END AS place,
  sort_key, md5(ids::text) AS key
FROM found
"""  # noqa: S608  (a constant of this module)


@dataclass(frozen=True, kw_only=True)
class DuplicateGroup:
    """Attendees who may be the same person."""

    reasons: list[str]
    people: int
    shown: list[Person]


async def duplicates_page(tx: ReadTx, event_id: UUID, query: PageQuery) -> Page[Any]:
    """A page of an event's likely duplicates, by likelihood, then by name."""
    groups = (
        text(DUPLICATES)
        .bindparams(event=event_id)
        .columns(
            ids=ARRAY(Uuid(as_uuid=True)),
            people=Integer,
            reasons=ARRAY(Text),
            place=Integer,
            sort_key=Text,
            key=Text,
        )
        .cte("groups")
    )
    of = groups.c
    # counted in the same statement, which finds all of them anyway
    total = select(func.count()).select_from(groups).scalar_subquery() if query.total else null()
    statement = select(of.ids, of.people, of.reasons, total.label("total"))
    by = [of.place, of.sort_key, of.key]
    rows = await page(tx, statement, replace(query, total=False), by, lambda row: row)
    ids = {key for row in rows.items for key in row.ids}
    known = (
        {person.attendee.id: person for person in await people_by_ids(tx, list(ids))} if ids else {}
    )
    items = [duplicate_group(row, known) for row in rows.items]
    found = rows.items[0].total if rows.items else 0
    if query.total and not rows.items and (query.cursor or query.skip):
        found = (await tx.execute(select(func.count()).select_from(groups))).scalar_one()
    return Page(items=items, next_cursor=rows.next_cursor, total=found if query.total else None)


def duplicate_group(row: Any, known: dict[UUID, Person]) -> DuplicateGroup:
    """A row of DUPLICATES with its people."""
    shown = [known[key] for key in row.ids if key in known]
    return DuplicateGroup(reasons=row.reasons, people=row.people, shown=shown)


async def lock_guests(tx: ReadTx, ids: Sequence[UUID]) -> dict[UUID, Guest]:
    """Locks the guests that aren't deleted, in order of id, until the end of the transaction."""
    result = await tx.execute(
        locked(
            select(Guest).where(Guest.id.in_(ids), Guest.deleted_at.is_(None)).order_by(Guest.id)
        ).execution_options(populate_existing=True)
    )
    return {guest.id: guest for guest in result.scalars()}


@dataclass(frozen=True, kw_only=True)
class SharedEvent:
    """An event that has both guests on its list; `keep` and `remove` are their attendees."""

    event_id: UUID
    title: str
    keep: UUID
    remove: UUID


# Indexes: attendees_guest_index, attendees_guest_living.
SHARED = f"""
SELECT p.place, e.id AS event_id, e.title, k.id AS keep, r.id AS remove
FROM unnest($1::int[], $2::uuid[], $3::uuid[]) p (place, keep, remove)
JOIN attendees r ON r.guest_id = p.remove AND r.status <> 'canceled'
JOIN attendees k ON k.guest_id = p.keep AND k.event_id = r.event_id AND k.status <> 'canceled'
JOIN events e ON e.id = r.event_id AND e.deleted_at IS NULL
ORDER BY p.place, e.id LIMIT {MAX_EVENTS}
"""  # noqa: S608  (a constant of this module)


async def shared_events(tx: ReadTx, pairs: Sequence[Pair]) -> dict[int, list[SharedEvent]]:
    """The events that have both guests of a pair on their lists, by the pair's place."""
    columns = zip(*((pair.place, pair.keep, pair.remove) for pair in pairs), strict=True)
    found: dict[int, list[SharedEvent]] = {}
    for row in await tx.driver.fetch(SHARED, *map(list, columns)):
        event = SharedEvent(**{name: row[name] for name in ("event_id", "title", "keep", "remove")})
        found.setdefault(row["place"], []).append(event)
    return found


EVENTS_OF = """
SELECT g.id, ARRAY (SELECT DISTINCT a.event_id FROM attendees a WHERE a.guest_id = g.id) AS events
FROM unnest($1::uuid[]) g (id)
"""


async def events_of(tx: ReadTx, ids: Sequence[UUID]) -> dict[UUID, frozenset[UUID]]:
    """The events that have or had each of these guests on their lists."""
    rows = await tx.driver.fetch(EVENTS_OF, list(ids))
    return {row["id"]: frozenset(row["events"]) for row in rows}


async def are_of(tx: ReadTx, organization_id: UUID, ids: Collection[UUID]) -> bool:
    """Whether all of these are guests of the organization, deleted ones included."""
    count = select(func.count()).where(Guest.id.in_(ids), Guest.organization_id == organization_id)
    return (await tx.execute(count)).scalar_one() == len(set(ids))


async def names_of(tx: ReadTx, ids: Sequence[UUID]) -> dict[UUID, str]:
    """The names of guests, deleted ones included."""
    rows = await tx.execute(
        select(Guest.id, Guest.first_name, Guest.last_name).where(Guest.id.in_(ids))
    )
    return {key: full_name(first, last) for key, first, last in rows}


async def places_merged(tx: ReadTx, merge_id: UUID) -> set[int]:
    """The places of the pairs that a merge has done."""
    found = await tx.execute(select(MergedPair.place).where(MergedPair.merge_id == merge_id))
    return set(found.scalars())
