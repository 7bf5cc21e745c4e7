"""Moves many people at once, through `assign`."""

from collections.abc import Sequence
from uuid import UUID

from convite.core.db import Tx
from convite.core.log import Actor
from convite.core.problems import Conflict
from convite.events.event.models import Event
from convite.room.assignments.actions import Choice, Holder, assign
from convite.room.attendees.actions import unseat
from convite.room.attendees.queries import seated_party
from convite.room.blocks.actions import pick_with_ids, read_snapshot
from convite.room.blocks.queries import MapCaches
from convite.room.capacity.actions import lock_pool
from convite.room.holds.schemas import Block, Point
from convite.room.moves.schemas import Gather, Move, Place, Seated, SeatedAll


async def move_people(
    tx: Tx, actor: Actor, event: Event, moves: Sequence[Move], holder: Holder
) -> list[Seated]:
    """Moves people to other seats or off theirs, all or none. People can swap seats.

    It locks the event's pool first. Everything that assigns seats waits on that lock, so the order
    in which seats are locked afterwards can't cause a deadlock.

    Raises:
        Held, Conflict: a seat is held by someone else or taken; carries `blocking` and
            `nearest`.
        NotFound: someone isn't on the list.
    """
    await lock_pool(tx, event.id)
    leaving = [move.attendee_id for move in moves if move.seat_id is None]
    if leaving:
        await unseat(tx, actor, leaving)
    choices = [
        Choice(attendee_id=move.attendee_id, seat_id=move.seat_id)
        for move in moves
        if move.seat_id is not None
    ]
    seats = await assign(tx, actor, event, choices, holder) if choices else []
    labels = {choice.attendee_id: seat for choice, seat in zip(choices, seats, strict=True)}
    return [seated(move.attendee_id, labels.get(move.attendee_id)) for move in moves]


def seated(attendee_id: UUID, seat: object) -> Seated:
    """Returns where someone sits now."""
    return Seated(
        attendee_id=attendee_id,
        seat_id=getattr(seat, "id", None),
        seat_number=getattr(seat, "seat_number", None),
    )


async def gather(
    tx: Tx, actor: Actor, event: Event, request: Gather, holder: Holder, map_caches: MapCaches
) -> SeatedAll:
    """Seats the whole party together. Their current seats may be part of the block.

    Raises:
        Conflict: nobody in the party is coming, or no such block is free; carries the largest
            number of
        adjacent free seats.
        Held, Conflict: someone else took a seat first.
    """
    await lock_pool(tx, event.id)
    party = await seated_party(tx, event.id, request.invitation_id)
    if not party:
        raise Conflict("No one in this party is coming.", name="not-coming")
    snapshot = await read_snapshot(tx.driver, event.id, map_caches)
    snapshot.mark_free([seat_id for seat_id in party.values() if seat_id])
    near = (
        Point(x=request.near.x, y=request.near.y)
        if isinstance(request.near, Place)
        else request.near
    )
    block = Block(
        places=len(party), near=near, section=request.section, row=request.row,
        table_number=request.table_number, split=request.split,
    )  # fmt: skip
    chosen, ids = pick_with_ids(snapshot, block, is_staff=True)
    choices = [
        Choice(attendee_id=person, seat_id=seat) for person, seat in zip(party, ids, strict=True)
    ]
    seats = await assign(tx, actor, event, choices, holder)
    people = [seated(one.attendee_id, seat) for one, seat in zip(choices, seats, strict=True)]
    return SeatedAll(seats=people, is_split=chosen.is_split)
