"""Writes that undo merges: at once, or by a task if there are many pairs."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from convite.core.clock import now
from convite.core.db import Tx
from convite.core.log import Actor, record
from convite.core.parts import unmerges
from convite.core.problems import Conflict, FieldText, Gone, NotFound, WrongState
from convite.core.shapes import patch
from convite.core.tasks import Running, Task, start_task
from convite.doors.duplicates.actions import SIZE, ids_of, in_turn, merge_of
from convite.doors.duplicates.models import Merge, MergedPair
from convite.doors.duplicates.queries import names_of
from convite.doors.duplicates.rules import MAX_TOLD, Pair, Refused, told
from convite.doors.unmerging.queries import (
    KIND,
    age_of,
    events_left,
    is_at_work,
    lock_both,
    merge_by_id,
    pairs_of,
)
from convite.doors.unmerging.rules import ADDRESS_TAKEN, BACK, KEPT_GONE, details_before
from convite.events.event.queries import event_by_id
from convite.people.guests.actions import set_keys
from convite.people.guests.facts import GuestsUnmerged
from convite.people.guests.models import Guest
from convite.people.guests.queries import guest_by_email
from convite.room.assignments.actions import Holder
from convite.room.attendees.queries import lock_attendees, lock_attendees_of
from convite.room.capacity.actions import lock_pool
from convite.room.undo.actions import restore_person

#: How long a merge can be undone, in seconds.
UNDO_SECONDS = 24 * 3600


def is_large(pairs: int) -> bool:
    """Whether the undo of so many pairs takes longer than a request may."""
    return pairs > SIZE


async def undoable(tx: Tx, merge_id: UUID) -> Merge:
    """Locks a merge that can be undone.

    Raises:
        NotFound: it isn't kept any more.
        Conflict: it was undone already.
        WrongState: its guests are still being merged, or its undo goes on.
        Gone: it is more than a day old.
    """
    row = await merge_by_id(tx, merge_id, lock=True)
    if row is None:
        raise NotFound
    if row.undone_at is not None:
        raise Conflict("This has already been undone.", name="already-undone")
    if await is_at_work(tx, merge_id):
        busy = WrongState(
            "Guests are still being merged or put back. Wait until that has ended.",
            current_status="running",
        )
        raise busy.with_text("merging")
    if await age_of(tx, row) > UNDO_SECONDS:
        raise Gone("This can be undone within 24 hours only.", name="undo-too-late")
    return row


async def undo(tx: Tx, actor: Actor, merge_id: UUID) -> dict[str, Any]:
    """Puts back the guests whom a merge removed, with what was theirs; the result as it is told.

    Details of kept guests become what they were, unless they were changed since.

    Raises:
        Problem: it can't be undone, see `undoable`.
    """
    row = await undoable(tx, merge_id)
    pairs = [pair_of(one) for one in await pairs_of(tx, merge_id)]
    return await finish_undo(tx, row, await undo_some(tx, actor, merge_id, pairs))


async def undo_later(tx: Tx, actor: Actor, merge_id: UUID) -> Task:
    """Queues a task that undoes a merge of many pairs.

    Raises:
        Problem: it can't be undone, see `undoable`.
    """
    row = await undoable(tx, merge_id)
    return await start_task(
        tx,
        actor,
        kind=KIND,
        lane="files",
        organization_id=row.organization_id,
        event_id=None,
        parameters={"merge_id": str(merge_id)},
    )


async def undo_pairs(running: Running) -> dict[str, Any]:
    """Undoes a merge, some pairs at a time, the last first; goes on after an interruption."""
    merge_id = merge_of(running)
    async with running.database.read(running.principal) as tx:
        pairs = [pair_of(one) for one in await pairs_of(tx, merge_id)]
    refused: list[Refused] = []
    for start in range(0, len(pairs), SIZE):
        refused += await in_turn(running, pairs[start : start + SIZE], undo_some)
        await running.report(min(start + SIZE, len(pairs)), len(pairs))
    async with running.database.tx(running.principal) as tx:
        row = await merge_by_id(tx, merge_id, lock=True)
        if row is None:
            raise Gone("This merge is no longer kept.").with_text("merge")
        return await finish_undo(tx, row, refused)


def pair_of(row: MergedPair) -> Pair:
    """The two guests of a merged pair."""
    return Pair(place=row.place, keep=row.keep, remove=row.remove)


async def undo_some(tx: Tx, actor: Actor, merge_id: UUID, pairs: Sequence[Pair]) -> list[Refused]:
    """Puts back the removed guests of these pairs, the last first; returns pairs that stay merged."""
    places = {pair.place for pair in pairs}
    rows = [row for row in await pairs_of(tx, merge_id) if row.place in places]
    left = [row for row in rows if row.undone_at is None]
    for event_id in await events_left(tx, left):
        await lock_pool(tx, event_id)
    guests = await lock_both(tx, left)
    await lock_attendees_of(tx, [row.keep for row in left])
    tx.trace.batch_id = merge_id
    refused = []
    for row in left:
        kept, removed = guests.get(row.keep), guests.get(row.remove)
        reason = await why_merged(tx, row, kept, removed)
        if reason is None and kept and removed:
            await part(tx, actor, row, kept, removed)
        elif reason is not None:
            refused.append(Refused(pair=pair_of(row), reason=reason))
    return refused


async def why_merged(
    tx: Tx, row: MergedPair, kept: Guest | None, removed: Guest | None
) -> FieldText | None:
    """Why two guests have to stay merged; None if they needn't."""
    if kept is None or kept.deleted_at is not None:
        return KEPT_GONE
    if removed is None or removed.deleted_at is None:
        return BACK
    if not removed.email:
        return None
    owner = await guest_by_email(tx, removed.organization_id, removed.email)
    gives_back = "email" in details_before(kept, row.changed)[0]
    return None if owner is None or (owner.id == kept.id and gives_back) else ADDRESS_TAKEN


