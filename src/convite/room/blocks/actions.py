"""Writes of blocks: chooses adjacent seats and holds them right away.

This is a hot verb like `hold`. The requests of a batch choose one after the other from the same
snapshot of the map, so that they don't choose the same seats; then one statement holds them all.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import msgspec

from convite.core.database import Database
from convite.core.db import Connection
from convite.core.problems import Conflict, FieldText, Problem, invalid
from convite.room.blocks.queries import MapCaches
from convite.room.blocks.rules import BlockCriteria, ChosenSeats, Lines, choose, longest_free_run
from convite.room.holds.actions import Outcome, hold_with_wait
from convite.room.holds.queries import SeatsTaken, reserved_categories
from convite.room.holds.rules import HoldRequest
from convite.room.holds.schemas import Block, Hold

#: How often a request retries after losing its seats to another process.
ATTEMPTS = 6
#: How many best choices a retry may skip, per retry so far. The random skip keeps two processes
#: from competing for the same seats forever.
MAX_SKIPPED = 3
CLOSED, OPEN = ord("b"), ord("f")


@dataclass(frozen=True, kw_only=True, slots=True)
class BlockRequest:
    """A request for a block. `hold` contains everything but the seats."""

    block: Block
    hold: HoldRequest


@dataclass(kw_only=True, slots=True)
class MapSnapshot:
    """The map as the requests of one batch see it.

    Seats chosen by one request are taken for the next.
    """

    lines: Lines
    #: Seat states as the team sees them, and as guests do: reserved categories are closed.
    staff: bytearray
    guests: bytearray

    def letters(self, *, is_staff: bool) -> bytearray:
        """Returns the seat states that this caller may choose from."""
        return self.staff if is_staff else self.guests

    def mark_free(self, seat_ids: Sequence[UUID]) -> None:
        """Marks seats as free because the caller has them already."""
        for seat_id in seat_ids:
            at = self.lines.index.get(seat_id)
            if at is not None:
                self.staff[at] = self.guests[at] = OPEN

    def mark_taken(self, seats: Sequence[int]) -> None:
        """Marks seats as taken for the rest of the batch."""
        for at in seats:
            self.staff[at] = self.guests[at] = CLOSED


async def hold_blocks(
    database: Database,
    organization_id: UUID,
    event_id: UUID,
    map_caches: MapCaches,
    requests: Sequence[BlockRequest],
) -> list[Outcome]:
    """Chooses and holds a block for each request, all or nothing. Returns outcomes in order."""
    outcomes: dict[int, Outcome] = {}
    remaining = list(range(len(requests)))
    for turn in range(ATTEMPTS):
        async with database.single(organization_id) as connection:
            snapshot = await read_snapshot(connection, event_id, map_caches)
        chosen: dict[int, ChosenSeats] = {}
        for number in remaining:
            try:
                request = requests[number]
                chosen[number] = pick_block(
                    snapshot, request.block, turn, is_staff=request.hold.is_staff
                )
            except Problem as problem:  # fails this request only
                outcomes[number] = problem
        holds = [
            replace(requests[n].hold, seat_ids=ids_of(snapshot, one)) for n, one in chosen.items()
        ]
        held = await hold_with_wait(database, organization_id, event_id, holds) if holds else []
        remaining = []
        for (number, one), outcome in zip(chosen.items(), held, strict=True):
            if isinstance(outcome, SeatsTaken) and not requests[number].block.whole:
                remaining.append(number)
            elif isinstance(outcome, Hold) and one.is_split:
                outcomes[number] = msgspec.structs.replace(outcome, is_split=True)
            else:
                outcomes[number] = outcome
        if not remaining:
            break
    busy = Conflict("These seats keep being taken. Try again.", name="busy")
    return [outcomes.get(number, busy) for number in range(len(requests))]


async def read_snapshot(
    connection: Connection, event_id: UUID, map_caches: MapCaches
) -> MapSnapshot:
    """Reads the current map."""
    status = await map_caches.states.read(connection, event_id)
    letters = bytearray(status.letters)
    lines = await map_caches.lines.read(connection, event_id, status.plan_version)
    guests = bytearray(letters)
    for name in await reserved_categories(connection, event_id):
        for at in lines.categories.get(name, ()):
            guests[at] = CLOSED
    return MapSnapshot(lines=lines, staff=letters, guests=guests)


def pick_with_ids(
    snapshot: MapSnapshot, block: Block, *, is_staff: bool
) -> tuple[ChosenSeats, tuple[UUID, ...]]:
    """Picks a block and returns it with the ids of its seats."""
    chosen = pick_block(snapshot, block, 0, is_staff=is_staff)
    return chosen, ids_of(snapshot, chosen)


def pick_block(snapshot: MapSnapshot, block: Block, turn: int, *, is_staff: bool) -> ChosenSeats:
    """Picks the seats of one request and marks them as taken in the snapshot.

    Raises:
        Invalid: a seat, category or table that the plan doesn't have.
        Conflict: there is no such block; carries the largest number of adjacent free seats.
    """
    criteria = criteria_from(snapshot.lines, block)
    if block.whole:
        seats = whole(snapshot.lines, criteria)
        snapshot.mark_taken(seats)
        return ChosenSeats(seats=seats)
    letters = selectable_letters(snapshot, block, is_staff=is_staff)
    chosen = choose(snapshot.lines, letters, criteria)
    for _ in range(random.randint(0, MAX_SKIPPED * turn)):  # noqa: S311  (no secret)
        if chosen is None:
            break
        letters = bytearray(letters)
        for at in chosen.seats:
            letters[at] = CLOSED
        chosen = choose(snapshot.lines, letters, criteria) or chosen
    if chosen is None:
        most = longest_free_run(snapshot.lines, letters, criteria)
        raise Conflict(
            f"There aren't {criteria.places} free seats together. The largest free group has {most}.",
            name="no-block",
            most=most,
        )
    snapshot.mark_taken(chosen.seats)
    return chosen


def criteria_from(lines: Lines, block: Block) -> BlockCriteria:
    """Converts a request to criteria for this plan."""
    near = None
    if isinstance(block.near, UUID):
        near = lines.point_of(block.near)
        if near is None:
            english = "This seat isn't part of the event."
            raise invalid("block/near", FieldText(name="seat.not-here", english=english))
    elif block.near is not None:
        near = block.near.x, block.near.y
    criteria = BlockCriteria(
        places=block.places or 1, near=near, section=block.section, row=block.row,
        table_number=block.table_number, may_split=block.split,
    )  # fmt: skip
    if not any(criteria.matches(run) for run in lines.runs):
        english = "The plan doesn't have this section, row or table."
        raise invalid("block", FieldText(name="block.no-line", english=english))
    return criteria


def whole(lines: Lines, criteria: BlockCriteria) -> list[int]:
    """Returns every seat of a row or table."""
    if criteria.row is None and criteria.table_number is None:
        english = "Send the row or table_number you want as a whole."
        raise invalid("block/whole", FieldText(name="block.whole", english=english))
    return [at for run in lines.runs if criteria.matches(run) for at in range(run.start, run.end)]


def selectable_letters(snapshot: MapSnapshot, block: Block, *, is_staff: bool) -> bytearray:
    """Returns the seat states, with all other categories closed if one is requested."""
    letters = snapshot.letters(is_staff=is_staff)
    if block.category is None:
        return letters
    mine = snapshot.lines.categories.get(block.category)
    if mine is None:
        english = "The plan doesn't have this category."
        raise invalid("block/category", FieldText(name="block.no-category", english=english))
    closed = bytearray(bytes([CLOSED]) * len(letters))
    for at in mine:
        closed[at] = letters[at]
    return closed


def ids_of(snapshot: MapSnapshot, chosen: ChosenSeats) -> tuple[UUID, ...]:
    """Returns the seats' ids in line order."""
    return tuple(snapshot.lines.ids[at] for at in chosen.seats)
