"""Queries of the caterer's sheet."""

from uuid import UUID

from sqlalchemy import exists, select

from convite.core.db import ReadTx
from convite.core.problems import Conflict
from convite.events.event.models import Event
from convite.events.parts.queries import check_parts
from convite.events.questions.models import EVENT
from convite.events.questions.queries import questions_of
from convite.insight.catering.rules import CatererSheet, Eater, caterer_sheet
from convite.people.guests.models import Guest
from convite.plan.seating.models import Seat
from convite.room.attendees.models import Attendee
from convite.room.entitlements.models import Entitlement

#: Most people on one sheet. One with only some of them would be wrong, and nobody would notice.
MAX_EATERS = 20_000


async def read_sheet(tx: ReadTx, event: Event, part_id: UUID | None) -> CatererSheet:
    """The sheet of those who are coming, or who are coming to a part of the event.

    Raises:
        Invalid: the event has no such part.
        Conflict: too many people are coming.
    """
    if part_id is not None:
        await check_parts(tx, event, [part_id], "part")
    eaters = await eaters_of(tx, event.id, part_id)
    if len(eaters) > MAX_EATERS:
        limit = Conflict(
            f"The caterer's sheet can have at most {MAX_EATERS} people. Choose a part of the event,"
            " or export the guest list with its answers instead.",
            name="too-many",
        )
        raise limit.with_text("eaters", most=MAX_EATERS)
    return caterer_sheet(eaters, await questions_of(tx, EVENT, event.id))


async def eaters_of(tx: ReadTx, event_id: UUID, part_id: UUID | None) -> list[Eater]:
    """Those who are coming, with their place and answers; one more than fit on a sheet.

    Served by attendees_sort_key_index.
    """
    statement = (
        select(
            *(Guest.first_name, Guest.last_name, Attendee.answers, Attendee.plus_one_of),
            *(Seat.table_number, Seat.row),
        )
        .select_from(Attendee)
        .join(Guest, Guest.id == Attendee.guest_id)
        .outerjoin(Seat, Seat.attendee_id == Attendee.id)
        .where(Attendee.event_id == event_id, Attendee.status == "going")
        .order_by(Attendee.sort_key, Attendee.id)
        .limit(MAX_EATERS + 1)
    )
    if part_id is not None:
        comes = exists().where(
            Entitlement.attendee_id == Attendee.id,
            Entitlement.part_id == part_id,
            Entitlement.state == "going",
        )
        statement = statement.where(comes)
    return [
        Eater(
            name=f"{row.first_name} {row.last_name or ''}".strip(),
            table=row.table_number or row.row,
            is_row=not row.table_number and bool(row.row),
            is_plus_one=row.plus_one_of is not None,
            answers=row.answers,
        )
        for row in await tx.execute(statement)
    ]
