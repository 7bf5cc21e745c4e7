"""Writes of blocks: seats chosen for those who ask for so many together, and held at once.

A hot verb like `hold`: many requests of one event, chosen one after the other from one reading of the
map, so that they don't choose the same seats, then held in one statement.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import msgspec

from convite.core.db import Connection, Database
from convite.core.problems import Conflict, Problem, invalid
from convite.room.blocks.queries import Books
from convite.room.blocks.rules import Chosen, Lines, Wanted, choose, longest
from convite.room.holds.actions import HoldRequest, Outcome, hold_for_all
from convite.room.holds.queries import SeatsTaken, reserved_categories
from convite.room.holds.schemas import Block, Hold

#: Times that seats lost to other processes are chosen anew before the asker is told.
TRIES = 6
#: Choices passed over at most, the more the oftener seats were lost: so that two don't race forever.
PASSED_OVER = 3
CLOSED, OPEN = ord("b"), ord("f")


@dataclass(frozen=True, kw_only=True, slots=True)
class BlockRequest:
    """Who wants what kind of block; `hold` says all but the seats."""

    block: Block
    hold: HoldRequest


@dataclass(kw_only=True, slots=True)
class View:
    """The map as requests of one batch see it; what one chose the next finds taken."""

    lines: Lines
    #: For the team, and for guests: who may not pick from reserved categories.
    staff: bytearray
    guests: bytearray

    def letters(self, *, is_staff: bool) -> bytearray:
        """What this asker may choose from."""
        return self.staff if is_staff else self.guests

    def give_back(self, seat_ids: Sequence[UUID]) -> None:
        """These are free for the one who asks: they are their own."""
        for seat_id in seat_ids:
            at = self.lines.index.get(seat_id)
            if at is not None:
                self.staff[at] = self.guests[at] = OPEN

    def take(self, seats: Sequence[int]) -> None:
        """Nobody else of the batch gets these."""
        for at in seats:
            self.staff[at] = self.guests[at] = CLOSED


async def hold_blocks(
    database: Database,
    organization_id: UUID,
    event_id: UUID,
    books: Books,
    requests: Sequence[BlockRequest],
) -> list[Outcome]:
    """Chooses and holds a block for each request, all of it or nothing; answers each in order."""
    outcomes: dict[int, Outcome] = {}
    left = list(range(len(requests)))
    for turn in range(TRIES):
        async with database.single(organization_id) as connection:
            view = await read_view(connection, event_id, books)
        chosen: dict[int, Chosen] = {}
        for number in left:
            try:
                asking = requests[number]
                chosen[number] = pick(view, asking.block, turn, is_staff=asking.hold.is_staff)
            except Problem as refused:  # its own asker's, nobody else's
                outcomes[number] = refused
        asked = [replace(requests[n].hold, seat_ids=ids_of(view, one)) for n, one in chosen.items()]
        held = await hold_for_all(database, organization_id, event_id, asked) if asked else []
        left = []
        for (number, one), outcome in zip(chosen.items(), held, strict=True):
            if isinstance(outcome, SeatsTaken) and not requests[number].block.whole:
                left.append(number)
            elif isinstance(outcome, Hold) and one.is_split:
                outcomes[number] = msgspec.structs.replace(outcome, is_split=True)
            else:
                outcomes[number] = outcome
        if not left:
            break
    busy = Conflict("These seats keep being taken. Try again.", name="busy")
    return [outcomes.get(number, busy) for number in range(len(requests))]


async def read_view(connection: Connection, event_id: UUID, books: Books) -> View:
    """The map as it is now."""
    status = await books.states.read(connection, event_id)
    letters = bytearray(status.letters)
    lines = await books.lines.read(connection, event_id, status.plan_version)
    guests = bytearray(letters)
    for name in await reserved_categories(connection, event_id):
        for at in lines.categories.get(name, ()):
            guests[at] = CLOSED
    return View(lines=lines, staff=letters, guests=guests)


def pick_for(view: View, block: Block, *, is_staff: bool) -> tuple[Chosen, tuple[UUID, ...]]:
    """The seats of a block, and their ids, for who gives them out at once."""
    chosen = pick(view, block, 0, is_staff=is_staff)
    return chosen, ids_of(view, chosen)


def pick(view: View, block: Block, turn: int, *, is_staff: bool) -> Chosen:
    """The seats of one request, taken out of the view.

    Raises:
        Invalid: a seat or table that the plan doesn't have.
        Conflict: there is no such block; says how many are free side by side.
    """
    wanted = wanted_of(view.lines, block)
    if block.whole:
        seats = whole(view.lines, wanted)
        view.take(seats)
        return Chosen(seats=seats)
    letters = narrowed(view, block, is_staff=is_staff)
    found = choose(view.lines, letters, wanted)
    for _ in range(random.randint(0, PASSED_OVER * turn)):  # noqa: S311  (no secret)
        if found is None:
            break
        letters = bytearray(letters)
        for at in found.seats:
            letters[at] = CLOSED
        found = choose(view.lines, letters, wanted) or found
    if found is None:
        most = longest(view.lines, letters, wanted)
        raise Conflict(
            f"There aren't {wanted.places} free seats together. The largest free group has {most}.",
            name="no-block",
            most=most,
        )
    view.take(found.seats)
    return found


def wanted_of(lines: Lines, block: Block) -> Wanted:
    """The request in the plan's terms."""
    near = None
    if isinstance(block.near, UUID):
        near = lines.point_of(block.near)
        if near is None:
            raise invalid("block/near", "This seat isn't part of the event.")
    elif block.near is not None:
        near = block.near.x, block.near.y
    wanted = Wanted(
        places=block.places or 1, near=near, section=block.section, row=block.row,
        table_number=block.table_number, may_split=block.split,
    )  # fmt: skip
    if not any(wanted.admits(run) for run in lines.runs):
        raise invalid("block", "The plan doesn't have this section, row or table.")
    return wanted


def whole(lines: Lines, wanted: Wanted) -> list[int]:
    """Every seat of a row or table."""
    if wanted.row is None and wanted.table_number is None:
        raise invalid("block/whole", "Send the row or table_number you want as a whole.")
    return [at for run in lines.runs if wanted.admits(run) for at in range(run.start, run.end)]


def narrowed(view: View, block: Block, *, is_staff: bool) -> bytearray:
    """What may be chosen from: of one category, where one is asked for."""
    letters = view.letters(is_staff=is_staff)
    if block.category is None:
        return letters
    mine = view.lines.categories.get(block.category)
    if mine is None:
        raise invalid("block/category", "The plan doesn't have this category.")
    closed = bytearray(bytes([CLOSED]) * len(letters))
    for at in mine:
        closed[at] = letters[at]
    return closed


def ids_of(view: View, chosen: Chosen) -> tuple[UUID, ...]:
    """The seats' ids, in the order of their line."""
    return tuple(view.lines.ids[at] for at in chosen.seats)
