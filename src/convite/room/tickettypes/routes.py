"""HTTP routes of ticket types."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from convite.core.idempotency import KeyedRoute
from convite.core.paging import Page
from convite.core.problems import NotFound
from convite.core.request import Read, Write
from convite.core.shapes import check_version
from convite.events.event.policy import EventAccess, event_access
from convite.room.tickettypes import actions
from convite.room.tickettypes.queries import (
    TypeWithPool,
    type_by_id,
    type_out,
    types_of,
    types_out,
)
from convite.room.tickettypes.schemas import TicketTypeFields, TicketTypeOut, TicketTypeUpdate

router = APIRouter(
    prefix="/api/events/{event_id}/ticket-types", tags=["Tickets"], route_class=KeyedRoute
)

View = Annotated[EventAccess, Depends(event_access("view_event"))]
Edit = Annotated[EventAccess, Depends(event_access("edit_event"))]


async def type_of_event(tx: Read, access: EventAccess, key: UUID) -> TypeWithPool:
    """The type; 404 if it isn't the event's."""
    found = await type_by_id(tx, access.event.id, key)
    if found is None:
        raise NotFound
    return found


@router.get("")
async def ticket_types(access: View, tx: Read) -> Page[TicketTypeOut]:
    """The event's types of tickets, in the order in which they are offered (at most a hundred)."""
    return Page(items=types_out(await types_of(tx, access.event.id)))


@router.post("", status_code=201)
async def add_ticket_type(body: TicketTypeFields, access: Edit, tx: Write) -> TicketTypeOut:
    """Adds a type of tickets to the event."""
    return type_out(await actions.add_type(tx, access.actor, access.event, body))


@router.get("/{ticket_type_id}")
async def ticket_type(ticket_type_id: UUID, access: View, tx: Read) -> TicketTypeOut:
    """One type of tickets."""
    return type_out(await type_of_event(tx, access, ticket_type_id))


@router.put("/{ticket_type_id}", operation_id="put_ticket_type")
@router.patch("/{ticket_type_id}", operation_id="patch_ticket_type")
async def change_ticket_type(
    ticket_type_id: UUID, body: TicketTypeUpdate, access: Edit, tx: Write
) -> TicketTypeOut:
    """Changes the fields sent; orders that were placed keep their prices."""
    one = await type_of_event(tx, access, ticket_type_id)
    values = body.sent()
    check_version(one.type, values.pop("version", None), type_out(one).model_dump(mode="json"))
    return type_out(await actions.change_type(tx, access.actor, one, values))


@router.delete("/{ticket_type_id}", status_code=204)
async def remove_ticket_type(ticket_type_id: UUID, access: Edit, tx: Write) -> None:
    """Removes a type that nobody has ordered."""
    await actions.remove_type(tx, access.actor, await type_of_event(tx, access, ticket_type_id))
