"""Queries of papers: attendees with their seats, and parties with their codes."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from convite.core.db import ReadTx
from convite.core.language import Say
from convite.doors.invitations.models import Invitation
from convite.doors.invitations.queries import party_names
from convite.insight.papers.rules import Card, Guest
from convite.people.guests.models import Guest as GuestRow
from convite.plan.seating.models import Seat
from convite.room.attendees.models import Attendee

#: At most so many people, or parties, per paper.
MAX_NAMES = 20_000


async def guests_of(tx: ReadTx, event_id: UUID, statuses: Sequence[str], say: Say) -> list[Guest]:
    """The event's attendees by name. Served by attendees_sort_key_index."""
    names = await party_names(tx, event_id, say)
    found = await tx.execute(
        select(
            *(GuestRow.first_name, GuestRow.last_name, GuestRow.company, Invitation.label),
            *(
                Attendee.status,
                Attendee.notes,
                Attendee.attendance,
                Seat.table_number,
                Seat.row,
                Seat.seat_number,
            ),
            Attendee.invitation_id,
        )
        .select_from(Attendee)
        .join(GuestRow, GuestRow.id == Attendee.guest_id)
        .outerjoin(Invitation, Invitation.id == Attendee.invitation_id)
        .outerjoin(Seat, Seat.attendee_id == Attendee.id)
        .where(Attendee.event_id == event_id, Attendee.status.in_(statuses))
        .order_by(Attendee.sort_key, Attendee.id)
        .limit(MAX_NAMES + 1)
    )
    return [
        Guest(
            first_name=row.first_name,
            last_name=row.last_name or "",
            company=row.company or "",
            party=names.get(row.invitation_id) or row.label or "",
            status=row.status,
            attendance=row.attendance,
            notes=row.notes,
            table_number=row.table_number,
            row=row.row,
            seat_number=row.seat_number,
        )
        for row in found
    ]


async def cards_of(tx: ReadTx, event_id: UUID, say: Say) -> list[Card]:
    """The invitations that aren't canceled, by name, with code and link."""
    names = await party_names(tx, event_id, say)
    found = await tx.execute(
        select(Invitation.id, Invitation.reissue, Invitation.label)
        .where(Invitation.event_id == event_id, Invitation.canceled_at.is_(None))
        .order_by(Invitation.sort_key, Invitation.id)
        .limit(MAX_NAMES + 1)
    )
    made = []
    for row in found:
        invitation = Invitation(id=row.id, reissue=row.reissue)
        name = names.get(row.id) or row.label
        made.append(Card(name=name, code=invitation.short_code, url=invitation.url))
    return made
