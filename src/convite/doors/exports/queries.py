"""Queries of exports: the list in index order, each page in its own short transaction.

A slow client doesn't occupy a connection, and only one page is in memory.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import select

from convite.core.card_writing import card_piece
from convite.core.database import Database
from convite.core.db import Principal, ReadTx
from convite.core.paging import MAX_ITEMS, PageQuery
from convite.core.sheet_open import OpenWorkbook
from convite.core.sheet_writing import MARK, Workbook, csv_piece
from convite.doors.exports.rules import (
    ExportColumns,
    ExportPart,
    ExportQuestion,
    ExportRow,
    card_of,
    cells_of,
)
from convite.doors.invitations.models import Invitation
from convite.doors.invitations.queries import party_names
from convite.doors.lists.queries import ids_page
from convite.doors.lists.schemas import ListFilters, Sort
from convite.events.event.models import Event
from convite.events.parts.queries import shown_parts
from convite.events.questions.models import EVENT
from convite.events.questions.queries import questions_of
from convite.people.guests.models import Guest, GuestContact
from convite.people.identity.models import User
from convite.plan.seating.models import Seat
from convite.room.attendees.models import Attendee
from convite.room.entitlements.queries import answers_of, parts_answered

#: People read per transaction.
PAGE_SIZE = MAX_ITEMS
#: Bytes read from the file at once.
CHUNK_SIZE = 1 << 16


async def questions_of_event(tx: ReadTx, event_id: UUID) -> list[ExportQuestion]:
    """The event's questions, in order."""
    return [
        ExportQuestion(id=question.id, label=question.label, kind=question.kind)
        for question in await questions_of(tx, EVENT, event_id)
    ]


