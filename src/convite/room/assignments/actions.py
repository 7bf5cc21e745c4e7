"""Assigns seats to people. Every code path that confirms a seat calls `assign`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from convite.core.db import Tx, locked
from convite.core.log import Actor, record
from convite.core.problems import Conflict, FieldText, NotFound, Problem, invalid
from convite.events.event.actions import check_not_canceled
from convite.events.event.models import Event
from convite.events.event.schemas import settings_in_force
from convite.people.guests.models import Guest
from convite.people.guests.queries import guests_by_ids
from convite.plan.seating.models import Seat
from convite.plan.seating.queries import states_when_vacant
from convite.room.assignments.facts import SeatAssigned
from convite.room.attendees.actions import Reply, answer, free_seats
from convite.room.attendees.models import Attendee
from convite.room.attendees.queries import lock_attendees
from convite.room.blocks.rules import PlanSeat, lines_of, orphaned_seats
from convite.room.capacity.actions import lock_pool
from convite.room.holds.queries import SeatsTaken, reserved_categories, seats_taken_problem

# The lines around the chosen seats, as the caller sees them: seats held by the caller or about to
# be vacated by the people in the request count as free. Served by seats_pkey and
# seats_event_id_place_key; takes no lock.
AROUND = """
SELECT DISTINCT ON (s.place) s.id, s.seat_number, coalesce(s.line, s.table_number, s.row, '') AS line,
  s.row, s.table_number, s.category, s.x, s.y, CASE
    WHEN s.attendee_id = ANY ($3) THEN 'f' WHEN t.state IN ('a', 'b') THEN 'a'
    WHEN t.state = 'h' AND s.held_by <> ALL ($4) THEN 'h' ELSE 'f' END AS letter
FROM seats c JOIN seats s ON s.event_id = c.event_id
  AND s.place BETWEEN c.place - 200 AND c.place + 200
  AND coalesce(s.line, s.table_number, s.row, '') = coalesce(c.line, c.table_number, c.row, '')
