"""Which guests get a party of their own."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal
from uuid import UUID

from convite.room.attendees.queries import Person

#: New parties for guests: each one their own, or one for all of them.
NewParty = Literal["own", "together"]


def own_groups(
    people: Sequence[Person], parties: Mapping[UUID, Sequence[Person]]
) -> list[list[UUID]]:
    """Who is moved to which new party if each of these people gets their own; plus-ones stay with theirs.

    `parties` has everybody in the parties that they are in. Whoever would be the first to leave a party
    in which nobody is left keeps it, and its link.
    """
    chosen = {one.attendee.id for one in people}
    groups: dict[UUID, list[UUID]] = {}
    for person in people:
        host = person.attendee.plus_one_of
        key = host if host is not None and host in chosen else person.attendee.id
        groups.setdefault(key, []).append(person.attendee.id)
    for party in parties.values():
        if is_covered(party, chosen):
            first = next(one for one in party if one.attendee.id in groups)
            del groups[first.attendee.id]
    return list(groups.values())


def is_whole_party(people: Sequence[Person], parties: Mapping[UUID, Sequence[Person]]) -> bool:
    """Whether these people are one party already, with nobody else in it."""
    chosen = {one.attendee.id for one in people}
    key, *others = {one.attendee.invitation_id for one in people}
    return key is not None and not others and is_covered(parties[key], chosen)


def is_covered(party: Iterable[Person], chosen: Collection[UUID]) -> bool:
    """Whether everybody in a party is among the chosen."""
    return all(one.attendee.id in chosen for one in party)
