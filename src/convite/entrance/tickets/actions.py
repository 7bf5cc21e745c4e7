"""Writes of tickets: reissuing them, and binding tags to them."""

from convite.core.db import Tx
from convite.core.log import Actor, record
from convite.core.problems import Conflict, NotFound
from convite.entrance.tickets.facts import TagBound, TicketReissued
from convite.entrance.tickets.models import Ticket
from convite.entrance.tickets.queries import (
    TicketOfPerson,
    lock_ticket,
    ticket_by_id,
    ticket_by_tag,
    ticket_of,
)
from convite.entrance.tickets.rules import MAX_REISSUES
from convite.events.event.models import Event
from convite.room.attendees.models import Attendee


async def reissue(tx: Tx, actor: Actor, event: Event, ticket: Ticket) -> TicketOfPerson:
    """Reissues a ticket; its former QR code is no longer valid.

    Raises:
        Conflict: it is revoked, since its owner isn't coming, or was reissued too often.
    """
    await lock_ticket(tx, ticket.id)
    await tx.refresh(ticket)
    check_reissuable(ticket)
    ticket.reissue += 1
    found = await ticket_by_id_or_fail(tx, ticket)
    fact = TicketReissued(
        organization_id=event.organization_id,
        object_id=ticket.attendee_id,
        event_id=event.id,
        ticket_id=ticket.id,
        attendee_id=ticket.attendee_id,
        invitation_id=found.attendee.invitation_id,
        reissue=ticket.reissue,
        changes={"reissue": (ticket.reissue - 1, ticket.reissue)},
    )
    await record(tx, actor, fact)
    return found


def check_reissuable(ticket: Ticket) -> None:
    """Rejects a ticket that can't get another code.

    Raises:
        Conflict: it is revoked, or was reissued too often.
    """
    if ticket.revoked_at is not None:
        raise ticket_revoked()
    if ticket.reissue >= MAX_REISSUES:
        raise Conflict("This ticket has been reissued too many times.", name="too-many-reissues")


def ticket_revoked() -> Conflict:
    """The refusal of a ticket whose owner isn't coming."""
    text = "This guest is no longer coming, so they have no ticket."
    return Conflict(text, name="ticket-revoked")


async def ticket_by_id_or_fail(tx: Tx, ticket: Ticket) -> TicketOfPerson:
    """The ticket with its owner, after a change."""
    await tx.flush()
    found = await ticket_by_id(tx, ticket.id)
    if found is None:
        raise NotFound
    return found


def tag_taken(other: TicketOfPerson) -> Conflict:
    """The refusal of a tag that is bound to another ticket."""
    name = other.guest.name
    return Conflict(
        f"This tag belongs to {name}. Use another tag, or remove it from their ticket first.",
        name="tag-taken",
    ).with_text("owner", name=name)


FREE_TAG = """
UPDATE tickets SET tag_uid = NULL, updated_at = now()
WHERE event_id = $1 AND tag_uid = $2 AND revoked_at IS NOT NULL
"""


async def bind_tag(
    tx: Tx, actor: Actor, event: Event, person: Attendee, tag: str | None
) -> TicketOfPerson:
    """Binds a tag to somebody's ticket, so that scanning either is the same; None removes it.

    Raises:
        Conflict: they aren't coming, or the tag is bound to somebody else.
    """
    found = await ticket_of(tx, person.id)
    if found is None or found.ticket.revoked_at is not None:
        raise Conflict("Tags can only be assigned to guests who are coming.", name="ticket-revoked")
    ticket = found.ticket
    await lock_ticket(tx, ticket.id)
    if tag is not None:
        await tx.driver.execute(FREE_TAG, event.id, tag)
        other = await ticket_by_tag(tx, event.id, tag)
        if other is not None and other.ticket.id != ticket.id:
            raise tag_taken(other)
    if ticket.tag_uid == tag:
        return found
    ticket.tag_uid = tag
    found = await ticket_by_id_or_fail(tx, ticket)
    fact = TagBound(
        organization_id=event.organization_id,
        object_id=ticket.attendee_id,
        event_id=event.id,
        ticket_id=ticket.id,
        attendee_id=ticket.attendee_id,
        tag_uid=tag,
    )
    await record(tx, actor, fact)
    return found
