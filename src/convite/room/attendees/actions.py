"""Writes of attendees: adding, answering, seating, moving and removing.

Locks are always taken in the same order: the event's pool, then seats by id, then attendees by id.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update

from convite.core.db import Tx, locked
from convite.core.ids import new_id
from convite.core.log import Actor, record, record_many
from convite.core.machine import move_many
from convite.core.problems import Conflict, NotFound
from convite.core.shapes import patch
from convite.events.event.actions import check_not_canceled
from convite.events.event.models import Event
from convite.people.guests.models import Guest
from convite.people.guests.queries import guests_by_ids
from convite.plan.seating.facts import SeatLeft
from convite.plan.seating.models import Seat
from convite.plan.seating.queries import states_when_vacant
from convite.room.attendees.facts import (
    AttendeeAdded,
    AttendeeUpdated,
    GuestResponded,
)
from convite.room.attendees.models import Attendee
from convite.room.attendees.queries import attendee_ids_of, attendee_on, lock_attendees
from convite.room.attendees.rules import INVITATION_STATUSES
from convite.room.capacity.actions import exchange_places, lock_pool, release_places


@dataclass(frozen=True, kw_only=True)
class NewAttendee:
    """How a guest joins the list, and what is noted about them."""

    door: str = "invitation"
    invitation_id: UUID | None = None
    plus_one_of: UUID | None = None
    side: str = ""
    notes: str = ""


async def add_attendee(
    tx: Tx, actor: Actor, event: Event, guest: Guest, details: NewAttendee
) -> Attendee:
    """Adds a guest to the event's list with status `pending`.

    Raises:
        Conflict: the guest is already on the list; carries the `id`.
    """
    present = await attendee_on(tx, event.id, guest.id)
    if present is not None:
        raise Conflict(
            f"{guest.name} is already on this event's list.",
            name="already-on-event",
            id=str(present.id),
            invitation_id=str(present.invitation_id) if present.invitation_id else None,
        )
    attendee = Attendee(
        id=new_id(),
        organization_id=event.organization_id,
        event_id=event.id,
        guest_id=guest.id,
        user_id=guest.user_id,
        door=details.door,
        invitation_id=details.invitation_id,
        plus_one_of=details.plus_one_of,
        side=details.side,
        notes=details.notes,
        added_by=actor.id if actor.kind == "user" else None,
        sort_key=guest.sort_key,
    )
    tx.add(attendee)
    await tx.flush()
    fact = AttendeeAdded.of(
        attendee,
        guest_id=guest.id,
        invitation_id=details.invitation_id,
        name=guest.name,
        status="pending",
    )
    await record(tx, actor, fact)
    return attendee


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One person's reply: whether they come, and answers to questions (None keeps the old ones)."""

    status: str
    answers: Mapping[str, Any] | None = None


async def answer(
    tx: Tx, actor: Actor, event: Event, replies: Mapping[UUID, Reply]
) -> dict[UUID, Attendee]:
    """Records the replies of several people at once.

    Accepting beyond capacity puts people on the waitlist. People who no longer come give up their
    place and seat in the same transaction. Locks the pool, then seats, then attendees.

    Raises:
        NotFound: someone isn't on the list.
        Conflict: the event was canceled.
    """
    check_not_canceled(event)
    pool = await lock_pool(tx, event.id)
    seats = await lock_seats_of(tx, list(replies))
    attendees = await lock_attendees(tx, list(replies))
    if len(attendees) < len(replies) or any(a.status == "canceled" for a in attendees.values()):
        raise NotFound("One of these guests is no longer on the list.")
    before = {key: attendee.status for key, attendee in attendees.items()}
    leaving = [
        key for key in attendees if before[key] == "going" and replies[key].status != "going"
    ]
    coming = [
        key for key, reply in replies.items() if reply.status == "going" and before[key] != "going"
    ]
    places = await exchange_places(tx, pool, returned=len(leaving), wanted=len(coming))
    targets = {key: reply.status for key, reply in replies.items()}
    targets.update(dict.fromkeys(coming[places:], "waitlisted"))
    answered = await store_answers(tx, attendees, replies)
    await set_statuses(tx, attendees, targets)
    gone = [key for key in replies if targets[key] != "going"]
    await free_seats(
        tx, actor, [s for s in seats if s.attendee_id in gone], attendees, reason="not coming"
    )
    attendees = await lock_attendees(tx, list(replies))  # reload
    changed = [key for key in replies if before[key] != attendees[key].status or key in answered]
    await record_answers(tx, actor, {key: attendees[key] for key in changed}, before)
    return attendees


async def store_answers(
    tx: Tx, attendees: Mapping[UUID, Attendee], replies: Mapping[UUID, Reply]
) -> set[UUID]:
    """Stores answers to questions and the reply time. Returns the ids whose answers changed."""
    changed = set()
    for key, reply in replies.items():
        attendee = attendees[key]
        if reply.answers is not None and dict(reply.answers) != attendee.answers:
            attendee.answers = {**attendee.answers, **reply.answers}
            attendee.version += 1
            changed.add(key)
    await tx.flush()
    await tx.execute(
        update(Attendee)
        .where(Attendee.id.in_(attendees))
        .values(responded_at=func.now())
        .execution_options(synchronize_session=False)
    )
    return changed


