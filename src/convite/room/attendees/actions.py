"""Writes of attendees: adding, answering, seating, moving and removing.

Locks are always taken in the same order: the event's pool, then seats by id, then attendees by id.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import any_, select

from convite.core.db import Tx, as_json, locked
from convite.core.ids import new_id
from convite.core.inserts import insert_rows
from convite.core.log import SYSTEM, Actor, Change, record, record_many
from convite.core.machine import move_many
from convite.core.prepared import Prepared, refresh_values
from convite.core.problems import NotFound
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
from convite.room.attendees.queries import (
    IDS,
    already_on_event,
    attendee_ids_of,
    attendee_on,
    lock_attendees,
    lock_people,
)
from convite.room.attendees.rules import INVITATION_STATUSES, answer_changes, decide
from convite.room.capacity.actions import lock_pool, release_places
from convite.room.capacity.models import CapacityPool
from convite.room.entitlements.actions import Settled, settle_parts
from convite.room.entitlements.queries import waiting_for_places
from convite.room.entitlements.rules import who_moves_up


@dataclass(frozen=True, kw_only=True)
class NewAttendee:
    """How a guest joins the list, and what is noted about them."""

    door: str = "invitation"
    invitation_id: UUID | None = None
    #: The invitation's.
    party_sort_key: str = ""
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
    await check_not_on_list(tx, event, guest)
    attendee = new_attendee(actor, event, guest, details)
    await insert_rows(tx, [attendee])
    await record(tx, actor, joined_fact(attendee, guest))
    return attendee


def new_attendee(actor: Actor, event: Event, guest: Guest, details: NewAttendee) -> Attendee:
    """The row of a guest who joins an event's list."""
    return Attendee(
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
        party_sort_key=details.party_sort_key,
    )


def joined_fact(attendee: Attendee, guest: Guest) -> AttendeeAdded:
    """The fact that a guest joined an event's list."""
    return rejoined_fact(attendee, guest.name)


def rejoined_fact(attendee: Attendee, name: str) -> AttendeeAdded:
    """The fact that a removed guest is on the list again."""
    return AttendeeAdded.of(
        attendee,
        guest_id=attendee.guest_id,
        invitation_id=attendee.invitation_id,
        name=name,
        status="pending",
    )


async def check_not_on_list(tx: Tx, event: Event, guest: Guest) -> None:
    """Rejects a guest who is already on the event's list.

    Raises:
        Conflict: carries the attendee's `id`.
    """
    present = await attendee_on(tx, event.id, guest.id)
    if present is not None:
        raise already_on_event(guest, present)


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One person's reply: whether they come, and answers to questions (None keeps the old ones)."""

    status: str
    answers: Mapping[str, Any] | None = None
    #: Statuses for parts of the event; None if the status counts for all of theirs.
    parts: Mapping[UUID, str] | None = None
    #: Who gave it, and by which request.
    actor: Actor
    request_id: UUID | None = None


# Statuses were judged while the people were locked; a version counts each kind of change. The pool is
# locked too. Tickets and the invitations' statuses follow by trigger. Who waits keeps their place in line.
ANSWER = """
WITH wanted AS (
  SELECT * FROM unnest($2::uuid[], $3::text[], $4::jsonb[], $6::bool[])
    AS w (id, status, answers, has_new_parts)
), pooled AS (
  UPDATE capacity_pools SET taken = taken + $5, updated_at = now() WHERE event_id = $1 AND $5 <> 0
)
UPDATE attendees a SET status = w.status, answers = coalesce(w.answers, a.answers),
  version = a.version + (a.status <> w.status)::int + (w.answers IS NOT NULL)::int
    + w.has_new_parts::int,
  responded_at = CASE WHEN w.status = 'waitlisted' AND a.status = w.status THEN a.responded_at
    WHEN w.status <> 'pending' THEN now() END, updated_at = now()
FROM wanted w WHERE a.id = w.id
RETURNING a.id, a.status, a.answers, a.version, a.responded_at, a.updated_at
"""


