"""What a party's rows say: who is meant, and whether answers are still taken."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from convite.core.clock import now
from convite.core.problems import Conflict, Gone, NotFound, Problem, invalid
from convite.doors.invitations.models import Invitation
from convite.doors.rsvp.rules import deadline_of
from convite.events.event.models import Event
from convite.room.attendees.queries import Person


def closed_for(event: Event, invitation: Invitation | None, *, by_guest: bool) -> Problem | None:
    """Why answers and seats of a party can't be changed now, or None while they can.

    Guests answer while the event is open and until the deadline. The team may do so for them before
    and after, but not on a canceled invitation or event.
    """
    if invitation is not None and invitation.canceled_at is not None:
        return Gone("This invitation has been canceled.", name="canceled")
    if event.status == "canceled" or (by_guest and not event.is_open):
        return Conflict(
            f"The event is {event.status}; replies are closed.",
            name="wrong-state",
            current_status=event.status,
        ).worded("answers")
    closes_at = answers_until(event, invitation) if by_guest else None
    if closes_at is not None and closes_at <= now():
        return Gone("Replies are closed. Please contact your host.", name="deadline-passed")
    return None


def answers_until(event: Event, invitation: Invitation | None) -> datetime | None:
    """When a party's time to answer ends."""
    own = invitation.expires_at if invitation is not None else None
    return deadline_of(own, event.rsvp_deadline, event.ends_at)


def member_of(people: Sequence[Person], key: UUID) -> Person:
    """One of the party, by attendee or guest id.

    Raises:
        NotFound: nobody of it.
    """
    for one in people:
        if key in (one.attendee.id, one.guest.id):
            return one
    raise NotFound("This guest isn't on the invitation.")


def only_or_named(people: Sequence[Person], key: UUID | None, word: str) -> Person:
    """The one the caller means: named by id, or the only one of the party."""
    if key is not None:
        return member_of(people, key)
    if len(people) != 1:
        raise invalid("guest_id", f"This party has {len(people)} guests; say {word}.")
    return people[0]
