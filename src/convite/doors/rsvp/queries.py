"""How a party is found by its code, and checks on its rows: who is meant, and if replies are open."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select, true
from sqlalchemy.orm import aliased

from convite.core.clock import now
from convite.core.db import ReadTx
from convite.core.prepared import Prepared
from convite.core.problems import Conflict, Gone, NotAllowed, NotFound, Problem, invalid
from convite.doors.invitations.models import Invitation
from convite.doors.rsvp.rules import deadline_of
from convite.events.event.models import Event
from convite.events.event.queries import event_of_code, remember_entry
from convite.room.attendees.queries import Person


def invitation_of_code() -> Select[UUID, Event, Invitation]:
    """Enters an invitation by its code, then reads its event and itself; see `event_of_code`."""
    statement = event_of_code()
    found_id = statement.selected_columns.invitation_id
    own = select(Invitation).where(Invitation.id == found_id).offset(0).lateral()
    invitation = aliased(Invitation, own)
    return statement.add_columns(invitation).outerjoin(invitation, true())


BY_CODE = Prepared(invitation_of_code())


async def enter_with_invitation(
    tx: ReadTx, link_hash: bytes, typed_hash: bytes
) -> tuple[tuple[UUID, Event | None] | None, Invitation | None]:
    """Opens the transaction for the invitation with this code, as `enter_code` does, and reads it."""
    row = await BY_CODE.first(tx, link_hash=link_hash, typed_hash=typed_hash)
    if row is None:
        return None, None
    invitation_id, event, invitation = row
    remember_entry(tx, invitation_id, event)
    return (invitation_id, event), invitation


def closed_for(event: Event, invitation: Invitation | None, *, by_guest: bool) -> Problem | None:
    """Why replies and seats of a party can't be changed now, or None.

    Guests can reply while the event is open and until the deadline. The team can reply for them
    before and after, but not for a canceled invitation or event.
    """
    if invitation is not None and invitation.canceled_at is not None:
        return Gone("This invitation has been canceled.", name="canceled")
    if event.status == "canceled" or (by_guest and not event.is_open):
        return Conflict(
            f"The event is {event.status}; replies are closed.",
            name="wrong-state",
            current_status=event.status,
        ).with_text("answers")
    closes_at = reply_deadline(event, invitation) if by_guest else None
    if closes_at is not None and closes_at <= now():
        return Gone("Replies are closed. Please contact your host.", name="deadline-passed")
    return None


def seats_by_host(event: Event) -> Problem | None:
    """Why guests can't choose seats at this event, or None."""
    if event.seat_selection == "guest":
        return None
    return NotAllowed("Seats at this event are assigned by the host.", name="seats-by-host")


def reply_deadline(event: Event, invitation: Invitation | None) -> datetime | None:
    """A party's reply deadline."""
    own = invitation.expires_at if invitation is not None else None
    return deadline_of(own, event.rsvp_deadline, event.ends_at)


def member_of(people: Sequence[Person], key: UUID) -> Person:
    """A guest of the party, by attendee or guest id.

    Raises:
        NotFound: the guest isn't in the party.
    """
    for person in people:
        if key in (person.attendee.id, person.guest.id):
            return person
    raise NotFound("This guest isn't on the invitation.")


def named_or_only_guest(people: Sequence[Person], key: UUID | None, word: str) -> Person:
    """The guest with the id, or without an id the only guest of the party.

    Raises:
        NotFound: the guest isn't in the party.
        Invalid: no id is given, and the party has several guests or none.
    """
    if key is not None:
        return member_of(people, key)
    if len(people) != 1:
        raise invalid("guest_id", f"This party has {len(people)} guests; say {word}.")
    return people[0]
