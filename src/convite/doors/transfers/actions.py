"""Writes of transfers.

Locks in the order of whoever moves guests between parties: the event's pool, the invitation, the
attendee, the ticket. A scan that waited for the attendee finds its version changed and is judged again.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import func, update

from convite.core.clock import now
from convite.core.db import Tx
from convite.core.log import Actor, record
from convite.core.problems import Conflict
from convite.core.search import email_key
from convite.core.shapes import patch
from convite.doors.invitations.models import Invitation
from convite.doors.invitations.queries import country_of, lock_invitations
from convite.doors.orders.models import OrderLine
from convite.doors.parties.actions import move_to_party
from convite.doors.transfers.facts import TicketTransferred
from convite.doors.transfers.rules import transfer_end
from convite.doors.transfers.schemas import TransferBody
from convite.entrance.tickets.actions import check_reissuable, ticket_revoked
from convite.entrance.tickets.models import Ticket
from convite.entrance.tickets.queries import TicketOfPerson, lock_ticket
from convite.events.event.models import Event
from convite.events.event.schemas import settings_in_force
from convite.people.guests.actions import add_guest, change_guest
from convite.people.guests.models import Guest
from convite.people.guests.queries import guest_by_email, guest_by_id
from convite.people.guests.rules import split_name
from convite.people.guests.schemas import GuestFields
from convite.room.attendees.actions import record_update
from convite.room.attendees.models import Attendee
from convite.room.attendees.queries import attendee_on, lock_attendees
from convite.room.capacity.actions import lock_pool


def transfer_refusal(event: Event) -> Conflict | None:
    """Why no holder can pass their ticket on, or None."""
    rule = settings_in_force(None, event.settings)
    if not rule.tickets_transferable:
        text = "Tickets for this event can't be passed on. Ask your host."
        return Conflict(text, name="not-transferable")
    end = transfer_end(rule.transfer_until, event.starts_at)
    if event.status != "published" or (end is not None and end <= now()):
        text = "Tickets can no longer be passed on. Ask your host."
        return Conflict(text, name="transfer-closed")
    return None


async def transfer(
    tx: Tx, actor: Actor, event: Event, found: TicketOfPerson, body: TransferBody
) -> bool:
    """Passes a ticket on to another person; True if it was, False if only the holder's name changed.

    The new holder is the guest with this e-mail in the address book, under the name that stands there,
    or a new one. They get a party of their own, so that the former one's link opens nothing of theirs;
    answers and files stay behind. With the holder's own e-mail only their name changes, and the code
    stays, since the same person has it.

    Raises:
        Conflict: the ticket is revoked or was used, it is theirs already, or the person is on the event.
    """
    await lock_pool(tx, event.id)
    source_id = found.attendee.invitation_id
    if source_id is not None:
        await lock_invitations(tx, event.id, [source_id])
    attendee = (await lock_attendees(tx, [found.attendee.id]))[found.attendee.id]
    await lock_ticket(tx, found.ticket.id)
    ticket = found.ticket
    await tx.refresh(ticket)
    holder = await guest_by_id(tx, attendee.guest_id)
    if holder is None or attendee.invitation_id != source_id or holder.id != found.guest.id:
        raise Conflict("This ticket has just been passed on.", name="just-transferred")
    check_unused(ticket, attendee)
    if holder.email_key == email_key(body.email):
        await rename(tx, actor, event, holder, attendee, body.name)
        return False
    check_reissuable(ticket)
    taker = await new_holder(tx, actor, event, body)
    await hand_on(tx, actor, attendee, taker)
    target = await move_to_party(tx, actor, event, [attendee.id], None)
    await cut_off(tx, target)
    ticket.reissue += 1
    ticket.tag_uid = None
    await tx.flush()
    await mark_passed_on(tx, attendee.id)
    fact = TicketTransferred(
        organization_id=event.organization_id,
        object_id=attendee.id,
        event_id=event.id,
        ticket_id=ticket.id,
        attendee_id=attendee.id,
        former_guest_id=holder.id,
        guest_id=taker.id,
        former_invitation_id=source_id,
        invitation_id=target.id,
        reissue=ticket.reissue,
        changes={"reissue": (ticket.reissue - 1, ticket.reissue)},
    )
    await record(tx, actor, fact)
    return True


async def mark_passed_on(tx: Tx, attendee_id: UUID) -> None:
    """Hides an ordered ticket from its buyer, who would read the new code with the order's secret."""
    await tx.execute(
        update(OrderLine)
        .where(OrderLine.attendee_id == attendee_id, OrderLine.canceled_at.is_(None))
        .values(transferred_at=func.now())
        .execution_options(synchronize_session=False)
    )


def check_unused(ticket: Ticket, attendee: Attendee) -> None:
    """Rejects a ticket that lets nobody in, or has let somebody in.

    Raises:
        Conflict: it is one.
    """
    if ticket.revoked_at is not None or attendee.status != "going":
        raise ticket_revoked()
    if attendee.attendance != "not_checked_in":
        text = "This ticket was used at the entrance, so it can't be passed on."
        raise Conflict(text, name="ticket-used")


async def rename(
    tx: Tx, actor: Actor, event: Event, holder: Guest, attendee: Attendee, name: str
) -> None:
    """Changes the name on a ticket.

    Raises:
        Conflict: it is that already.
    """
    first, last = split_name(name)
    if (holder.first_name, holder.last_name or "") == (first, last):
        raise Conflict("This ticket is yours already.", name="own-ticket")
    values = {"first_name": first, "last_name": last}
    await change_guest(tx, actor, holder, values, country=await country_of(tx, event))
    await record_update(tx, actor, attendee)


async def new_holder(tx: Tx, actor: Actor, event: Event, body: TransferBody) -> Guest:
    """The guest with this e-mail, or a new one.

    Raises:
        Conflict: they are on the event's list. Nothing of what is known of them is told.
    """
    taker = await guest_by_email(tx, event.organization_id, body.email)
    if taker is None:
        fields = GuestFields.model_validate({"name": body.name, "email": body.email})
        return await add_guest(
            *(tx, actor, fields),
            organization_id=event.organization_id,
            country=await country_of(tx, event),
        )
    if await attendee_on(tx, event.id, taker.id) is not None:
        text = "The person with this e-mail is already coming or invited."
        raise Conflict(text, name="already-invited")
    return taker


async def hand_on(tx: Tx, actor: Actor, attendee: Attendee, taker: Guest) -> None:
    """Makes another guest of an attendee. What the former one said of themselves is theirs alone."""
    values: dict[str, Any] = {
        "guest_id": taker.id,
        "user_id": taker.user_id,
        "sort_key": taker.sort_key,
        "plus_one_of": None,
        "answers": {},
        "notes": "",
    }
    changes = patch(attendee, values)
    # whom the former holder brought stays in their party
    await tx.execute(
        update(Attendee)
        .where(Attendee.plus_one_of == attendee.id)
        .values(plus_one_of=None)
        .execution_options(synchronize_session=False)
    )
    await tx.flush()
    await record_update(tx, actor, attendee, {"guest_id": changes["guest_id"]})


async def cut_off(tx: Tx, target: Invitation) -> None:
    """Keeps links of parties that nobody is left in from opening the new holder's invitation."""
    await tx.execute(
        update(Invitation)
        .where(Invitation.replaced_by == target.id)
        .values(replaced_by=None)
        .execution_options(synchronize_session=False)
    )
