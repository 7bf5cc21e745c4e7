"""Writes of attendees: put on the list, answer, sit, move, leave.

Locks are taken in one order everywhere: the event's pool, seats by id, attendees by id.
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
from convite.events.event.models import Event
from convite.people.guests.models import Guest
from convite.people.guests.queries import guests_by_ids
from convite.plan.seating.facts import SeatLeft
from convite.plan.seating.models import Seat
from convite.room.attendees.facts import (
    AttendeeAdded,
    AttendeeUpdated,
    GuestResponded,
)
from convite.room.attendees.models import Attendee
from convite.room.attendees.queries import attendee_ids_of, attendee_on, lock_attendees
from convite.room.attendees.rules import INVITATION_WORDS
from convite.room.capacity.actions import exchange_places, give_back_places, lock_pool


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """How somebody gets on the list."""

    door: str = "invitation"
    invitation_id: UUID | None = None
    plus_one_of: UUID | None = None
    side: str = ""
    notes: str = ""


async def put_on_list(
    tx: Tx, actor: Actor, event: Event, guest: Guest, arrival: Arrival
) -> Attendee:
    """Puts a guest on the event's list, unanswered.

    Raises:
        Conflict: they are on it already; carries the `id`.
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
        door=arrival.door,
        invitation_id=arrival.invitation_id,
        plus_one_of=arrival.plus_one_of,
        side=arrival.side,
        notes=arrival.notes,
        added_by=actor.id if actor.kind == "user" else None,
        sort_key=guest.sort_key,
    )
    tx.add(attendee)
    await tx.flush()
    fact = AttendeeAdded.of(
        attendee,
        guest_id=guest.id,
        invitation_id=arrival.invitation_id,
        name=guest.name,
        status="pending",
    )
    await record(tx, actor, fact)
    return attendee


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What one person answers: coming or not, and answers to questions (None leaves them)."""

    status: str
    answers: Mapping[str, Any] | None = None


async def answer(
    tx: Tx, actor: Actor, event: Event, wishes: Mapping[UUID, Wish]
) -> dict[UUID, Attendee]:
    """Answers for several people at once.

    A yes above capacity becomes `waitlisted`; who isn't coming any more gives place and seat back in
    the same transaction.

    Raises:
        NotFound: one of them isn't on the list.
    """
    pool = await lock_pool(tx, event.id)
    seats = await seats_under(tx, list(wishes))
    attendees = await lock_attendees(tx, list(wishes))
    if len(attendees) < len(wishes) or any(a.status == "canceled" for a in attendees.values()):
        raise NotFound("One of these guests is no longer on the list.")
    before = {key: attendee.status for key, attendee in attendees.items()}
    leaving = [k for k in attendees if before[k] == "going" and wishes[k].status != "going"]
    coming = [k for k, w in wishes.items() if w.status == "going" and before[k] != "going"]
    places = await exchange_places(tx, pool, back=len(leaving), wanted=len(coming))
    targets = {key: wish.status for key, wish in wishes.items()}
    targets.update(dict.fromkeys(coming[places:], "waitlisted"))
    answered = await store_answers(tx, attendees, wishes)
    await move_to(tx, attendees, targets)
    gone = [key for key in wishes if targets[key] != "going"]
    await free_seats(
        tx, actor, [s for s in seats if s.attendee_id in gone], attendees, reason="not coming"
    )
    attendees = await lock_attendees(tx, list(wishes))  # as they stand now
    changed = [key for key in wishes if before[key] != attendees[key].status or key in answered]
    await tell_answers(tx, actor, {key: attendees[key] for key in changed}, before)
    return attendees


async def store_answers(
    tx: Tx, attendees: Mapping[UUID, Attendee], wishes: Mapping[UUID, Wish]
) -> set[UUID]:
    """Keeps the answers to questions, and when they were given; says whose changed."""
    changed = set()
    for key, wish in wishes.items():
        attendee = attendees[key]
        if wish.answers is not None and dict(wish.answers) != attendee.answers:
            attendee.answers = {**attendee.answers, **wish.answers}
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


async def move_to(tx: Tx, attendees: Mapping[UUID, Attendee], targets: Mapping[UUID, str]) -> None:
    """Moves each to its state, one statement a state."""
    for status in sorted(set(targets.values())):
        ids = [k for k, to in targets.items() if to == status and attendees[k].status != status]
        if ids:
            await move_many(tx, Attendee, ids, status)


async def tell_answers(
    tx: Tx, actor: Actor, attendees: Mapping[UUID, Attendee], before: Mapping[UUID, str]
) -> None:
    """Records the answers of several, who stood as `before` says."""
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
            status=INVITATION_WORDS[one.status],
            own_status=one.status,
            answers=one.answers,
            version=one.version,
            going_delta=int(goes) - int(was),
            changes={"status": (before[key], one.status)} if before[key] != one.status else {},
        )
        facts.append(fact)
    if facts:
        await record_many(tx, actor, facts)


async def seats_under(tx: Tx, attendee_ids: Sequence[UUID]) -> list[Seat]:
    """The seats of these people, locked in order of id."""
    statement = locked(select(Seat).where(Seat.attendee_id.in_(attendee_ids)).order_by(Seat.id))
    found = await tx.execute(statement.execution_options(populate_existing=True))
    return list(found.scalars())


async def free_seats(
    tx: Tx, actor: Actor, seats: Sequence[Seat], attendees: Mapping[UUID, Attendee], *, reason: str
) -> None:
    """Takes people off their (locked) seats and tells the map."""
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
            status="blocked" if seat.blocked or seat.is_house else "free",
            invitation_id=attendee.invitation_id if attendee else None,
        )
        await record(tx, actor, fact)


async def leave_seats(tx: Tx, actor: Actor, attendee_ids: Sequence[UUID]) -> int:
    """Frees the seats of these people; says how many there were."""
    seats = await seats_under(tx, attendee_ids)
    attendees = await lock_attendees(tx, attendee_ids)
    await free_seats(tx, actor, seats, attendees, reason="freed")
    return len(seats)


async def change_attendee(
    tx: Tx, actor: Actor, attendee: Attendee, values: dict[str, Any]
) -> Attendee:
    """Changes what is noted of somebody on this event (side, notes)."""
    changed = patch(attendee, values)
    if changed:
        await tell_changed(tx, actor, attendee, changed)
        await tx.refresh(attendee)
    return attendee


async def tell_changed(
    tx: Tx, actor: Actor, attendee: Attendee, changes: dict[str, Any] | None = None
) -> None:
    """Records that somebody on the list looks different now; so does another name."""
    guest = (await tx.execute(select(Guest).where(Guest.id == attendee.guest_id))).scalar_one()
    fact = AttendeeUpdated.of(
        attendee, invitation_id=attendee.invitation_id, name=guest.name, changes=changes or {}
    )
    await record(tx, actor, fact)


async def move_attendees(tx: Tx, actor: Actor, kept: Guest, removed: Guest) -> None:
    """Moves who stands on lists as the removed one, answers, seats and scans with them."""
    attendees = await lock_attendees(tx, await attendee_ids_of(tx, removed.id))
    for attendee in attendees.values():
        changes = patch(attendee, {"guest_id": kept.id, "sort_key": kept.sort_key})
        await tx.flush()
        await tell_changed(tx, actor, attendee, changes)


async def take_off_list(tx: Tx, actor: Actor, event: Event, ids: Sequence[UUID]) -> None:
    """Removes people from the event: place and seat come free, the address book keeps them."""
    await lock_pool(tx, event.id)
    seats = await seats_under(tx, ids)
    attendees = await lock_attendees(tx, ids)
    living = {key: a for key, a in attendees.items() if a.status != "canceled"}
    before = {key: attendee.status for key, attendee in living.items()}
    await free_seats(tx, actor, seats, attendees, reason="removed")
    going = sum(1 for status in before.values() if status == "going")
    await give_back_places(tx, event.id, going)
    await move_many(tx, Attendee, list(living), "canceled")
    now_gone = await lock_attendees(tx, list(living))
    await tell_answers(tx, actor, now_gone, before)
