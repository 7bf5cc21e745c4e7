"""Checks on a party's rows: which guest is meant, and whether replies are open."""

from collections.abc import Sequence
from uuid import UUID

from convite.core.problems import NotAllowed, NotFound, Problem, invalid
from convite.events.event.models import Event
from convite.room.attendees.queries import Person


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
