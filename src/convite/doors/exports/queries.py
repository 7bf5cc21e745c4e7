"""Queries of exports: the list in index order, each page in its own short transaction.

A slow client holds no connection, and memory for one page only.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

from sqlalchemy import select, tuple_

from convite.core.db import Database, Principal, ReadTx
from convite.core.sheet_writing import MARK, Workbook, csv_piece
from convite.doors.exports.rules import ExportColumns, ExportQuestion, Line
from convite.doors.invitations.models import Invitation
from convite.events.questions.models import EVENT
from convite.events.questions.queries import questions_of
from convite.people.guests.models import Guest
from convite.plan.seating.models import Seat
from convite.room.attendees.models import Attendee

#: People read by one transaction.
PAGE = 1000
#: Chunk size in bytes.
PIECE = 1 << 16

Lines = AsyncIterator[list[list[str]]]


async def questions_of_event(tx: ReadTx, event_id: UUID) -> list[ExportQuestion]:
    """The event's questions in their order."""
    return [
        ExportQuestion(id=one.id, label=one.label)
        for one in await questions_of(tx, EVENT, event_id)
    ]


async def lines(
    database: Database, principal: Principal, event_id: UUID, shown: ExportColumns
) -> Lines:
    """The list by name, a page of rows at a time; by attendees_sort_key_index."""
    edge: tuple[str, UUID] | None = None
    while True:
        async with database.read(principal) as tx:
            keys = await page_of_keys(tx, event_id, edge)
            found = await people_of(tx, [key for _, key in keys])
        rows = [found[key].cells(shown) for _, key in keys if key in found]
        if rows:
            yield rows
        if len(keys) < PAGE:
            return
        edge = keys[-1]


async def page_of_keys(
    tx: ReadTx, event_id: UUID, edge: tuple[str, UUID] | None
) -> list[tuple[str, UUID]]:
    """The next people's sort keys and ids."""
    by = (Attendee.sort_key, Attendee.id)
    statement = (
        select(*by)
        .where(Attendee.event_id == event_id, Attendee.status != "canceled")
        .order_by(*by)
        .limit(PAGE)
    )
    if edge is not None:
        statement = statement.where(tuple_(*by) > tuple_(*edge))
    return [(row[0], row[1]) for row in await tx.execute(statement)]


async def people_of(tx: ReadTx, ids: list[UUID]) -> dict[UUID, Line]:
    """These people with guest, invitation and seat."""
    found = await tx.execute(
        select(
            *(Attendee.id, Guest.first_name, Guest.last_name, Guest.email, Guest.phone),
            *(Guest.company, Guest.tags, Guest.locale, Attendee.side, Invitation.party_key),
            *(Invitation.label, Attendee.status, Seat.seat_number, Attendee.attendance),
            *(Attendee.notes, Attendee.answers, Invitation.id.label("invitation_id")),
            Invitation.reissue,
        )
        .join(Guest, Guest.id == Attendee.guest_id)
        .outerjoin(Invitation, Invitation.id == Attendee.invitation_id)
        .outerjoin(Seat, Seat.attendee_id == Attendee.id)
        .where(Attendee.id.in_(ids))
    )
    return {row.id: line_of(row) for row in found}


def line_of(row: Any) -> Line:
    """A row of `people_of`; the codes are derived, because they aren't stored."""
    code = url = ""
    if row.invitation_id is not None:
        invitation = Invitation(id=row.invitation_id, reissue=row.reissue)
        code, url = invitation.short_code, invitation.url
    return Line(
        first_name=row.first_name,
        last_name=row.last_name,
        email=row.email,
        phone=row.phone,
        company=row.company,
        tags=row.tags,
        locale=row.locale,
        side=row.side,
        party_key=row.party_key,
        invitation=row.label,
        status=row.status,
        seat_number=row.seat_number,
        attendance=row.attendance,
        notes=row.notes,
        answers=row.answers,
        code=code,
        url=url,
    )


async def csv_file(head: list[str], rows: Lines) -> AsyncIterator[bytes]:
    """The list as CSV, sent while it is read."""
    yield MARK + csv_piece([head])
    async for some in rows:
        yield await asyncio.to_thread(csv_piece, some)


async def excel_file(head: list[str], rows: Lines) -> AsyncIterator[bytes]:
    """The list as XLSX: made in a temporary file, then sent from there."""
    with Workbook("Guests") as book:
        book.head(head)
        async for some in rows:
            await asyncio.to_thread(book.add, some)
        path = await asyncio.to_thread(book.close)
        with path.open("rb") as file:
            while piece := await asyncio.to_thread(file.read, PIECE):
                yield piece