CROSS JOIN LATERAL (
  SELECT seat_state(s.attendee_id, s.blocked, s.held_until, s.house, s.house_until, now()) AS state
) t
WHERE c.event_id = $1 AND c.id = ANY ($2)
ORDER BY s.place
"""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One person and the seat they take."""

    attendee_id: UUID
    seat_id: UUID


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Whose holds can be turned into assignments, and whether they are staff."""

    id: UUID
    is_staff: bool
    #: When the team acts for a party, the party's own holds count too.
    invitation_id: UUID | None = None
    #: Whether gaps were looked for when the seats were chosen: those of an order are paid for by now.
    is_judged: bool = False

    @property
    def ids(self) -> set[UUID | None]:
        """Ids of the holders whose holds may be used."""
        return {self.id, self.invitation_id or self.id}


async def assign(
    tx: Tx, actor: Actor, event: Event, choices: Sequence[Choice], holder: Holder
) -> list[Seat]:
    """Assigns each person their seat, all or none.

    People who already have a seat move. Two people in the same request can swap seats. A guest who
    takes a seat without having replied is marked as coming; staff can seat people who haven't
    replied. Idempotent: assigning the seats people already have changes nothing.

    Raises:
        Held, Conflict: a seat is held by someone else or taken; carries `blocking` and
            `nearest`.
        NotFound: someone isn't on the list.
        Conflict: the event was canceled.
    """
    check_distinct(choices)
    people = [choice.attendee_id for choice in choices]
    await lock_pool(tx, event.id)
    check_not_canceled(event)
    seats = await lock_seats(tx, event.id, choices)
    attendees = await lock_attendees(tx, people)
    await check_people(tx, actor, event, attendees, choices, holder)
    await check_seats(tx, event, choices, seats, holder)
    if not holder.is_judged:
        await check_gaps(tx, event, choices, holder)
    wanted = {choice.attendee_id: choice.seat_id for choice in choices}
    left = [
        seat for seat in seats.values()
        if seat.attendee_id in wanted and wanted[seat.attendee_id] != seat.id
    ]  # fmt: skip
    await free_seats(tx, actor, left, attendees, reason="moved")
    await tx.flush()
    guests = await guests_by_ids(tx, [attendee.guest_id for attendee in attendees.values()])
    for choice in sorted(choices, key=lambda one: one.seat_id):
        attendee = attendees[choice.attendee_id]
        await assign_seat(tx, actor, seats[choice.seat_id], attendee, guests[attendee.guest_id])
    return [seats[choice.seat_id] for choice in choices]


def check_distinct(choices: Sequence[Choice]) -> None:
    """Refuses a request that gives one seat to two people, or two seats to one person."""
    if len({choice.seat_id for choice in choices}) < len(choices):
        english = "Two people can't have the same seat."
        raise invalid("seats", FieldText(name="seats.two-people", english=english))
    if len({choice.attendee_id for choice in choices}) < len(choices):
        english = "One person can't have two seats."
        raise invalid("seats", FieldText(name="seats.two-seats", english=english))


async def lock_seats(tx: Tx, event_id: UUID, choices: Sequence[Choice]) -> dict[UUID, Seat]:
    """Locks the requested seats and the current seats of these people, ordered by id."""
    wanted = [choice.seat_id for choice in choices]
    people = [choice.attendee_id for choice in choices]
    statement = locked(
        select(Seat)
        .where(Seat.event_id == event_id, Seat.id.in_(wanted) | Seat.attendee_id.in_(people))
        .order_by(Seat.id)
    )
    result = await tx.execute(statement.execution_options(populate_existing=True))
    return {seat.id: seat for seat in result.scalars()}


async def check_people(
    tx: Tx,
    actor: Actor,
    event: Event,
    attendees: Mapping[UUID, Attendee],
    choices: Sequence[Choice],
    holder: Holder,
) -> None:
    """Checks that everyone is on the list and coming.

    Guests who haven't replied are marked as coming, unless staff seats them.

    Raises:
        Conflict: someone declined, is on the waitlist, or ends up there because the event is
            full.
        NotFound: someone isn't on the list.
    """
    unanswered = {}
    for choice in choices:
        attendee = attendees.get(choice.attendee_id)
        if attendee is None or attendee.event_id != event.id or attendee.status == "canceled":
            raise NotFound("One of these guests is no longer on the list.")
        if attendee.status in ("declined", "waitlisted"):
            raise Conflict(
                f"A guest who is {attendee.status} can't have a seat.",
                name="not-coming",
                current_status=attendee.status,
            ).with_text("guest")
        if attendee.status == "pending" and not holder.is_staff:
            unanswered[attendee.id] = Reply(status="going", actor=actor)
    answered = await answer(tx, event, unanswered) if unanswered else {}
    if any(status != "going" for status in answered.values()):
        raise Conflict("There are no places left. The guest is on the waitlist.", name="sold-out")


async def check_seats(
    tx: Tx, event: Event, choices: Sequence[Choice], seats: Mapping[UUID, Seat], holder: Holder
) -> None:
    """Checks that each seat is free, held by the caller, already theirs, or being vacated."""
    wanted: dict[UUID | None, UUID] = {choice.attendee_id: choice.seat_id for choice in choices}
    states = await states_when_vacant(tx, list(seats))
    reserved = [] if holder.is_staff else await reserved_categories(tx.driver, event.id)
    lost = []
    for choice in choices:
        seat = seats.get(choice.seat_id)
        moves_on = seat is not None and wanted.get(seat.attendee_id, choice.seat_id) != seat.id
        if seat is None or not (
            moves_on or may_take(seat, states[seat.id], choice, holder, reserved)
        ):
            lost.append(choice.seat_id)
    if lost:
        raise await taken_problem(tx, event.id, lost)


async def taken_problem(tx: Tx, event_id: UUID, lost: list[UUID]) -> Problem:
    """Returns the error that names the blocking seats and the nearest free ones."""
    return await seats_taken_problem(tx.driver, event_id, SeatsTaken(lost, held=False))


def may_take(
    seat: Seat, state: str, choice: Choice, holder: Holder, reserved: Sequence[str]
) -> bool:
    """Whether the caller may assign this seat, in this state apart from its attendee."""
    if seat.attendee_id is not None:
        return seat.attendee_id == choice.attendee_id
    if holder.is_judged and seat.reservation_id is not None and seat.held_by in holder.ids:
        return True  # it is being paid for: what the host keeps back since then comes too late
    if state == "b" or seat.category in reserved or (state == "o" and not holder.is_staff):
        return False
    return state != "h" or seat.held_by in holder.ids


async def check_gaps(tx: Tx, event: Event, choices: Sequence[Choice], holder: Holder) -> None:
    """Refuses what leaves a single seat empty, where the event does; the team may.

    Raises:
        Conflict: a seat would be orphaned; carries the seats.
    """
    if not holder.is_staff and settings_in_force(None, event.settings).orphan_rule == "refuse":
        await check_no_orphan_seats(tx, event, choices, holder)


async def check_no_orphan_seats(
    tx: Tx, event: Event, choices: Sequence[Choice], holder: Holder
) -> None:
    """Refuses choices that would leave an avoidable single seat between two taken ones.

    Raises:
        Conflict: a seat would be orphaned; carries the seats.
    """
    rows = await tx.driver.fetch(
        AROUND,
        event.id,
        [choice.seat_id for choice in choices],
        [choice.attendee_id for choice in choices],
        [key for key in holder.ids if key],
    )
    lines = lines_of([PlanSeat(**plan_seat_fields(row)) for row in rows], None)
    letters = bytearray(b"".join(row["letter"].encode() for row in rows))
    taken = [lines.index[choice.seat_id] for choice in choices]
    orphans = [rows[at]["seat_number"] for at in orphaned_seats(lines, letters, taken)]
    if orphans:
        names = ", ".join(orphans)
        raise Conflict(
            f"This would leave {names} empty between two taken seats. Choose seats next to "
            "others, or leave more space.",
            name="orphan-seat",
            seats=orphans,
        ).with_text(names=names)


def plan_seat_fields(row: Any) -> dict[str, Any]:
    """Returns the fields of a row that `PlanSeat` needs."""
    names = ("id", "line", "row", "table_number", "category", "x", "y")
    return {**{name: row[name] for name in names}, "section": ""}


async def assign_seat(tx: Tx, actor: Actor, seat: Seat, attendee: Attendee, guest: Guest) -> None:
    """Assigns one seat, and records nothing if the person already has it.

    The hold's own row isn't touched: everywhere else it is locked before the seats. It simply
    expires.
    """
    if seat.attendee_id == attendee.id:
        return
    seat.attendee_id = attendee.id
    seat.reservation_id = seat.held_by = seat.held_until = None
    fact = SeatAssigned.of(
        seat,
        attendee_id=attendee.id,
        guest={"guest_id": str(guest.id), "name": guest.name},
        invitation_id=attendee.invitation_id,
    )
    await record(tx, actor, fact)
