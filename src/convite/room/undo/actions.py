"""Writes of undo: a batch is kept with what it changed, and put back where nothing changed since.

Locks are taken in the order of `room.attendees.actions`: the event's pool, seats, attendees.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from uuid import UUID

from convite.core.clock import now
from convite.core.db import Tx
from convite.core.ids import new_id
from convite.core.inserts import insert_rows
from convite.core.log import Actor, record
from convite.core.problems import Conflict, Gone, NotFound
from convite.events.event.actions import check_not_canceled
from convite.events.event.models import Event
from convite.room.assignments.actions import Holder
from convite.room.attendees.actions import Reply, answer
from convite.room.attendees.models import Attendee
from convite.room.attendees.queries import lock_attendees, people_by_ids
from convite.room.capacity.actions import lock_pool
from convite.room.details.actions import Details, change_details
from convite.room.moves.actions import move_people
from convite.room.moves.schemas import Move
from convite.room.undo.facts import ChangesUndone
from convite.room.undo.models import Batch, BatchChange
from convite.room.undo.queries import (
    Standing,
    age_of,
    barred,
    changes_of,
    crowded_out,
    last_removal_of,
    latest_batch_of,
    lock_batch,
    open_seats,
    standings,
)
from convite.room.undo.schemas import Undone

#: Moves people back to the invitations they were in; returns those who could be.
Regroup = Callable[[Tx, Actor, Event, Mapping[UUID, UUID]], Awaitable[Collection[UUID]]]
REGROUPINGS: list[Regroup] = []

#: How long a batch can be undone, in seconds.
UNDO_SECONDS = 24 * 3600


def register_regrouping(regroup: Regroup) -> None:
    """Registers what moves people back to their parties, of which this floor knows nothing."""
    REGROUPINGS.append(regroup)


async def lock_standings(tx: Tx, event_id: UUID, ids: Sequence[UUID]) -> dict[UUID, Standing]:
    """Where people stand before a batch changes them.

    Locks the event's pool, as every reply and removal does, so that none comes in between and is
    overwritten by an undo.
    """
    await lock_pool(tx, event_id)
    return await standings(tx, event_id, ids)


async def remember(
    tx: Tx,
    event: Event,
    kind: str,
    before: Mapping[UUID, Standing],
    *,
    batch_id: UUID | None = None,
    object_id: UUID | None = None,
) -> UUID:
    """Keeps what a batch has changed of these people; called after the change. Returns its id."""
    await tx.flush_changes()
    after = await standings(tx, event.id, list(before))
    batch = Batch(
        id=batch_id or new_id(),
        organization_id=event.organization_id,
        event_id=event.id,
        kind=kind,
        object_id=object_id,
    )
    changes = [
        BatchChange(
            id=new_id(),
            organization_id=event.organization_id,
            event_id=event.id,
            batch_id=batch.id,
            attendee_id=key,
            before=old.values(after[key]),
            after=after[key].values(old),
        )
        for key, old in before.items()
        if key in after and after[key] != old
    ]
    await insert_rows(tx, [batch, *changes])
    return batch.id


async def undo_batch(tx: Tx, actor: Actor, event: Event, batch_id: UUID, holder: Holder) -> Undone:
    """Puts back what a batch changed, except of people who were changed again since.

    Raises:
        NotFound: there is no such batch.
        Conflict: it was undone already, or the event was canceled.
        Gone: it is more than a day old.
    """
    batch = await lock_batch(tx, batch_id)
    if batch is None or batch.event_id != event.id:
        raise NotFound
    if batch.undone_at is not None:
        raise Conflict("This has already been undone.", name="already-undone")
    if await age_of(tx, batch) > UNDO_SECONDS:
        raise Gone("This can be undone within 24 hours only.", name="undo-too-late")
    return await put_back(tx, actor, event, batch, holder)


async def restore_with_object(
    tx: Tx, actor: Actor, event: Event, object_id: UUID, holder: Holder
) -> Undone:
    """Puts back the people who were removed with an object, such as their invitation."""
    batch = await latest_batch_of(tx, object_id)
    if batch is None:
        return Undone(undone=0, kept=0)
    return await put_back(tx, actor, event, batch, holder)


async def restore_person(
    tx: Tx, actor: Actor, event: Event, attendee: Attendee, holder: Holder
) -> None:
    """Puts a removed person back on the list as they were, with their seat if it is still free.

    Raises:
        Conflict: they are on the list, were added anew, or their invitation is canceled or full.
    """
    await lock_pool(tx, event.id)
    attendee = (await lock_attendees(tx, [attendee.id])).get(attendee.id, attendee)
    if attendee.status != "canceled":
        raise Conflict("This guest is on the list.", name="not-removed")
    if await barred(tx, [attendee.id]):
        raise Conflict(
            "This guest is on the list again, or their invitation was canceled.",
            name="not-restorable",
        )
    if await crowded_out(tx, [attendee.id]):
        raise Conflict(
            "This guest's invitation is full. Allow more guests on it, then restore them.",
            name="party-full",
        )
    change = await last_removal_of(tx, attendee.id)
    before = Standing.of(change.before) if change else None
    wanted = before or Standing(status="pending", side=attendee.side, seat_id=None)
    after = Standing(
        status="canceled", side=attendee.side, seat_id=None, attendance=attendee.attendance
    )
    await revert(tx, actor, event, {attendee.id: (wanted, after)}, holder)


async def put_back(tx: Tx, actor: Actor, event: Event, batch: Batch, holder: Holder) -> Undone:
    """Puts back what a batch changed, and records it. The batch, or what it belongs to, is locked.

    A batch of which nobody could be put back stays as it is, and can be undone when they can.
    """
    changes = {
        change.attendee_id: (Standing.of(change.before), Standing.of(change.after))
        for change in await changes_of(tx, batch.id)
    }
    undone = await revert(tx, actor, event, changes, holder)
    if changes and not undone:
        return Undone(undone=0, kept=len(changes))
    batch.undone_at = now()
    fact = ChangesUndone(
        organization_id=event.organization_id,
        event_id=event.id,
        object_id=batch.id,
        batch_id=batch.id,
        kind=batch.kind,
        undone=undone,
        kept=len(changes) - undone,
    )
    await record(tx, actor, fact)
    return Undone(undone=undone, kept=len(changes) - undone)


#: From where each person is put back: as they were, and as the batch left them.
Changes = Mapping[UUID, tuple[Standing, Standing]]


async def revert(tx: Tx, actor: Actor, event: Event, changes: Changes, holder: Holder) -> int:
    """Puts people back as they were, as far as they still are as the batch left them.

    Returns how many were. Somebody who comes again gets a place only if there is one, else the
    waitlist; a seat that somebody else has meanwhile stays theirs. Nobody comes back to a party that
    has no room left.

    Raises:
        Conflict: the event was canceled.
    """
    tx.trace.batch_id = new_id()
    pool = await lock_pool(tx, event.id)
    check_not_canceled(event)
    current = await standings(tx, event.id, list(changes))
    removed = [key for key, (_, after) in changes.items() if after.status == "canceled"]
    out = await barred(tx, removed) if removed else set()
    same = {
        key: before
        for key, (before, after) in changes.items()
        if key in current and current[key].is_as_left(after) and key not in out
    }
    returning = [key for key in removed if key in same]
    for key in await crowded_out(tx, returning) if returning else ():
        del same[key]
    current = await put_back_parties(tx, actor, event, same, current)
    statuses = {
        key: Reply(status=before.status, parts=parts_before(before, current[key]), actor=actor)
        for key, before in same.items()
        if before.status != current[key].status or before.parts not in (None, current[key].parts)
    }
    if statuses:
        await answer(tx, event, statuses, pool=pool, revives=True)
    await put_back_details(tx, actor, same)
    await reseat(tx, actor, event, same, holder)
    return len(same)


async def put_back_parties(
    tx: Tx,
    actor: Actor,
    event: Event,
    wanted: dict[UUID, Standing],
    current: dict[UUID, Standing],
) -> dict[UUID, Standing]:
    """Moves people back to the parties they were in. Takes those from `wanted` who can't be.

    Returns where all of them stand then.
    """
    moving = {
        key: before.invitation_id
        for key, before in wanted.items()
        if before.invitation_id not in (None, current[key].invitation_id)
    }
    if not moving:
        return current
    for regroup in REGROUPINGS:
        returned = await regroup(tx, actor, event, moving)
        for key in moving.keys() - set(returned):
            del wanted[key]
    await tx.flush_changes()
    return await standings(tx, event.id, list(current))


async def put_back_details(tx: Tx, actor: Actor, wanted: Mapping[UUID, Standing]) -> None:
    """Puts back what was noted about people; what a batch didn't keep stays."""
    people = await people_by_ids(tx, list(wanted))
    details = {
        person.attendee.id: Details(
            side=wanted[person.attendee.id].side,
            tags=person.guest.tags if (tags := wanted[person.attendee.id].tags) is None else tags,
            is_child=person.guest.is_child
            if (is_child := wanted[person.attendee.id].is_child) is None
            else is_child,
        )
        for person in people
    }
    await change_details(tx, actor, people, details)


def parts_before(before: Standing, current: Standing) -> dict[UUID, str] | None:
    """The answers for parts to put back; None if none were kept. Parts may be gone since."""
    if not before.parts or not current.parts:
        return None
    return {UUID(key): state for key, state in before.parts.items() if key in current.parts}


async def reseat(
    tx: Tx, actor: Actor, event: Event, wanted: Mapping[UUID, Standing], holder: Holder
) -> None:
    """Moves people back to their seats, as far as those are free, or off the ones they were given."""
    await tx.flush_changes()
    current = await standings(tx, event.id, list(wanted))
    moving = {
        key: one.seat_id for key, one in wanted.items() if one.seat_id != current[key].seat_id
    }
    seats = [seat for seat in moving.values() if seat]
    free = await open_seats(tx, event.id, seats, list(moving)) if seats else set()
    moves = [
        Move(attendee_id=key, seat_id=seat)
        for key, seat in moving.items()
        if seat is None or (seat in free and current[key].status in ("going", "pending"))
    ]
    if moves:
        await move_people(tx, actor, event, moves, holder)