async def set_statuses(
    tx: Tx, attendees: Mapping[UUID, Attendee], targets: Mapping[UUID, str]
) -> None:
    """Moves each attendee to their new status, with one statement per status."""
    for status in sorted(set(targets.values())):
        ids = [k for k, to in targets.items() if to == status and attendees[k].status != status]
        if ids:
            await move_many(tx, Attendee, ids, status)


async def record_answers(
    tx: Tx, actor: Actor, attendees: Mapping[UUID, Attendee], before: Mapping[UUID, str]
) -> None:
    """Records one fact per reply. `before` holds the previous statuses."""
    guests = await guests_by_ids(tx, [one.guest_id for one in attendees.values()])
    facts = []
    for key, one in attendees.items():
        was, goes = before[key] == "going", one.status == "going"
        fact = GuestResponded(
            organization_id=one.organization_id,
            object_id=key,
            event_id=one.event_id,
            attendee_id=key,
            invitation_guest_id=key,
            guest_id=one.guest_id,
            invitation_id=one.invitation_id,
            name=guests[one.guest_id].name,
            status=INVITATION_STATUSES[one.status],
            own_status=one.status,
            answers=one.answers,
            version=one.version,
            going_delta=int(goes) - int(was),
            changes={"status": (before[key], one.status)} if before[key] != one.status else {},
        )
        facts.append(fact)
    if facts:
        await record_many(tx, actor, facts)


async def lock_seats_of(tx: Tx, attendee_ids: Sequence[UUID]) -> list[Seat]:
    """Returns the seats of these people, locked in order of id."""
    statement = locked(select(Seat).where(Seat.attendee_id.in_(attendee_ids)).order_by(Seat.id))
    result = await tx.execute(statement.execution_options(populate_existing=True))
    return list(result.scalars())


async def free_seats(
    tx: Tx, actor: Actor, seats: Sequence[Seat], attendees: Mapping[UUID, Attendee], *, reason: str
) -> None:
    """Takes people off their (locked) seats and records it for the seat map."""
    states = await states_when_vacant(tx, [seat.id for seat in seats]) if seats else {}
    facts = []
    for seat in seats:
        key = seat.attendee_id
        if key is None:
            continue
        seat.attendee_id = None
        attendee = attendees.get(key)
        fact = SeatLeft.of(
            seat,
            attendee_id=key,
            reason=reason,
            status="blocked" if states[seat.id] in ("b", "o") else "free",
            invitation_id=attendee.invitation_id if attendee else None,
        )
        facts.append(fact)
    if facts:
        await record_many(tx, actor, facts)


async def unseat(tx: Tx, actor: Actor, attendee_ids: Sequence[UUID]) -> int:
    """Frees the seats of these people. Returns how many there were."""
    seats = await lock_seats_of(tx, attendee_ids)
    attendees = await lock_attendees(tx, attendee_ids)
    await free_seats(tx, actor, seats, attendees, reason="freed")
    return len(seats)


async def change_attendee(
    tx: Tx, actor: Actor, attendee: Attendee, values: dict[str, Any]
) -> Attendee:
    """Changes what is noted about an attendee (side, notes)."""
    changed = patch(attendee, values)
    if changed:
        await record_update(tx, actor, attendee, changed)
        await tx.refresh(attendee)
    return attendee


async def record_update(
    tx: Tx, actor: Actor, attendee: Attendee, changes: dict[str, Any] | None = None
) -> None:
    """Records that an attendee's details changed. This includes a changed guest name."""
    guest = (await tx.execute(select(Guest).where(Guest.id == attendee.guest_id))).scalar_one()
    fact = AttendeeUpdated.of(
        attendee, invitation_id=attendee.invitation_id, name=guest.name, changes=changes or {}
    )
    await record(tx, actor, fact)


async def move_attendees(tx: Tx, actor: Actor, kept: Guest, removed: Guest) -> None:
    """Moves the removed guest's attendees to the kept guest, with answers, seats and scans."""
    attendees = await lock_attendees(tx, await attendee_ids_of(tx, removed.id))
    for attendee in attendees.values():
        changes = patch(attendee, {"guest_id": kept.id, "sort_key": kept.sort_key})
        await tx.flush()
        await record_update(tx, actor, attendee, changes)


async def remove_attendees(tx: Tx, actor: Actor, event: Event, ids: Sequence[UUID]) -> None:
    """Removes people from the event and frees their places and seats.

    They stay in the address book.
    """
    await lock_pool(tx, event.id)
    seats = await lock_seats_of(tx, ids)
    attendees = await lock_attendees(tx, ids)
    active = {key: a for key, a in attendees.items() if a.status != "canceled"}
    before = {key: attendee.status for key, attendee in active.items()}
    await free_seats(tx, actor, seats, attendees, reason="removed")
    going = sum(1 for status in before.values() if status == "going")
    await release_places(tx, event.id, going)
    await move_many(tx, Attendee, list(active), "canceled")
    canceled = await lock_attendees(tx, list(active))
    await record_answers(tx, actor, canceled, before)
