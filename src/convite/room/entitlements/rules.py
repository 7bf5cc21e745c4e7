"""Who gets a place in which part, and what that makes of their reply to the event. Pure functions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from convite.room.capacity.rules import Pool, places_to_take

#: A person and a part.
Key = tuple[UUID, UUID]


class PartWish(Protocol):
    """One person's wish: a status for everything, or for the parts that are named."""

    @property
    def status(self) -> str:
        """What counts for all their parts, unless parts are named."""

    @property
    def parts(self) -> Mapping[UUID, str] | None:
        """By part; those that aren't named keep their answers. None: the status counts for all."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """Somebody who waits for a part that has places again."""

    attendee_id: UUID
    part_id: UUID
    #: Their reply to the event.
    status: str
    #: Places left in the part; None if it has no limit.
    room: int | None


def wanted_states(before: Mapping[Key, str], wishes: Mapping[UUID, PartWish]) -> dict[Key, str]:
    """What people want of each of their parts; whoever waits for a place still wants it.

    A yes to the event is none to a part that somebody has declined while another is open or accepted: they
    said which they don't come to.
    """
    not_out = {person for (person, _), state in before.items() if state != "declined"}
    wanted: dict[Key, str] = {}
    for (person, part), state in before.items():
        wish = wishes[person]
        kept = "going" if state == "waitlisted" else state
        if wish.parts is not None:
            to = wish.parts.get(part, kept)
        elif wish.status == "going" and state == "declined" and person in not_out:
            to = kept
        else:
            to = wish.status
        wanted[person, part] = "going" if to == "waitlisted" else to
    return wanted


def decide_parts(
    before: Mapping[Key, str], wanted: Mapping[Key, str], pools: Sequence[Pool]
) -> dict[Key, str]:
    """The state that each person gets of each part, by the parts' (locked) pools.

    Places of people who no longer come go to those who now do, in the order of `wanted`; the others
    are waitlisted.
    """
    states = dict(wanted)
    for pool in pools:
        keys = [key for key in wanted if key[1] == pool.id]
        leaving = [key for key in keys if before[key] == "going" and wanted[key] != "going"]
        coming = [key for key in keys if before[key] != "going" and wanted[key] == "going"]
        places = places_to_take(pool, returned=len(leaving), wanted=len(coming))
        states |= dict.fromkeys(coming[max(places, 0) :], "waitlisted")
    return states


def status_of_parts(states: Iterable[str]) -> str:
    """The reply to the event that answers to its parts amount to: going to any part is going."""
    found = set(states)
    for status in ("going", "waitlisted", "pending"):
        if status in found:
            return status
    return "declined"


def who_moves_up(waiting: Iterable[Waiting], event_room: int | None) -> dict[UUID, dict[UUID, str]]:
    """The people who get a place, with the parts they get it in; `waiting` is in their order.

    Whoever waits for the event itself as well needs one of its places (None: it has no limit).
    """
    left: dict[UUID, int | None] = {}
    moving: dict[UUID, dict[UUID, str]] = {}
    for one in waiting:
        room = left.setdefault(one.part_id, one.room)
        is_new = one.status != "going" and one.attendee_id not in moving
        if room == 0 or (is_new and event_room is not None and event_room <= 0):
            continue
        left[one.part_id] = None if room is None else room - 1
        if is_new and event_room is not None:
            event_room -= 1
        moving.setdefault(one.attendee_id, {})[one.part_id] = "going"
    return moving