async def answer(
    tx: Tx,
    event: Event,
    replies: Mapping[UUID, Reply],
    *,
    pool: CapacityPool | None = None,
    are_seated: bool = True,
    revives: bool = False,
) -> dict[UUID, str]:
    """Stores the replies of several people at once. Returns their statuses.

    Accepting beyond capacity puts people on the waitlist, of the event or of a part of it; who waits
    for a part moves up when somebody leaves it. People who no longer come give up their
    place and seat in the same transaction. Locks the pool, unless it is given, then seats, then
    attendees. A caller who has seen that nobody has a seat says so; a seat given meanwhile is then
    freed after all. Only an undo puts removed people back on the list (`revives`).

    Raises:
        NotFound: someone isn't on the list.
        Conflict: the event was canceled, or someone isn't invited to a part they answer for.
    """
    pool, ids = pool or await lock_pool(tx, event.id), list(replies)
    check_not_canceled(event)
    seats = await lock_seats_of(tx, ids) if are_seated else []
    people = await lock_people(tx, ids)
    attendees = {key: attendee for key, (attendee, _) in people.items()}
    is_gone = any(one.status == "canceled" for one in attendees.values()) and not revives
    if len(people) < len(ids) or is_gone:
        raise NotFound("One of these guests is no longer on the list.")
    before = {key: attendee.status for key, attendee in attendees.items()}
    former = {key: attendee.answers for key, attendee in attendees.items()}
    settled = await settle_parts(tx, event.id, replies) if event.has_parts else Settled()
    wanted = {key: reply.status for key, reply in replies.items()} | dict(settled.statuses)
    targets, taken = decide(before, wanted, pool)
    answers = {key: new_answers(attendees[key], reply) for key, reply in replies.items()}
    rows = await tx.driver.fetch(
        *(ANSWER, event.id, ids, [targets[key] for key in ids]),
        [None if answers[key] is None else as_json(answers[key]) for key in ids],
        *(taken, [key in settled.changed for key in ids]),
    )
    for row in rows:
        refresh_values(
            attendees[row["id"]], {name: value for name, value in row.items() if name != "id"}
        )
    if (gone := [key for key in ids if targets[key] != "going"]) and not are_seated:
        seats = await lock_seats_of(tx, gone)
    await vacate(tx, seats, replies, targets, attendees)
    for key, (attendee, name) in people.items():
        if before[key] == "canceled":
            await record(tx, replies[key].actor, rejoined_fact(attendee, name))
        is_new = before[key] != targets[key] or key in settled.changed
        if is_new or answers[key] is not None:
            tx.trace.request_id = replies[key].request_id or tx.trace.request_id
            states = settled.states.get(key)
            changes = answer_changes(former[key], attendee.answers, settled.former.get(key), states)
            fact = answered_fact(attendee, name, before[key], states, changes)
            await record(tx, replies[key].actor, fact)
    if settled.is_free or (event.has_parts and gone):
        await move_up(tx, event)
    return targets


async def vacate(
    tx: Tx,
    seats: Sequence[Seat],
    replies: Mapping[UUID, Reply],
    targets: Mapping[UUID, str],
    attendees: Mapping[UUID, Attendee],
) -> None:
    """Frees the (locked) seats of people who no longer come, as whoever replied for them."""
    left: dict[tuple[Actor, UUID | None], list[Seat]] = {}
    for seat in seats:
        if seat.attendee_id is not None and targets[seat.attendee_id] != "going":
            reply = replies[seat.attendee_id]
            left.setdefault((reply.actor, reply.request_id), []).append(seat)
    for (actor, request_id), vacated in left.items():
        tx.trace.request_id = request_id or tx.trace.request_id
        await free_seats(tx, actor, vacated, attendees, reason="not coming")


#: People who move up at once.
MAX_MOVING_UP = 500


async def move_up(tx: Tx, event: Event) -> None:
    """Gives places that have become free in parts of the event to those who wait longest.

    Whoever waits for a place in the event itself moves up only if there is one of those as well.
    """
    pool = await lock_pool(tx, event.id)
    room = None if pool.capacity is None else pool.capacity - pool.taken - pool.held
    moving = who_moves_up(await waiting_for_places(tx, event.id, MAX_MOVING_UP), room)
    if moving:
        replies = {
            key: Reply(status="going", parts=parts, actor=SYSTEM) for key, parts in moving.items()
        }
        await answer(tx, event, replies, pool=pool)


