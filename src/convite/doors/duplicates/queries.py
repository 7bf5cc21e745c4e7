"""Queries of duplicates."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, Text, Uuid, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import aliased

from convite.core.db import ReadTx, locked
from convite.core.paging import Page, PageQuery, page
from convite.events.event.models import Event
from convite.people.guests.models import Guest
from convite.room.attendees.models import Attendee
from convite.room.attendees.queries import Person, people_by_ids

#: People shown of one group.
MOST_SHOWN = 10
#: Events whose lists a merge looks at.
MOST_EVENTS = 200

# Linear in the event's people: everybody gets up to four marks, and who shares one is a group. The
# skeleton of a name is its words in order, from the third letter on without vowels, and without
# doubled letters, as record linkage blocks names: `smith jon` and `john smyth` meet. Short ones say
# too little. By attendees_sort_key_index and guests_pkey.
ALIKE = r"""
WITH people AS (
  SELECT a.id, a.sort_key, coalesce(g.email_key, t.email_key) AS email, g.phone,
    (SELECT string_agg(w, ' ' ORDER BY w) FROM unnest(string_to_array(a.sort_key, ' ')) w) AS name
  FROM attendees a JOIN guests g ON g.id = a.guest_id LEFT JOIN guests t ON t.id = g.reached_through
  WHERE a.event_id = :event AND a.status <> 'canceled' AND g.is_listed
), named AS (
  SELECT *, CASE WHEN name LIKE '% %' THEN regexp_replace(
    regexp_replace(name, '(?<=\S\S)[aeiouhyw]', '', 'g'), '(.)\1+', '\1', 'g') END AS skeleton
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
SELECT ids[1:10] AS ids, cardinality(ids) AS people,
  CASE WHEN 'name' = ANY (reasons) THEN array_remove(reasons, 'similar_name') ELSE reasons END AS reasons,
  CASE WHEN 'name' = ANY (reasons) AND cardinality(reasons) > 2 THEN 0
    WHEN 'similar_name' = ANY (reasons) AND cardinality(reasons) > 1 THEN 1
    WHEN 'name' = ANY (reasons) THEN 1 WHEN 'email' = ANY (reasons) THEN 2
    WHEN 'similar_name' = ANY (reasons) THEN 3 ELSE 4 END AS place,
  sort_key, md5(ids::text) AS key
FROM found
"""


@dataclass(frozen=True, kw_only=True)
class Alike:
    """People who may be one."""

    reasons: list[str]
    people: int
    shown: list[Person]


async def alike_page(tx: ReadTx, event_id: UUID, query: PageQuery) -> Page[Any]:
    """A page of an event's likely duplicates, the likeliest first, then by name."""
    groups = (
        text(ALIKE)
        .bindparams(event=event_id)
        .columns(
            ids=ARRAY(Uuid(as_uuid=True)),
            people=Integer,
            reasons=ARRAY(Text),
            place=Integer,
            sort_key=Text,
            key=Text,
        )
        .subquery("groups")
        .c
    )
    statement = select(groups.ids, groups.people, groups.reasons)
    by = [groups.place, groups.sort_key, groups.key]
    found = await page(tx, statement, query, by, lambda row: row)
    ids = {key for row in found.items for key in row.ids}
    known = {one.attendee.id: one for one in await people_by_ids(tx, list(ids))} if ids else {}
    items = [alike(row, known) for row in found.items]
    return Page(items=items, next_cursor=found.next_cursor, total=found.total)


def alike(row: Any, known: dict[UUID, Person]) -> Alike:
    """A row with its people."""
    shown = [known[key] for key in row.ids if key in known]
    return Alike(reasons=row.reasons, people=row.people, shown=shown)


async def lock_guests(tx: ReadTx, ids: Sequence[UUID]) -> dict[UUID, Guest]:
    """The living guests, locked in order of id until the end of the transaction."""
    found = await tx.execute(
        locked(
            select(Guest).where(Guest.id.in_(ids), Guest.deleted_at.is_(None)).order_by(Guest.id)
        ).execution_options(populate_existing=True)
    )
    return {guest.id: guest for guest in found.scalars()}


@dataclass(frozen=True, kw_only=True)
class Shared:
    """An event on whose list both stand."""

    event_id: UUID
    title: str
    keep: UUID
    remove: UUID


async def shared_events(tx: ReadTx, keep: UUID, remove: UUID) -> list[Shared]:
    """The events on whose lists both stand and live; each attendee named."""
    theirs, other = aliased(Attendee), aliased(Attendee)
    found = await tx.execute(
        select(Event.id, Event.title, theirs.id, other.id)
        .join(theirs, theirs.event_id == Event.id)
        .join(other, other.event_id == Event.id)
        .where(
            theirs.guest_id == keep,
            other.guest_id == remove,
            theirs.status != "canceled",
            other.status != "canceled",
            Event.deleted_at.is_(None),
        )
        .order_by(Event.id)
        .limit(MOST_EVENTS)
    )
    return [Shared(event_id=r[0], title=r[1], keep=r[2], remove=r[3]) for r in found]


async def events_of(tx: ReadTx, guest_id: UUID) -> set[UUID]:
    """The events on whose lists a guest stands or stood."""
    found = await tx.execute(
        select(Attendee.event_id).where(Attendee.guest_id == guest_id).distinct().limit(MOST_EVENTS)
    )
    return set(found.scalars())
