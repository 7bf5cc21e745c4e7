"""Queries of the caterer's sheet."""

from uuid import UUID

from sqlalchemy import select

from convite.core.db import ReadTx
from convite.insight.catering.rules import Eater
from convite.insight.papers.queries import MAX_NAMES
from convite.people.guests.models import Guest as GuestRow
from convite.plan.seating.models import Seat
from convite.room.attendees.models import Attendee


async def eaters_of(tx: ReadTx, event_id: UUID) -> list[Eater]:
    """Those who are coming, with their place and answers. Served by attendees_sort_key_index."""
    found = await tx.execute(
        select(
            *(GuestRow.first_name, GuestRow.last_name, Attendee.answers, Attendee.plus_one_of),
            *(Seat.table_number, Seat.row),
        )
        .select_from(Attendee)
        .join(GuestRow, GuestRow.id == Attendee.guest_id)
        .outerjoin(Seat, Seat.attendee_id == Attendee.id)
        .where(Attendee.event_id == event_id, Attendee.status == "going")
        .order_by(Attendee.sort_key, Attendee.id)
        .limit(MAX_NAMES)
    )
    return [
        Eater(
            name=f"{row.first_name} {row.last_name or ''}".strip(),
            table=row.table_number or row.row,
            is_plus_one=row.plus_one_of is not None,
            answers=row.answers,
        )
        for row in found
    ]
