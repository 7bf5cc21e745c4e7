"""Which people a scan means. Pure functions."""

from collections.abc import Sequence
from uuid import UUID


def choose_guests(
    people: Sequence[tuple[UUID, str]], *, named: Sequence[UUID] | None, everybody: bool
) -> list[UUID] | None:
    """The people of a party, given as (id, status), that a scan checks in; None if it has to ask.

    These are the people it names, everybody who may still come, or the only one there is.
    """
    if named is not None:
        known = {key for key, _ in people}
        return [key for key in named if key in known]
    if everybody:
        return [key for key, status in people if status in ("going", "pending")]
    if len(people) == 1:
        return [people[0][0]]
    return None
