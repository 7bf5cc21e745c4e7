"""Queries of merges that may be undone."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import and_, func, or_, select

from convite.core.db import ReadTx, load, locked
from convite.core.tasks import Task
from convite.doors.duplicates.models import Merge, MergedPair
from convite.people.guests.models import Guest
from convite.room.attendees.models import Attendee

#: Of the task that undoes a merge.
KIND = "undo_merges"

# Index: attendees_pkey.
MOVED_EVENTS = """
SELECT p.id, ARRAY (
  SELECT DISTINCT a.event_id FROM jsonb_array_elements_text(p.moved->'attendees') m (id)
  JOIN attendees a ON a.id = m.id::uuid) AS events
FROM merged_pairs p WHERE p.merge_id = $1
"""


async def moved_events(tx: ReadTx, merge_id: UUID) -> dict[UUID, frozenset[UUID]]:
    """The events on whose lists each pair of a merge had its removed guest."""
    rows = await tx.driver.fetch(MOVED_EVENTS, merge_id)
    return {row["id"]: frozenset(row["events"]) for row in rows}


async def merge_by_id(tx: ReadTx, merge_id: UUID, *, lock: bool = False) -> Merge | None:
    """A merge, or None."""
    return await load(tx, Merge, merge_id, lock=lock)


async def pairs_of(tx: ReadTx, merge_id: UUID) -> list[MergedPair]:
    """All pairs of a merge, the last first; as many as a merge can have."""
    found = await tx.execute(
        select(MergedPair).where(MergedPair.merge_id == merge_id).order_by(MergedPair.place.desc())
    )
    return list(found.scalars())


async def lock_both(tx: ReadTx, pairs: Sequence[MergedPair]) -> dict[UUID, Guest]:
    """Locks the guests of merged pairs, deleted ones included, in order of id."""
    ids = {key for pair in pairs for key in (pair.keep, pair.remove)}
    found = await tx.execute(
        locked(select(Guest).where(Guest.id.in_(ids)).order_by(Guest.id)).execution_options(
            populate_existing=True
        )
    )
    return {guest.id: guest for guest in found.scalars()}


async def age_of(tx: ReadTx, merge: Merge) -> float:
    """How long ago a merge was asked for, in seconds by the database's clock."""
    age = func.extract("epoch", func.now() - Merge.created_at)
    return float((await tx.execute(select(age).where(Merge.id == merge.id))).scalar_one())


async def is_at_work(tx: ReadTx, merge_id: UUID) -> bool:
    """Whether a task that merges these pairs, or undoes that, is queued or running."""
    undoes = and_(Task.kind == KIND, Task.parameters["merge_id"].astext == str(merge_id))
    found = await tx.execute(
        select(Task.id)
        .where(Task.status.in_(("queued", "running")), or_(Task.id == merge_id, undoes))
        .limit(1)
    )
    return found.first() is not None


async def events_left(tx: ReadTx, pairs: Sequence[MergedPair]) -> list[UUID]:
    """The events from whose lists these pairs took somebody off, in order of id."""
    ids = [key for pair in pairs for key in pair.taken_off]
    if not ids:
        return []
    found = await tx.execute(
        select(Attendee.event_id).where(Attendee.id.in_(ids)).distinct().order_by(Attendee.event_id)
    )
    return list(found.scalars())
