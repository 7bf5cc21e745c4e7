"""Queries of tickets."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Integer, Select, Text, Uuid, bindparam, column, func, select

from convite.core.access import Token
from convite.core.config import settings
from convite.core.db import Connection, Principal, ReadTx, locked
from convite.core.paging import Page, PageQuery, page
from convite.core.prepared import Prepared
from convite.entrance.tickets.models import Ticket
from convite.entrance.tickets.rules import page_path, status_of, text_of
from convite.entrance.tickets.schemas import TicketOut
from convite.people.guests.models import Guest
from convite.plan.seating.models import Seat
from convite.room.attendees.models import Attendee
from convite.room.tickettypes.models import TicketType


@dataclass(frozen=True, kw_only=True)
class TicketOfPerson:
    """A ticket with its owner and their seat."""

    ticket: Ticket
    attendee: Attendee
    guest: Guest
    seat_number: str | None
    #: The name of its type; None if it wasn't ordered.
    type_name: str | None


def tickets_with_people() -> Select[Ticket, Attendee, Guest, str, str]:
    """Tickets with their owners."""
    return (
        select(Ticket, Attendee, Guest, Seat.seat_number, TicketType.name)
        .select_from(Ticket)
        .join(Attendee, Attendee.id == Ticket.attendee_id)
        .join(Guest, Guest.id == Attendee.guest_id)
        .outerjoin(Seat, Seat.attendee_id == Attendee.id)
        .outerjoin(TicketType, TicketType.id == Attendee.ticket_type_id)
        .execution_options(populate_existing=True)
    )


def ticket_of_row(row: Any) -> TicketOfPerson:
    """A row of `tickets_with_people`."""
    return TicketOfPerson(
        ticket=row[0], attendee=row[1], guest=row[2], seat_number=row[3], type_name=row[4]
    )


async def ticket_by_id(tx: ReadTx, ticket_id: UUID) -> TicketOfPerson | None:
    """One ticket."""
    row = (await tx.execute(tickets_with_people().where(Ticket.id == ticket_id))).one_or_none()
    return ticket_of_row(row) if row else None


async def ticket_of(tx: ReadTx, attendee_id: UUID) -> TicketOfPerson | None:
    """Somebody's ticket, revoked or not; None if they were never going."""
    row = (
        await tx.execute(tickets_with_people().where(Ticket.attendee_id == attendee_id))
    ).one_or_none()
    return ticket_of_row(row) if row else None


async def ticket_by_tag(tx: ReadTx, event_id: UUID, tag: str) -> TicketOfPerson | None:
    """The ticket that a tag is bound to."""
    row = (
        await tx.execute(
            tickets_with_people().where(Ticket.event_id == event_id, Ticket.tag_uid == tag)
        )
    ).one_or_none()
    return ticket_of_row(row) if row else None


OF_PARTY = Prepared(
    tickets_with_people()
    .where(Attendee.invitation_id == bindparam("invitation_id"), Ticket.revoked_at.is_(None))
    .order_by(Attendee.created_at, Attendee.id),
    refresh=True,
)


async def tickets_of_party(tx: ReadTx, invitation_id: UUID) -> list[TicketOfPerson]:
    """The valid tickets of a party, in the order its people were named."""
    return [ticket_of_row(row) for row in await OF_PARTY.all(tx, invitation_id=invitation_id)]


TICKETS = Prepared(
    select(Ticket.attendee_id, Ticket.id, Ticket.serial, Ticket.reissue)
    .join(Attendee, Attendee.id == Ticket.attendee_id)
    .where(Attendee.invitation_id == bindparam("invitation_id"), Ticket.revoked_at.is_(None))
)


async def ticket_urls_of_party(tx: ReadTx, invitation_id: UUID) -> dict[UUID, tuple[UUID, str]]:
    """A party's valid tickets and the addresses of their pages, by attendee."""
    rows = await TICKETS.all(tx, invitation_id=invitation_id)
    return {row[0]: (row[1], page_url(row[2], row[1], row[3])) for row in rows}


async def lock_ticket(tx: ReadTx, ticket_id: UUID) -> None:
    """Locks a ticket until the end of the transaction."""
    await tx.execute(locked(select(Ticket.id).where(Ticket.id == ticket_id)))


def page_url(serial: str, ticket_id: UUID, reissue: int) -> str:
    """The address of a ticket's page, with its key."""
    return f"{settings().address}{page_path(settings().secret, serial, ticket_id, reissue)}"


def ticket_out(one: TicketOfPerson, *, with_code: bool) -> TicketOut:
    """A ticket as answered; its QR text only for callers who may see it."""
    ticket, code = one.ticket, None
    if with_code and not ticket.revoked_at:
        code = text_of(settings().secret, ticket.event_id, ticket.id, ticket.reissue)
    return TicketOut(
        id=ticket.id,
        serial=ticket.serial,
        event_id=ticket.event_id,
        attendee_id=ticket.attendee_id,
        name=one.guest.name,
        seat_number=one.seat_number,
        status=status_of(one.attendee.attendance, is_revoked=ticket.revoked_at is not None),
        reissue=ticket.reissue,
        tag_uid=ticket.tag_uid if with_code else None,
        qr=code,
        url=page_url(ticket.serial, ticket.id, ticket.reissue) if code else None,
    )


MINE = func.my_tickets().table_valued(
    column("id", Uuid),
    column("serial", Text),
    column("event_id", Uuid),
    column("attendee_id", Uuid),
    column("reissue", Integer),
    column("revoked_at", DateTime(timezone=True)),
    column("attendance", Text),
    column("created_at", DateTime(timezone=True)),
    column("name", Text),
    column("seat_number", Text),
)


async def my_tickets(tx: ReadTx, token: Token, query: PageQuery) -> Page[TicketOut]:
    """A page of the tickets of the user's own attendees, at anybody's events, newest first.

    An attendee is theirs by the account, or by an e-mail that the account has proven.
    """
    await tx.enter(Principal(organization_id=token.organization_id, user_id=token.user_id))
    by = [MINE.c.created_at, MINE.c.id]
    return await page(tx, select(*MINE.c), query, by, my_ticket, descending=True)


def my_ticket(row: Any) -> TicketOut:
    """A row of `my_tickets`; its QR text too, since it is its owner who asks."""
    code = None
    if row.revoked_at is None:
        code = text_of(settings().secret, row.event_id, row.id, row.reissue)
    return TicketOut(
        id=row.id,
        serial=row.serial,
        event_id=row.event_id,
        attendee_id=row.attendee_id,
        name=row.name,
        seat_number=row.seat_number,
        status=status_of(row.attendance, is_revoked=row.revoked_at is not None),
        reissue=row.reissue,
        qr=code,
        url=page_url(row.serial, row.id, row.reissue) if code else None,
    )


# Includes the organization's other events, so that a ticket shown at the wrong event is told apart.
STANDS = "SELECT id, event_id, reissue, revoked_at FROM tickets WHERE id = ANY ($1)"


async def ticket_states(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, Any]:
    """Event, number and revocation of tickets by id; unknown ones are missing."""
    return {row["id"]: row for row in await connection.fetch(STANDS, ids)}