async def part(tx: Tx, actor: Actor, row: MergedPair, kept: Guest, removed: Guest) -> None:
    """Puts a removed guest back beside the kept one."""
    before, row.changed_since = details_before(kept, row.changed)
    changes = patch(kept, before)
    set_keys(kept)
    await tx.flush()  # first, because the kept guest may have the other's e-mail
    removed.deleted_at, row.undone_at = None, now()
    removed.version += 1
    await tx.flush()
    for name, move_back in reversed(list(unmerges().items())):
        if name in row.moved:  # a merge may be older than a table
            await move_back(tx, actor, kept, removed, row.moved[name])
    await put_on_list_again(tx, actor, row)
    fact = GuestsUnmerged(
        organization_id=kept.organization_id,
        object_id=kept.id,
        removed_id=removed.id,
        changes=changes,
    )
    await record(tx, actor, fact)


async def put_on_list_again(tx: Tx, actor: Actor, row: MergedPair) -> None:
    """Puts a removed guest back on the lists that the merge took them off, with their seats if free.

    Whoever can't be put there, since their invitation was canceled or is full, is told.
    """
    people = await lock_attendees(tx, row.taken_off) if row.taken_off else {}
    for attendee in people.values():
        event = await event_by_id(tx, attendee.event_id)
        if event is None:
            continue
        holder = Holder(id=actor.id or attendee.id, is_staff=True)
        try:
            await restore_person(tx, actor, event, attendee, holder)
        except Conflict:  # it refuses before it changes anything
            row.changed_since = [*row.changed_since, "list"]


async def finish_undo(tx: Tx, merge: Merge, refused: Sequence[Refused]) -> dict[str, Any]:
    """Marks a merge as undone, and tells what became of its pairs.

    One of which nobody could be put back stays as it is, and can be undone when they can.
    """
    rows = await pairs_of(tx, merge.id)
    restored = sum(row.undone_at is not None for row in rows)
    if restored:
        merge.undone_at = now()
    since = [row for row in rows if row.changed_since]
    names = await names_of(
        tx, [*ids_of([one.pair for one in refused]), *(row.keep for row in since)]
    )
    changed = [
        {"guest_id": str(row.keep), "name": names.get(row.keep, ""), "fields": row.changed_since}
        for row in since[:MAX_TOLD]
    ]
    return {
        "merge_id": str(merge.id),
        "restored": restored,
        **told(refused, names),
        "changed_since": changed,
        "changed_since_total": len(since),
    }