async def parts_of_event(tx: ReadTx, event: Event) -> list[ExportPart]:
    """The event's parts, in order."""
    return [ExportPart(id=part.id, title=part.title) for part in await shown_parts(tx, event)]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Whom an export has, and in which order."""

    event_id: UUID
    filters: ListFilters
    sort: Sort


async def export_rows(
    database: Database, principal: Principal, wanted: Wanted
) -> AsyncIterator[list[ExportRow]]:
    """Yields the list in its order, in pages."""
    async with database.read(principal) as tx:
        names = await party_names(tx, wanted.event_id, str)
    query = PageQuery(limit=PAGE_SIZE)
    while True:
        async with database.read(principal) as tx:
            page = await ids_page(tx, wanted.event_id, query, wanted.filters, wanted.sort)
            by_id = await people_of(tx, page.items, names)
        rows = [by_id[key] for key in page.items if key in by_id]
        if rows:
            yield rows
        if page.next_cursor is None:
            return
        query = PageQuery(limit=PAGE_SIZE, cursor=page.next_cursor)


async def people_of(
    tx: ReadTx, ids: Sequence[UUID], names: Mapping[UUID, str]
) -> dict[UUID, ExportRow]:
    """The rows of these attendees, with guest, seat and party, by its name where it has one."""
    found = await tx.execute(
        select(
            *(Attendee.id, Attendee.guest_id, Guest.first_name, Guest.last_name, Guest.email),
            *(Guest.phone, Guest.company, Guest.tags, Guest.locale, Guest.is_child, Guest.address),
            *(Attendee.side, Invitation.party_key, Invitation.label, Attendee.status),
            *(Seat.seat_number, Attendee.attendance, Attendee.notes, Attendee.answers),
            *(Attendee.responded_at, Attendee.created_at, User.name.label("added_by")),
            *(Invitation.id.label("invitation_id"), Invitation.reissue),
            answers_of(Attendee.__table__.c.id).label("parts"),
        )
        .join(Guest, Guest.id == Attendee.guest_id)
        .outerjoin(Invitation, Invitation.id == Attendee.invitation_id)
        .outerjoin(Seat, Seat.attendee_id == Attendee.id)
        .outerjoin(User, User.id == Attendee.added_by)
        .where(Attendee.id.in_(ids))
    )
    rows = found.all()
    further = await further_contacts(tx, [row.guest_id for row in rows])
    return {row.id: export_row(row, names, further.get(row.guest_id, {})) for row in rows}


async def further_contacts(
    tx: ReadTx, guest_ids: Sequence[UUID]
) -> dict[UUID, dict[str, list[str]]]:
    """Further addresses and numbers by guest and kind."""
    found = await tx.execute(
        select(GuestContact.guest_id, GuestContact.kind, GuestContact.value)
        .where(
            GuestContact.guest_id.in_(guest_ids),
            GuestContact.is_preferred.is_(False),
            GuestContact.is_readable,
        )
        .order_by(GuestContact.guest_id, GuestContact.created_at, GuestContact.id)
    )
    contacts: dict[UUID, dict[str, list[str]]] = {}
    for guest_id, kind, value in found:
        contacts.setdefault(guest_id, {}).setdefault(kind, []).append(value)
    return contacts


def export_row(
    row: Any, names: Mapping[UUID, str], further: Mapping[str, Sequence[str]]
) -> ExportRow:
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
        emails=further.get("email", ()),
        phones=further.get("phone", ()),
        company=row.company,
        tags=row.tags,
        locale=row.locale,
        is_child=row.is_child,
        address=row.address,
        side=row.side,
        party_key=row.party_key,
        invitation=names.get(row.invitation_id) or row.label,
        status=row.status,
        seat_number=row.seat_number,
        attendance=row.attendance,
        notes=row.notes,
        replied=row.responded_at,
        added=row.created_at,
        added_by=row.added_by,
        answers=row.answers,
        parts={part.part_id: part.state for part in parts_answered(row.parts)},
        code=code,
        url=url,
    )


async def list_file(
    kind: str, columns: ExportColumns, rows: AsyncIterator[list[ExportRow]]
) -> AsyncIterator[bytes]:
    """Streams the list as a file of this kind while reading it."""
    if kind in BOOKS:
        async for chunk in book_file(BOOKS[kind], columns, rows):
            yield chunk
        return
    head, piece, foot = PIECES[kind]
    yield head(columns)
    is_first = True
    async for page in rows:
        yield await asyncio.to_thread(piece, page, columns, is_first)
        is_first = False
    yield foot


def csv_rows(page: list[ExportRow], columns: ExportColumns, _: bool) -> bytes:
    """A page as CSV."""
    return csv_piece([cells_of(row, columns) for row in page])


def cards(page: list[ExportRow], columns: ExportColumns, _: bool) -> bytes:
    """A page as contact cards."""
    return b"".join(card_piece(card_of(row, columns)) for row in page)


def objects(page: list[ExportRow], columns: ExportColumns, is_first: bool) -> bytes:
    """A page as JSON objects, whose keys are the columns' names."""
    header = columns.header
    found = [dict(zip(header, cells_of(row, columns), strict=True)) for row in page]
    return (b"" if is_first else b",\n") + b",\n".join(map(msgspec.json.encode, found))


#: How files are streamed in pieces: what they begin with, a page of rows, and what they end with.
PIECES: Mapping[
    str,
    tuple[
        Callable[[ExportColumns], bytes],
        Callable[[list[ExportRow], ExportColumns, bool], bytes],
        bytes,
    ],
] = {
    "csv": (lambda columns: MARK + csv_piece([columns.header]), csv_rows, b""),
    "vcf": (lambda _: b"", cards, b""),
    "json": (lambda _: b"[\n", objects, b"\n]\n"),
}
BOOKS: Mapping[str, type[Workbook] | type[OpenWorkbook]] = {"xlsx": Workbook, "ods": OpenWorkbook}


async def book_file(
    kind: type[Workbook] | type[OpenWorkbook],
    columns: ExportColumns,
    rows: AsyncIterator[list[ExportRow]],
) -> AsyncIterator[bytes]:
    """Writes the list as a workbook to a temporary file, then streams the file."""
    with kind("Guests") as book:
        book.head(columns.header)
        async for page in rows:
            await asyncio.to_thread(book.add, [cells_of(row, columns) for row in page])
        path = await asyncio.to_thread(book.close)
        with path.open("rb") as file:
            while chunk := await asyncio.to_thread(file.read, CHUNK_SIZE):
                yield chunk
