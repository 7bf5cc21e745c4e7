"""How a party is found by its code, and checks on its rows: who is meant, and if replies are open."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, select, true
from sqlalchemy.orm import aliased

from convite.core.db import ReadTx
from convite.core.prepared import Prepared
from convite.core.problems import NotAllowed, NotFound, Problem, invalid
from convite.doors.invitations.models import Invitation
from convite.events.event.models import Event
from convite.events.event.queries import enter_by, event_of_code
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
    row = await enter_by(tx, BY_CODE, link_hash, typed_hash)
    if row is None:
        return None, None
    invitation_id, event, invitation = row
    return (invitation_id, event), invitation


def seats_by_host(event: Event) -> Problem | None:
    """Why guests can't choose seats at this event, or None."""
    if event.seat_selection == "guest":
        return None
    return NotAllowed("Seats at this event are assigned by the host.", name="seats-by-host")


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
