"""Writes of duplicates: one pair merged at once, many by a task."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from convite.core.clock import now
from convite.core.db import Tx
from convite.core.ids import new_id
from convite.core.inserts import insert_rows
from convite.core.log import Actor, record
from convite.core.parts import merges
from convite.core.problems import (
    Conflict,
    FieldText,
    NotFound,
    Problem,
    Unavailable,
    from_database,
    invalid,
)
from convite.core.shapes import patch
from convite.core.tasks import Running, Task, start_task
from convite.doors.duplicates.models import Merge, MergedPair
from convite.doors.duplicates.queries import (
    SharedEvent,
    events_of,
    lock_guests,
    names_of,
    places_merged,
    shared_events,
)
from convite.doors.duplicates.rules import (
    CHAINED,
    GONE,
    MAX_TOLD,
    OUT_OF_REACH,
    Pair,
    Refused,
    chained,
    is_in_reach,
    merged_details,
    told,
)
from convite.events.event.models import Event
from convite.events.event.queries import event_by_id
from convite.events.team.queries import reach_in_book
from convite.people.guests.actions import set_keys
from convite.people.guests.facts import GuestsMerged
from convite.people.guests.models import Guest
from convite.room.attendees.actions import remove_attendees
from convite.room.attendees.queries import lock_attendees_of
from convite.room.capacity.actions import lock_pool
from convite.room.undo.actions import lock_standings, remember

KIND = "merge_guests"
#: Pairs per transaction: other writes wait for their guests no longer than half a second.
SIZE = 25


#: Writes some pairs of a merge, and returns those that it left as they were.
Write = Callable[[Tx, Actor, UUID, Sequence[Pair]], Awaitable[list[Refused]]]


async def merge(
    tx: Tx, actor: Actor, keep: UUID, remove: UUID, *, off_list: UUID | None = None
) -> tuple[Guest, UUID]:
    """Merges two guests of an address book: deletes `remove` and moves its data to `keep`.

    If both are on the list of the event `off_list`, the latter is taken off it first. Locks that event's
    pool, then both guests in order of id. Returns the kept guest, and the id by which it can be undone.

    Raises:
        Invalid: both ids are the same.
        NotFound: one of them is no longer in the address book.
        Conflict: both are on the list of another event; `blocking` lists the attendees to remove.
    """
    if keep == remove:
        english = "Choose two different guests."
        raise invalid("remove", FieldText(name="guests.same", english=english))
    event = await event_by_id(tx, off_list) if off_list else None
    if event is not None:
        await lock_pool(tx, event.id)
    pair = Pair(place=0, keep=keep, remove=remove)
    guests = await lock_guests(tx, [keep, remove])
    if len(guests) < 2:
        raise NotFound("One of these guests is no longer in the address book.")
    kept, removed = guests[keep], guests[remove]
    shared = (await shared_events(tx, [pair])).get(0, [])
    if lists := [one for one in shared if one.event_id != off_list]:
        raise both_on_list(kept, removed, lists)
    doubles = [one.remove for one in shared]
    if event is not None:
        await take_off(tx, actor, event, doubles)
    row = Merge(id=new_id(), organization_id=kept.organization_id)
    await insert_rows(tx, [row, await join(tx, actor, row.id, pair, kept, removed, doubles)])
    await tx.refresh(kept)
    return kept, row.id


async def join(
    tx: Tx,
    actor: Actor,
    merge_id: UUID,
    pair: Pair,
    kept: Guest,
    removed: Guest,
    taken_off: Sequence[UUID] = (),
) -> MergedPair:
    """Merges two locked guests; returns the row that remembers it, for the caller to insert."""
    removed.deleted_at = now()
    await tx.flush()  # first, because e-mails are unique among guests that aren't deleted
    changed = patch(kept, merged_details(kept, removed))
    set_keys(kept)
    await tx.flush()
    moved = {name: await move(tx, actor, kept, removed) for name, move in merges().items()}
    merged = GuestsMerged(
        organization_id=kept.organization_id,
        object_id=kept.id,
        removed_id=removed.id,
        attendees=len(moved["attendees"]),
        changes=changed,
    )
    await record(tx, actor, merged)
    return MergedPair(
        id=new_id(),
        organization_id=kept.organization_id,
        merge_id=merge_id,
        place=pair.place,
        keep=kept.id,
        remove=removed.id,
        changed=changed,
        moved=moved,
        taken_off=list(taken_off),
    )


def both_on_list(kept: Guest, removed: Guest, shared: Sequence[SharedEvent]) -> Conflict:
    """The problem that both are on a list; the user decides which reply and seat to keep."""
    titles = ", ".join(f"“{event.title}”" for event in shared[:3])
    more = f" and {len(shared) - 3} more" if len(shared) > 3 else ""
    return Conflict(
        f"{kept.name} and {removed.name} are both on the list of {titles}{more}. "
        "Remove one of them there first, then merge.",
        name="both-on-list",
        blocking=[str(event.remove) for event in shared],
        events=[
            {
                "event_id": str(event.event_id),
                "title": event.title,
                "keep": str(event.keep),
                "remove": str(event.remove),
            }
            for event in shared
        ],
    ).with_text(
        kept=kept.name, removed=removed.name, titles=", ".join(event.title for event in shared[:3])
    )


async def merge_later(
    tx: Tx,
    actor: Actor,
    organization_id: UUID,
    pairs: Sequence[tuple[UUID, UUID]],
    *,
    off_list: UUID | None = None,
) -> Task:
    """Queues a task that merges pairs of guests, each the one to keep and the one to remove.

    Where both are on the list of the event `off_list`, the latter is taken off it first.
    """
    task = await start_task(
        tx,
        actor,
        kind=KIND,
        lane="files",
        organization_id=organization_id,
        event_id=None,
        parameters={
            "pairs": [[str(keep), str(remove)] for keep, remove in pairs],
            "off_list": str(off_list) if off_list else None,
        },
    )
    await insert_rows(tx, [Merge(id=task.id, organization_id=organization_id)])
    return task


async def merge_pairs(running: Running) -> dict[str, Any]:
    """Merges the pairs of a task, some at a time; goes on after an interruption where it was.

    Pairs that can't be merged are left as they are, and told with the reason.
    """
    pairs = [
        Pair(place=place, keep=UUID(keep), remove=UUID(remove))
        for place, (keep, remove) in enumerate(running.parameters["pairs"])
    ]
    off_list = running.parameters.get("off_list")
    write = partial(merge_some, off_list=UUID(off_list) if off_list else None)
    late = chained(pairs)
    refused = [Refused(pair=pair, reason=CHAINED) for pair in pairs if pair.place in late]
    for start in range(0, len(pairs), SIZE):
        part = [pair for pair in pairs[start : start + SIZE] if pair.place not in late]
        refused += await in_turn(running, part, write)
        await running.report(min(start + SIZE, len(pairs)), len(pairs))
    async with running.database.read(running.principal) as tx:
        merged = len(await places_merged(tx, running.task_id))
        names = await names_of(tx, ids_of([one.pair for one in refused[:MAX_TOLD]]))
    counts = {"merge_id": str(running.task_id), "pairs": len(pairs), "merged": merged}
    return {**counts, **told(refused, names)}


def ids_of(pairs: Sequence[Pair]) -> list[UUID]:
    """All guests of the pairs."""
    return list({key for pair in pairs for key in (pair.keep, pair.remove)})


async def in_turn(running: Running, part: Sequence[Pair], write: Write) -> list[Refused]:
    """Writes some pairs in a transaction, or one by one if others changed one of them meanwhile."""
    if not part:
        return []
    try:
        async with running.database.tx(running.principal) as tx:
            return await write(tx, running.actor, merge_of(running), part)
    except Exception as error:  # told of the pair that it is about, or raised
        problem = error if isinstance(error, Problem) else from_database(error)
        if problem is None or isinstance(problem, Unavailable):
            raise
        if len(part) == 1:
            return [Refused(pair=part[0], reason=problem.as_text())]
    return [one for pair in part for one in await in_turn(running, [pair], write)]


def merge_of(running: Running) -> UUID:
    """The merge of a task: its own, or the one that it undoes."""
    return UUID(running.parameters.get("merge_id") or str(running.task_id))


async def merge_some(
    tx: Tx,
    actor: Actor,
    merge_id: UUID,
    pairs: Sequence[Pair],
    *,
    off_list: UUID | None = None,
) -> list[Refused]:
    """Merges the pairs that can be; returns the others. Pairs that the merge has done stay so.

    Locks the event's pool, then the guests, then the attendees who move, each in order of id.
    """
    done = await places_merged(tx, merge_id)
    left = [pair for pair in pairs if pair.place not in done]
    if not left:
        return []
    event = await event_by_id(tx, off_list) if off_list else None
    if event is not None:
        await lock_pool(tx, event.id)
    guests = await lock_guests(tx, ids_of(left))
    shared = await shared_events(tx, left)
    reasons = await why_not(tx, actor, left, guests, shared, off_list)
    able = [pair for pair in left if pair.place not in reasons]
    doubles = {pair.place: [one.remove for one in shared.get(pair.place, ())] for pair in able}
    await lock_attendees_of(tx, [pair.remove for pair in able])
    tx.trace.batch_id = merge_id
    if event is not None:
        await take_off(tx, actor, event, [key for keys in doubles.values() for key in keys])
    rows = [
        await join(
            tx,
            actor,
            merge_id,
            pair,
            guests[pair.keep],
            guests[pair.remove],
            doubles[pair.place],
        )
        for pair in able
    ]
    if rows:
        await insert_rows(tx, rows)
    return [Refused(pair=p, reason=reasons[p.place]) for p in left if p.place in reasons]


async def take_off(tx: Tx, actor: Actor, event: Event, ids: Sequence[UUID]) -> None:
    """Takes people off an event's list, from where they can be restored."""
    if ids:
        before = await lock_standings(tx, event.id, ids)
        await remove_attendees(tx, actor, event, ids)
        await remember(tx, event, "removed", before)


async def why_not(
    tx: Tx,
    actor: Actor,
    pairs: Sequence[Pair],
    guests: Mapping[UUID, Guest],
    shared: Mapping[int, Sequence[SharedEvent]],
    off_list: UUID | None,
) -> dict[int, FieldText]:
    """Why pairs can't be merged, by their place."""
    reasons = {pair.place: GONE for pair in pairs if not {pair.keep, pair.remove} <= guests.keys()}
    user_id = actor.on_behalf_of or (actor.id if actor.kind == "user" else None)
    organization_id = next((guest.organization_id for guest in guests.values()), None)
    reach = await reach_in_book(tx, organization_id, user_id) if organization_id else None
    if reach is not None:
        events = await events_of(tx, ids_of(pairs))
        for pair in pairs:
            if not is_in_reach(events[pair.keep], events[pair.remove], reach):
                reasons.setdefault(pair.place, OUT_OF_REACH)
    for pair in pairs:
        lists = [one for one in shared.get(pair.place, ()) if one.event_id != off_list]
        if lists and pair.place not in reasons:
            reasons[pair.place] = both_on_list(
                guests[pair.keep], guests[pair.remove], lists
            ).as_text()
    return reasons
