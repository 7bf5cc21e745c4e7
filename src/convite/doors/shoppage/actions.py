"""Writes of the page: seats held for whoever didn't choose them on the map."""

from dataclasses import dataclass, replace
from uuid import UUID

from convite.core.database import Database
from convite.core.db import Principal
from convite.core.ids import new_id
from convite.core.log import SYSTEM, Actor
from convite.core.problems import Problem
from convite.doors.orderseats.queries import holds_of_buyer
from convite.doors.shoppage.queries import Offered, Shopping
from convite.doors.shoppage.rules import Cart
from convite.room.blocks.actions import BlockRequest, hold_blocks
from convite.room.blocks.queries import MapCaches
from convite.room.holds.actions import end_hold
from convite.room.holds.queries import SeatsTaken, seats_taken_problem
from convite.room.holds.rules import HoldRequest, anonymous_holder
from convite.room.holds.schemas import Block, Hold


@dataclass(frozen=True, kw_only=True)
class Room:
    """Where seats are held: the database, and the maps that the process knows."""

    database: Database
    caches: MapCaches
    shown: Shopping


async def hold_missing(room: Room, cart: Cart) -> tuple[Cart, Cart]:
    """Holds the best free seats for everybody in the cart who has none, of each type together.

    Returns the cart with them, and what was held for it alone.

    Raises:
        Conflict: so many aren't free.
    """
    full, fresh = cart, replace(cart, seats={})
    for offer in room.shown.offers:
        key = str(offer.type.id)
        number = cart.quantities.get(key, 0) * offer.type.admits
        missing = number - len(cart.seats.get(key, []))
        if not offer.takes_seats or missing <= 0:
            continue
        hold_key, seats = await hold_some(room, full, offer, missing)
        texts = {**full.texts, "hold_key": str(hold_key)}
        full = replace(
            full, texts=texts, seats={**full.seats, key: [*full.seats.get(key, []), *seats]}
        )
        fresh = replace(fresh, texts=texts, seats={**fresh.seats, key: seats})
    return full, fresh


async def hold_some(room: Room, cart: Cart, offer: Offered, places: int) -> tuple[UUID, list[UUID]]:
    """Holds so many seats for a type: adjacent ones if there are, else one by one."""
    first = cart.hold_key or new_id()
    line = next(
        (one for one in offer.lines if one.value == cart.lines.get(str(offer.type.id))), None
    )
    block = Block(
        places=places,
        category=offer.type.seat_category,
        section=line.section if line else None,
        row=line.row if line else None,
        table_number=line.table_number if line else None,
    )
    try:
        held = await hold_block(room, first, block)
        return first, [seat.id for seat in held.seats]
    except Problem as problem:
        if problem.kind != "no-block" or places == 1:
            raise
    single = Block(places=1, category=offer.type.seat_category)
    seats: list[UUID] = []
    for _ in range(places):
        held = await hold_block(room, first, single)
        seats += [seat.id for seat in held.seats]
    return first, seats


async def hold_block(room: Room, first: UUID, block: Block) -> Hold:
    """Holds one block for the buyer with this key."""
    event, database, holder = room.shown.event, room.database, anonymous_holder(first)
    request = HoldRequest(
        key=new_id(),
        actor=Actor(kind="guest", id=holder, via="order"),
        holder_kind="anonymous",
        holder_id=holder,
        seat_ids=(),
        seconds=event.hold_seconds,
        max_seats=None,
        is_staff=False,
    )
    wanted = [BlockRequest(block=block, hold=request)]
    [outcome] = await hold_blocks(database, event.organization_id, event.id, room.caches, wanted)
    database.wake({event.id})
    if isinstance(outcome, SeatsTaken):
        async with database.desk(event.organization_id) as connection:
            raise await seats_taken_problem(connection, event.id, outcome)
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


async def release(room: Room, key: UUID) -> None:
    """Frees all seats of the buyer with this key, who has no use for them."""
    event = room.shown.event
    async with room.database.tx(Principal(organization_id=event.organization_id)) as tx:
        for one in await holds_of_buyer(tx, event.id, key):
            await end_hold(tx, SYSTEM, one, reason="released")
