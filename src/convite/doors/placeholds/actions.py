"""Holds places without seats. Locks are taken as by the checkout: the event's pool, then its types'."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from convite.core.database import Database
from convite.core.db import Principal, Tx
from convite.core.hot import Place
from convite.core.log import record
from convite.core.problems import Conflict
from convite.doors.admission.actions import hold_pools
from convite.doors.checkout.actions import closed, stocked_shop
from convite.doors.orders.schemas import OrderLineIn
from convite.doors.placeholds.rules import PlacesRequest
from convite.doors.pricing.rules import Shop, none_left, quote
from convite.events.event.queries import event_by_id
from convite.room.capacity.actions import lock_pool
from convite.room.holds.facts import PlacesHeld
from convite.room.holds.schemas import Hold


async def hold_places(database: Database, place: Place, request: PlacesRequest) -> Hold:
    """Holds places of an event, or of one type of its tickets, for as long as the event holds seats.

    Raises:
        Invalid: the type isn't this event's, or the number is too small or large for it.
        Conflict: it isn't sold now, too few are left, or they are more than one may hold.
    """
    async with database.tx(Principal(organization_id=place.organization_id)) as tx:
        tx.trace.request_id = request.hold.request_id
        return await take(tx, place.event_id, request)


async def take(tx: Tx, event_id: UUID, request: PlacesRequest) -> Hold:
    """The same, in the caller's transaction."""
    hold = request.hold
    if hold.max_seats is not None and request.places > hold.max_seats:
        text = f"You can hold at most {hold.max_seats} seats."
        raise Conflict(text, name="too-many-seats", most=hold.max_seats)
    pool = await lock_pool(tx, event_id)
    event = await event_by_id(tx, event_id)
    if event is None or not event.is_open:
        raise closed(event)
    wanted = wanted_of(await stocked_shop(tx, event, pool, set(), request.places), request)
    until, server_time = await hold_pools(
        tx,
        event,
        hold.key,
        (hold.holder_kind, hold.holder_id),
        wanted,
        timedelta(seconds=hold.seconds),
    )
    fact = PlacesHeld(
        organization_id=event.organization_id,
        object_id=event_id,
        event_id=event_id,
        places=request.places,
        ticket_type_id=request.ticket_type_id,
    )
    await record(tx, hold.actor, fact)
    return Hold(key=hold.key, seats=[], expires_at=until, server_time=server_time)


def wanted_of(shop: Shop, request: PlacesRequest) -> Mapping[UUID, int]:
    """How many places of which (locked) pools are wanted.

    Raises:
        Invalid, Conflict: see `hold_places`.
    """
    if request.ticket_type_id is not None:
        line = OrderLineIn(ticket_type_id=request.ticket_type_id, quantity=request.places)
        return quote(shop, [line], None).places
    left = shop.house.left
    if left is not None and request.places > left:
        raise none_left(max(0, left), None)
    return {shop.house.pool_id: request.places}
