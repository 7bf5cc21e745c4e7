"""Whether a party may bring somebody along now, and who of it was brought."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from convite.core.clock import now
from convite.core.problems import Conflict, FieldText, Problem, invalid
from convite.doors.invitations.models import Invitation
from convite.doors.invitations.queries import Party
from convite.doors.plusones.rules import plus_ones_left
from convite.doors.plusones.schemas import PlusOne
from convite.events.event.models import Event
from convite.events.event.schemas import settings_in_force
from convite.room.attendees.queries import Person


def left_now(event: Event, invitation: Invitation, people: int, *, by_guest: bool = True) -> int:
    """How many plus-ones can be brought along now. The team isn't held to the deadline."""
    rule = settings_in_force(None, event.settings)
    moment = now() if by_guest else None
    return plus_ones_left(rule, max_guests=invitation.max_guests, people=people, moment=moment)


def too_many_guests(left: int, named: int) -> Conflict:
    """The problem of a party that brings more guests than it may."""
    if left == 0:
        text = "Your invitation is full, so you can't bring more guests."
        return Conflict(text, name="too-many-guests", left=left).with_text("none")
    if left == 1:
        text = f"You can bring one more guest, not {named}."
        return Conflict(text, name="too-many-guests", left=left).with_text("one", named=named)
    text = f"You can bring {left} more guests, not {named}."
    return Conflict(text, name="too-many-guests", left=left).with_text("some", named=named)


def plus_ones_refusal(
    event: Event, party: Party, plus_ones: Sequence[PlusOne], *, by_guest: bool
) -> Problem | None:
    """Why a party can't bring these people along, or None."""
    if not plus_ones:
        return None
    rule = settings_in_force(None, event.settings)
    if rule.plus_ones == "none":
        text = "Only the people named on the invitation can come to this event."
        return Conflict(text, name="plus-ones-off", left=0)
    until = rule.plus_ones_until
    if by_guest and until is not None and until <= now():
        text = "It's too late to bring someone along. Please contact your host."
        return Conflict(text, name="plus-ones-over", left=0)
    left = left_now(event, party.invitation, len(party.people), by_guest=by_guest)
    if len(plus_ones) > left:
        return too_many_guests(left, len(plus_ones))
    for number, one in enumerate(plus_ones):
        if not one.is_named and rule.plus_ones != "number":
            english = "Write the name of whoever you bring along."
            unnamed = FieldText(name="plus-one.unnamed", english=english)
            return invalid(f"plus_ones.{number}.first_name", unnamed)
    return None


def check_renamed(ids: Mapping[int, UUID], people: Mapping[UUID, Person]) -> None:
    """Rejects new names of people who weren't brought along; `ids` by their place in the reply.

    Raises:
        Invalid: names the first of them.
    """
    for number, key in ids.items():
        if people[key].attendee.plus_one_of is None:
            english = "Only the name of somebody you bring along can be changed here."
            fixed = FieldText(name="plus-one.fixed-name", english=english)
            raise invalid(f"guests.{number}.first_name", fixed)


def unnamed_in(party: Party) -> list[Person]:
    """Those of a party's plus-ones who have no name yet."""
    return [
        one
        for one in party.people
        if one.attendee.plus_one_of is not None and not one.guest.is_listed
    ]


def not_brought_again(plus_ones: Sequence[PlusOne], party: Party) -> list[PlusOne]:
    """Those of the plus-ones whom the party doesn't have, of a form that may have been sent before.

    Of those without a name, as many as it has are taken for the same ones.
    """
    names = {
        (person.guest.first_name, person.guest.last_name)
        for person in party.people
        if person.attendee.plus_one_of is not None
    }
    known = len(unnamed_in(party))
    left = []
    for one in plus_ones:
        if one.is_named:
            left += [] if (one.first_name, one.last_name) in names else [one]
        elif known > 0:
            known -= 1
        else:
            left.append(one)
    return left
