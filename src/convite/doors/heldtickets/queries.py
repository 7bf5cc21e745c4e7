"""Queries of tickets as their holders see them."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import bindparam

from convite.core.access import Token
from convite.core.config import settings
from convite.core.db import Principal, ReadTx
from convite.core.prepared import Prepared
from convite.doors.heldtickets.rules import HeldTicket
from convite.entrance.tickets.models import Ticket
from convite.entrance.tickets.queries import (
    TicketOfPerson,
    page_url,
    ticket_by_id,
    ticket_of_row,
    tickets_with_people,
)
from convite.entrance.tickets.rules import is_link_key, status_of, text_of
from convite.events.event.models import Event
from convite.events.event.queries import event_by_id, place_of
from convite.room.attendees.models import Attendee


def held_ticket(found: TicketOfPerson) -> HeldTicket:
    """A ticket as its holder sees it."""
    ticket, key = found.ticket, settings().secret
    is_revoked = ticket.revoked_at is not None
    return HeldTicket(
        id=ticket.id,
        serial=ticket.serial,
        reissue=ticket.reissue,
        name=found.guest.name,
        seat_number=found.seat_number,
        status=status_of(found.attendee.attendance, is_revoked=is_revoked),
        qr=None if is_revoked else text_of(key, ticket.event_id, ticket.id, ticket.reissue),
        url=page_url(ticket.serial, ticket.id, ticket.reissue),
        type_name=found.type_name or "",
    )


OF_EVENT = Prepared(
    tickets_with_people()
    .where(
        Attendee.event_id == bindparam("event_id"),
        Attendee.status == "going",
        Ticket.revoked_at.is_(None),
    )
    .order_by(Attendee.sort_key, Attendee.id)
    .limit(bindparam("most"))
)


async def tickets_of_event(tx: ReadTx, event_id: UUID, most: int) -> Sequence[TicketOfPerson]:
    """The valid tickets of an event by name, at most so many."""
    return [ticket_of_row(row) for row in await OF_EVENT.all(tx, event_id=event_id, most=most)]


# Served by the index tickets_serial_index.
BY_SERIAL = "SELECT organization_id, event_id, id, reissue FROM tickets_by_serial($1)"


async def ticket_of_link(tx: ReadTx, serial: str, key: str) -> tuple[Event, TicketOfPerson] | None:
    """Enters the event of the ticket with this link and reads both; None for any other key."""
    await tx.enter(Principal())
    for row in await tx.driver.fetch(BY_SERIAL, serial):
        if is_link_key(settings().secret, row["id"], row["reissue"], key):
            await tx.enter(Principal(organization_id=row["organization_id"]))
            event = await event_by_id(tx, row["event_id"])
            found = await ticket_by_id(tx, row["id"])
            return (event, found) if event is not None and found is not None else None
    return None


IS_MINE = "SELECT EXISTS (SELECT FROM my_tickets() WHERE id = $1)"


async def own_ticket(
    tx: ReadTx, token: Token, ticket_id: UUID
) -> tuple[Event, TicketOfPerson] | None:
    """Enters the event of a ticket that is the user's own and reads both; None if it isn't theirs."""
    await tx.enter(Principal(organization_id=token.organization_id, user_id=token.user_id))
    if not await tx.driver.fetchval(IS_MINE, ticket_id):
        return None
    place = await place_of(tx, "ticket", ticket_id)
    if place is None:
        return None
    await tx.enter(Principal(organization_id=place.organization_id, user_id=token.user_id))
    event = await event_by_id(tx, place.event_id)
    found = await ticket_by_id(tx, ticket_id)
    return (event, found) if event is not None and found is not None else None
