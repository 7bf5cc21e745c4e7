"""Writes of ticket types."""

from typing import Any

from convite.core.db import Tx
from convite.core.ids import new_id
from convite.core.log import Actor, record
from convite.core.problems import Conflict, FieldText, NotFound, invalid
from convite.core.shapes import patch
from convite.events.event.models import Event
from convite.events.event.queries import steady_event
from convite.room.tickettypes.facts import TicketTypeAdded, TicketTypeChanged, TicketTypeRemoved
from convite.room.tickettypes.models import TicketType
from convite.room.tickettypes.queries import MAX_TYPES, TypeWithPool, type_by_id, types_of
from convite.room.tickettypes.schemas import TicketTypeFields


def check_sense(kind: TicketType) -> None:
    """Rejects details that contradict each other.

    Raises:
        Invalid: the sale ends before it starts, an add-on admits people or takes a seat, or an online
            ticket takes one.
    """
    if kind.sales_start and kind.sales_end and kind.sales_end <= kind.sales_start:
        english = "The sale ends before it starts."
        raise invalid("sales_end", FieldText(name="ticket.sale-backwards", english=english))
    if kind.is_addon and kind.admits > 1:
        english = "An add-on admits nobody; leave this at 1."
        raise invalid("admits", FieldText(name="ticket.addon-admits", english=english))
    if kind.seat_category and (kind.is_addon or kind.mode == "online"):
        english = "Add-ons and online tickets have no seat; leave the category empty."
        raise invalid("seat_category", FieldText(name="ticket.seatless", english=english))


def stored(values: dict[str, Any]) -> dict[str, Any]:
    """Values as columns keep them: moments in JSON are texts."""
    for step in values.get("price_steps") or ():
        if step.get("until") is not None:
            step["until"] = step["until"].isoformat()
    return values


async def added(tx: Tx, kind: TicketType) -> TypeWithPool:
    """A type that was just written, with the pool that a trigger made."""
    found = await type_by_id(tx, kind.event_id, kind.id)
    if found is None:
        raise NotFound
    return found


async def add_type(tx: Tx, actor: Actor, event: Event, body: TicketTypeFields) -> TypeWithPool:
    """Adds a type of tickets to an event.

    Raises:
        Conflict: the event has too many.
        Invalid: its details contradict each other.
    """
    await steady_event(tx, event.id)
    if len(await types_of(tx, event.id)) >= MAX_TYPES:
        text = f"An event can have at most {MAX_TYPES} types of tickets."
        raise Conflict(text, name="too-many-ticket-types").with_text(most=MAX_TYPES)
    kind = TicketType(
        id=new_id(),
        organization_id=event.organization_id,
        event_id=event.id,
        **stored(body.model_dump()),
    )
    check_sense(kind)
    tx.add(kind)
    await tx.flush()
    await record(tx, actor, TicketTypeAdded.of(kind, type_name=kind.name))
    return await added(tx, kind)


async def change_type(
    tx: Tx, actor: Actor, one: TypeWithPool, values: dict[str, Any]
) -> TypeWithPool:
    """Changes a type; orders that were placed keep their prices.

    Raises:
        Invalid: its details contradict each other.
        Conflict: more are sold than the new quota.
    """
    kind = one.type
    changed = patch(kind, stored(values))
    if changed:
        check_sense(kind)
        await tx.flush()
        await record(tx, actor, TicketTypeChanged.of(kind, type_name=kind.name, changes=changed))
    return await added(tx, kind)


IS_ORDERED = """
SELECT EXISTS (SELECT 1 FROM order_lines WHERE ticket_type_id = $1)
  OR EXISTS (SELECT 1 FROM attendees WHERE ticket_type_id = $1)
"""


async def remove_type(tx: Tx, actor: Actor, one: TypeWithPool) -> None:
    """Removes a type that nobody has ordered.

    Raises:
        Conflict: somebody has; it can be taken off sale.
    """
    await tx.refresh(one.pool, with_for_update=True)  # whoever orders it locks this too
    if await tx.driver.fetchval(IS_ORDERED, one.type.id):
        text = "Tickets of this type were ordered. Take it off sale instead of removing it."
        raise Conflict(text, name="ticket-type-ordered")
    await record(tx, actor, TicketTypeRemoved.of(one.type, type_name=one.type.name))
    await tx.delete(one.type)
    await tx.flush()


async def copy_types(tx: Tx, _: Actor, source: Event, target: Event) -> None:
    """Copies types to a duplicated event, without their dates of sale."""
    for one in await types_of(tx, source.id):
        values = {name: getattr(one.type, name) for name in TicketTypeFields.model_fields}
        values |= {"sales_start": None, "sales_end": None, "price_steps": []}
        tx.add(
            TicketType(
                id=new_id(), organization_id=target.organization_id, event_id=target.id, **values
            )
        )
    await tx.flush()
