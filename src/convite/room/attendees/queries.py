"""Queries of an event's attendees and their seats."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Select,
    Uuid,
    any_,
    bindparam,
    select,
)

from convite.core.db import ReadTx, locked
from convite.core.prepared import Prepared
from convite.core.problems import Conflict
from convite.people.guests.models import Guest
from convite.people.guests.rules import full_name
from convite.plan.seating.models import Seat
from convite.room.attendees.models import Attendee
from convite.room.entitlements.queries import PartAnswered, answers_of, parts_answered

#: A parameter with several attendees' ids.
IDS = bindparam("ids", type_=ARRAY(Uuid))


@dataclass(frozen=True, kw_only=True)
class Person:
    """An attendee with their guest and seat."""

    attendee: Attendee
    guest: Guest
    seat_id: UUID | None
    seat_number: str | None
    #: Their answers for the parts of the event they are invited to, in order.
    parts: tuple[PartAnswered, ...] = ()
    #: How far what was sent to them came, where a list shows it.
    delivery: str | None = None


def people() -> Select[Attendee, Guest, UUID, str, Any]:
    """Selects attendees with their guest, seat and answers for parts of the event."""
    return (
        select(
            *(Attendee, Guest, Seat.id.label("seat_id"), Seat.seat_number),
            answers_of(Attendee.__table__.c.id).label("parts"),
        )
        .select_from(Attendee)
        .join(Guest, Guest.id == Attendee.guest_id)
        .outerjoin(Seat, Seat.attendee_id == Attendee.id)
    )


def person(row: Any) -> Person:
    """Converts a row of `people`."""
    return Person(
        attendee=row[0],
        guest=row[1],
        seat_id=row[2],
        seat_number=row[3],
        parts=parts_answered(row[4]),
    )


BY_ID = Prepared(
    people()
    .where(
        Attendee.event_id == bindparam("event_id"),
        (Attendee.id == bindparam("key")) | (Attendee.guest_id == bindparam("key")),
    )
    .order_by((Attendee.id == bindparam("key")).desc(), (Attendee.status == "canceled"))
    .limit(1),
    refresh=True,
)


async def person_by_id(tx: ReadTx, event_id: UUID, key: UUID) -> Person | None:
    """Finds an attendee of the event by their own id or their guest's; active ones first."""
    row = await BY_ID.first(tx, event_id=event_id, key=key)
    return person(row) if row else None


#: What lists of people show, of attendees and of guests.
LISTED = frozenset(
    {
        *("id", "event_id", "guest_id", "user_id", "door", "invitation_id", "plus_one_of", "side"),
        *("notes", "answers", "status", "attendance", "checked_in_at", "checked_out_at"),
        *("responded_at", "added_by", "version", "created_at"),
        *(
            "first_name",
            "last_name",
            "email",
            "phone",
            "company",
            "tags",
            "locale",
            "address",
            "is_child",
            "is_listed",
        ),
    }
)
BY_IDS = Prepared(people().where(Attendee.id == any_(IDS)), refresh=True)
LISTED_BY_IDS = Prepared(people().where(Attendee.id == any_(IDS)), only=LISTED)


async def people_by_ids(tx: ReadTx, ids: Sequence[UUID]) -> list[Person]:
    """Returns several attendees, in no particular order."""
    statement = LISTED_BY_IDS if tx.is_reading else BY_IDS
    return [person(row) for row in await statement.all(tx, ids=ids)]


PARTY = Prepared(
    people()
    .where(Attendee.invitation_id == bindparam("invitation_id"), Attendee.status != "canceled")
    .order_by(Attendee.created_at, Attendee.id),
    refresh=True,
)


async def party_of(tx: ReadTx, invitation_id: UUID) -> list[Person]:
    """Returns an invitation's attendees in the order they were added, without canceled ones."""
    return [person(row) for row in await PARTY.all(tx, invitation_id=invitation_id)]


async def attendee_ids_of(tx: ReadTx, guest_id: UUID) -> list[UUID]:
    """Returns the ids of all of the guest's attendees, including canceled ones."""
    result = await tx.execute(select(Attendee.id).where(Attendee.guest_id == guest_id))
    return list(result.scalars())


async def lock_attendees_of(tx: ReadTx, guest_ids: Sequence[UUID]) -> None:
    """Locks all attendees of these guests in order of id until the end of the transaction."""
    await tx.execute(
        locked(select(Attendee.id).where(Attendee.guest_id.in_(guest_ids)).order_by(Attendee.id))
    )


LOCKED = Prepared(
    locked(select(Attendee).where(Attendee.id == any_(IDS)).order_by(Attendee.id)), refresh=True
)


async def lock_attendees(tx: ReadTx, ids: Sequence[UUID]) -> dict[UUID, Attendee]:
    """Locks the attendees in order of id until the end of the transaction."""
    return {row[0].id: row[0] for row in await LOCKED.all(tx, ids=ids)}


LOCKED_WITH_NAMES = Prepared(
    locked(
        select(Attendee, Guest.first_name, Guest.last_name)
        .select_from(Attendee)
        .join(Guest, Guest.id == Attendee.guest_id)
        .where(Attendee.id == any_(IDS))
        .order_by(Attendee.id),
        of=Attendee,
    ),
    refresh=True,
)


async def lock_people(tx: ReadTx, ids: Sequence[UUID]) -> dict[UUID, tuple[Attendee, str]]:
    """Locks the attendees as `lock_attendees`; returns them with their names."""
    rows = await LOCKED_WITH_NAMES.all(tx, ids=ids)
    return {attendee.id: (attendee, full_name(first, last)) for attendee, first, last in rows}


async def seated_party(tx: ReadTx, event_id: UUID, invitation_id: UUID) -> dict[UUID, UUID | None]:
    """Returns the party's members who are coming or haven't replied, with their seat ids.

    They are ordered by when they were added.
    """
    result = await tx.execute(
        select(Attendee.id, Seat.id)
        .outerjoin(Seat, Seat.attendee_id == Attendee.id)
        .where(
            Attendee.event_id == event_id,
            Attendee.invitation_id == invitation_id,
            Attendee.status.in_(("going", "pending")),
        )
        .order_by(Attendee.created_at, Attendee.id)
    )
    return {row[0]: row[1] for row in result}


ON_EVENT = Prepared(
    select(Attendee).where(
        Attendee.event_id == bindparam("event_id"),
        Attendee.guest_id == bindparam("guest_id"),
        Attendee.status != "canceled",
    )
)


async def attendee_on(tx: ReadTx, event_id: UUID, guest_id: UUID) -> Attendee | None:
    """Returns the guest's active attendee on the event, or None."""
    row = await ON_EVENT.first(tx, event_id=event_id, guest_id=guest_id)
    return row[0] if row else None


def already_on_event(guest: Guest, present: Attendee) -> Conflict:
    """The problem of a guest who is already on the list."""
    return Conflict(
        f"{guest.name} is already on this event's list.",
        name="already-on-event",
        id=str(present.id),
        invitation_id=str(present.invitation_id) if present.invitation_id else None,
    )
