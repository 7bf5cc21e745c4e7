"""Writes of what is noted about an event's people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from convite.core.db import Tx
from convite.core.log import Actor, Fact, record_many
from convite.core.shapes import patch
from convite.people.guests.actions import changed_fact
from convite.room.attendees.actions import record_update
from convite.room.attendees.facts import AttendeeUpdated
from convite.room.attendees.models import Attendee
from convite.room.attendees.queries import Person


async def change_attendee(
    tx: Tx, actor: Actor, attendee: Attendee, values: dict[str, Any]
) -> Attendee:
    """Changes what is noted about an attendee (side, notes)."""
    changed = patch(attendee, values)
    if changed:
        await record_update(tx, actor, attendee, changed)
        await tx.refresh(attendee)
    return attendee


@dataclass(frozen=True, kw_only=True)
class Details:
    """What can be noted about many people at once: on the event, and in their address book."""

    side: str
    tags: Sequence[str]
    is_child: bool


async def change_details(
    tx: Tx, actor: Actor, people: Sequence[Person], wanted: Mapping[UUID, Details]
) -> None:
    """Changes what is noted about many people, by the ids of their attendees; one fact for each row."""
    facts: list[Fact] = []
    for person in people:
        attendee, guest = person.attendee, person.guest
        details = wanted[attendee.id]
        of_guest = patch(guest, {"tags": list(details.tags), "is_child": details.is_child})
        changes = patch(attendee, {"side": details.side})
        if of_guest:
            facts.append(changed_fact(guest, of_guest))
        if of_guest or changes:
            place = {"invitation_id": attendee.invitation_id, "name": guest.name}
            facts.append(AttendeeUpdated.of(attendee, **place, changes=changes))
    if facts:
        await record_many(tx, actor, facts)
