"""What a party is called where a list or a card must tell it from others, and how large it can be.

Pure functions.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from convite.core.language import Say
from convite.core.problems import FieldText

#: Names shown for a party whose label names only its first guest.
MAX_NAMES = 3
COUNTED = re.compile(r"(?P<first>.+) \+[0-9]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class PartyGuests:
    """A party's label, and its guests' names in the order in which they were added."""

    id: UUID
    label: str
    names: Sequence[str]
    first_names: Sequence[str]
    #: Whether another party of the event has the same label.
    is_shared: bool


def names_in_full(party: PartyGuests, say: Say) -> str:
    """The label; "Jo Smith +1", made from a party of two, names both as they are now.

    A label that a host has typed stays as it is.
    """
    found = COUNTED.fullmatch(party.label)
    if not found or found["first"] not in party.names:
        return party.label
    names = [found["first"], *(name for name in party.names if name != found["first"])]
    more = len(names) - MAX_NAMES
    listed = ", ".join(names[:MAX_NAMES])
    if more <= 0:
        return listed
    return say("%(names)s and %(more)s more") % {"names": listed, "more": more}


def names_apart(parties: Sequence[PartyGuests], say: Say) -> dict[UUID, str]:
    """A name for each party. Those of one label get first names: "Smith family (Jo, Al)"."""
    named = {}
    for party in parties:
        name = names_in_full(party, say)
        if party.is_shared and name == party.label and party.first_names:
            name = f"{name} ({', '.join(party.first_names[:MAX_NAMES])})"
        named[party.id] = name
    seen: Counter[str] = Counter()
    repeated = {name for name, times in Counter(named.values()).items() if times > 1}
    for party in parties:
        name = named[party.id]
        seen[name] += 1
        if name in repeated and party.is_shared:
            named[party.id] = f"{name} · {seen[name]}"
    return named


def too_many_named(count: int) -> FieldText:
    """What is wrong with a `max_guests` below the number of named guests."""
    english = f"{count} people are named; max_guests counts them too."
    return FieldText(name="invitation.named", english=english, values={"count": count})
