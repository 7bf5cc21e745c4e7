"""Writes of answers for parts. The event's pool is locked first, then its parts, then answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from convite.core.db import Tx
from convite.core.problems import Conflict
from convite.events.parts.queries import lock_parts
from convite.room.entitlements.queries import lock_states
from convite.room.entitlements.rules import (
    PartWish,
    decide_parts,
    status_of_parts,
    wanted_states,
)

# In two statements, so that places are given back before others take them.
WRITE = """
UPDATE entitlements e SET state = w.state, updated_at = now()
FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS w (attendee_id, part_id, state)
WHERE e.attendee_id = w.attendee_id AND e.part_id = w.part_id
"""
# Above the part's capacity the database makes this a place on its waitlist.
COME = """
UPDATE entitlements e SET state = 'going', updated_at = now()
FROM unnest($1::uuid[], $2::uuid[]) AS w (attendee_id, part_id)
WHERE e.attendee_id = w.attendee_id AND e.part_id = w.part_id AND e.state = 'pending'
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Settled:
    """What wishes for parts came to."""

    #: The reply to the event of everybody who has parts.
    statuses: Mapping[UUID, str] = field(default_factory=dict)
    #: Their answers by part.
    states: Mapping[UUID, Mapping[str, str]] = field(default_factory=dict)
    #: What they were before.
    former: Mapping[UUID, Mapping[str, str]] = field(default_factory=dict)
    #: People whose answer for a part changed.
    changed: frozenset[UUID] = frozenset()
    #: Whether a place in a part has become free.
    is_free: bool = False


async def settle_parts(tx: Tx, event_id: UUID, wishes: Mapping[UUID, PartWish]) -> Settled:
    """Stores answers for parts, and says what each person's reply to the event is now.

    A yes above a part's capacity is waitlisted. The event's pool is locked by the caller.

    Raises:
        Conflict: somebody isn't invited to a part they answer for.
    """
    pools = await lock_parts(tx, event_id)
    before = await lock_states(tx, list(wishes))
    for person, wish in wishes.items():
        if any((person, part) not in before for part in wish.parts or ()):
            raise Conflict(
                "This guest isn't invited to that part of the event. Reload the page and try again.",
                name="not-invited-to-part",
            )
    rank = {person: number for number, person in enumerate(wishes)}
    ordered = {key: before[key] for key in sorted(before, key=lambda key: rank[key[0]])}
    states = decide_parts(ordered, wanted_states(ordered, wishes), pools)
    moved = [key for key, state in states.items() if state != before[key]]
    for is_coming in (False, True):
        keys = [key for key in moved if (states[key] == "going") is is_coming]
        if keys:
            people, parts = [key[0] for key in keys], [key[1] for key in keys]
            await tx.driver.execute(WRITE, people, parts, [states[key] for key in keys])
    own: dict[UUID, dict[str, str]] = {}
    for (person, part), state in states.items():
        own.setdefault(person, {})[str(part)] = state
    former: dict[UUID, dict[str, str]] = {}
    for (person, part), state in before.items():
        former.setdefault(person, {})[str(part)] = state
    return Settled(
        statuses={person: status_of_parts(found.values()) for person, found in own.items()},
        states=own,
        former=former,
        changed=frozenset(person for person, _ in moved),
        is_free=any(before[key] == "going" for key in moved),
    )


async def come_to_parts(tx: Tx, keys: Sequence[tuple[UUID, UUID]]) -> None:
    """Makes people who hadn't answered for a part, given as (attendee, part), going to it.

    The caller has locked the event's pool and the answers.
    """
    if keys:
        await tx.driver.execute(COME, [key for key, _ in keys], [part for _, part in keys])
