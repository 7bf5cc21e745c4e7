"""Queries of exports: the list in index order, each page in its own short transaction.

A slow client doesn't occupy a connection, and only one page is in memory.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select, tuple_

from convite.core.database import Database
from convite.core.db import Principal, ReadTx
from convite.core.sheet_writing import MARK, Workbook, csv_piece
from convite.doors.exports.rules import ExportColumns, ExportPart, ExportQuestion, ExportRow
from convite.doors.invitations.models import Invitation
from convite.doors.invitations.queries import party_names
from convite.events.event.models import Event
from convite.events.parts.queries import shown_parts
from convite.events.questions.models import EVENT
from convite.events.questions.queries import questions_of
from convite.people.guests.models import Guest
from convite.plan.seating.models import Seat
from convite.room.attendees.models import Attendee
from convite.room.entitlements.queries import answers_of, parts_answered

#: People read per transaction.
PAGE_SIZE = 1000
#: Bytes read from the file at once.
CHUNK_SIZE = 1 << 16

RowPages = AsyncIterator[list[list[str]]]


async def questions_of_event(tx: ReadTx, event_id: UUID) -> list[ExportQuestion]:
    """The event's questions, in order."""
    return [
        ExportQuestion(id=question.id, label=question.label)
        for question in await questions_of(tx, EVENT, event_id)
    ]


async def parts_of_event(tx: ReadTx, event: Event) -> list[ExportPart]:
    """The event's parts, in order."""
    return [ExportPart(id=part.id, title=part.title) for part in await shown_parts(tx, event)]


async def export_rows(
    database: Database, principal: Principal, event_id: UUID, columns: ExportColumns
) -> RowPages:
    """Yields the list by name, in pages of rows. Index: attendees_sort_key_index."""
    async with database.read(principal) as tx:
        names = await party_names(tx, event_id, str)
    after: tuple[str, UUID] | None = None
    while True:
        async with database.read(principal) as tx:
            keys = await page_of_keys(tx, event_id, after)
            by_id = await people_of(tx, [key for _, key in keys], names)
        rows = [by_id[key].cells(columns) for _, key in keys if key in by_id]
        if rows:
            yield rows
        if len(keys) < PAGE_SIZE:
            return
        after = keys[-1]


async def page_of_keys(
    tx: ReadTx, event_id: UUID, after: tuple[str, UUID] | None
) -> list[tuple[str, UUID]]:
    """The next people's sort keys and ids."""
    order = (Attendee.sort_key, Attendee.id)
    statement = (
        select(*order)
        .where(Attendee.event_id == event_id, Attendee.status != "canceled")
        .order_by(*order)
        .limit(PAGE_SIZE)
    )
    if after is not None:
        statement = statement.where(tuple_(*order) > tuple_(*after))
    return [(row[0], row[1]) for row in await tx.execute(statement)]


async def people_of(
    tx: ReadTx, ids: list[UUID], names: Mapping[UUID, str]
) -> dict[UUID, ExportRow]:
    """The rows of these attendees, with guest, seat and party, by its name where it has one."""
    result = await tx.execute(
        select(
            *(Attendee.id, Guest.first_name, Guest.last_name, Guest.email, Guest.phone),
            *(Guest.company, Guest.tags, Guest.locale, Attendee.side, Invitation.party_key),
            *(Invitation.label, Attendee.status, Seat.seat_number, Attendee.attendance),
            *(Attendee.notes, Attendee.answers, Invitation.id.label("invitation_id")),
            *(Invitation.reissue, answers_of(Attendee.__table__.c.id).label("parts")),
        )
        .join(Guest, Guest.id == Attendee.guest_id)
        .outerjoin(Invitation, Invitation.id == Attendee.invitation_id)
        .outerjoin(Seat, Seat.attendee_id == Attendee.id)
        .where(Attendee.id.in_(ids))
    )
    return {row.id: export_row(row, names) for row in result}


def export_row(row: Any, names: Mapping[UUID, str]) -> ExportRow:
    """A row of `people_of`; the codes are derived, because they aren't stored."""
    code = url = ""
    if row.invitation_id is not None:
        invitation = Invitation(id=row.invitation_id, reissue=row.reissue)
        code, url = invitation.short_code, invitation.url
    return ExportRow(
        first_name=row.first_name,
        last_name=row.last_name,
        email=row.email,
        phone=row.phone,
        company=row.company,
        tags=row.tags,
        locale=row.locale,
        side=row.side,
        party_key=row.party_key,
        invitation=names.get(row.invitation_id) or row.label,
        status=row.status,
        seat_number=row.seat_number,
        attendance=row.attendance,
        notes=row.notes,
        answers=row.answers,
        parts={part.part_id: part.state for part in parts_answered(row.parts)},
        code=code,
        url=url,
    )


async def csv_file(header: list[str], rows: RowPages) -> AsyncIterator[bytes]:
    """Streams the list as CSV while reading it."""
    yield MARK + csv_piece([header])
    async for page in rows:
        yield await asyncio.to_thread(csv_piece, page)


async def excel_file(header: list[str], rows: RowPages) -> AsyncIterator[bytes]:
    """Writes the list as XLSX to a temporary file, then streams the file."""
    with Workbook("Guests") as book:
        book.head(header)
        async for page in rows:
            await asyncio.to_thread(book.add, page)
        path = await asyncio.to_thread(book.close)
        with path.open("rb") as file:
            while chunk := await asyncio.to_thread(file.read, CHUNK_SIZE):
                yield chunk