def new_answers(attendee: Attendee, reply: Reply) -> dict[str, Any] | None:
    """All the attendee's answers if the reply changes any, else None."""
    if reply.answers is None or dict(reply.answers) == attendee.answers:
        return None
    # an answer that is taken back is no answer, also for filters and figures
    merged = {**attendee.answers, **reply.answers}
    return {key: value for key, value in merged.items() if value is not None}


def answered_fact(
    attendee: Attendee,
    name: str,
    before: str,
    parts: Mapping[str, str] | None = None,
    changes: Mapping[str, Change] | None = None,
) -> GuestResponded:
    """The fact that somebody's reply changed; `before` is the previous status."""
    status = attendee.status
    # without a place in the event there is none in its parts
    lost = "waitlisted" if status == "waitlisted" else "going"
    return GuestResponded(
        organization_id=attendee.organization_id,
        object_id=attendee.id,
        event_id=attendee.event_id,
        attendee_id=attendee.id,
        invitation_guest_id=attendee.id,
        guest_id=attendee.guest_id,
        invitation_id=attendee.invitation_id,
        name=name,
        status=INVITATION_STATUSES[status],
        own_status=status,
        answers=attendee.answers,
        parts={key: lost if state == "going" else state for key, state in (parts or {}).items()},
        version=attendee.version,
        going_delta=int(status == "going") - int(before == "going"),
        changes={**({"status": (before, status)} if before != status else {}), **(changes or {})},
    )


async def record_answers(
    tx: Tx, actor: Actor, attendees: Mapping[UUID, Attendee], before: Mapping[UUID, str]
) -> None:
    """Records one fact per reply. `before` holds the previous statuses."""
    guests = await guests_by_ids(tx, [one.guest_id for one in attendees.values()])
    for key, one in attendees.items():
        await record(tx, actor, answered_fact(one, guests[one.guest_id].name, before[key]))


SEATS_LOCKED = Prepared(
    locked(select(Seat).where(Seat.attendee_id == any_(IDS)).order_by(Seat.id)), refresh=True
)


async def lock_seats_of(tx: Tx, attendee_ids: Sequence[UUID]) -> list[Seat]:
    """Returns the seats of these people, locked in order of id."""
    return [row[0] for row in await SEATS_LOCKED.all(tx, ids=list(attendee_ids))]


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


async def record_update(
    tx: Tx, actor: Actor, attendee: Attendee, changes: dict[str, Any] | None = None
) -> None:
    """Records that an attendee's details changed. This includes a changed guest name."""
    guest = (await tx.execute(select(Guest).where(Guest.id == attendee.guest_id))).scalar_one()
    fact = AttendeeUpdated.of(
        attendee, invitation_id=attendee.invitation_id, name=guest.name, changes=changes or {}
    )
    await record(tx, actor, fact)


async def move_attendees(tx: Tx, actor: Actor, kept: Guest, removed: Guest) -> list[str]:
    """Moves the removed guest's attendees to the kept guest, with answers, seats and scans."""
    return await hand_over(tx, actor, await attendee_ids_of(tx, removed.id), removed, kept)


async def move_attendees_back(
    tx: Tx, actor: Actor, kept: Guest, removed: Guest, moved: Sequence[str]
) -> None:
    """Gives the removed guest their attendees back, as far as they are still the kept guest's."""
    await hand_over(tx, actor, [UUID(key) for key in moved], kept, removed)


async def hand_over(
    tx: Tx, actor: Actor, ids: Sequence[UUID], giver: Guest, taker: Guest
) -> list[str]:
    """Makes another guest of these attendees, as far as they are the giver's; returns whose they were."""
    if not ids:
        return []
    attendees = await lock_attendees(tx, ids)
    moved = [attendee for attendee in attendees.values() if attendee.guest_id == giver.id]
    for attendee in moved:
        changes = patch(attendee, {"guest_id": taker.id, "sort_key": taker.sort_key})
        await tx.flush()
        await record_update(tx, actor, attendee, changes)
    return [str(attendee.id) for attendee in moved]


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
    if event.has_parts:
        await move_up(tx, event)
