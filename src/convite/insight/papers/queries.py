"""Queries of papers: attendees with their seats, parties with their codes, and what other parts print."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from convite.core.db import ReadTx
from convite.core.language import Say, pick
from convite.core.problems import Conflict
from convite.doors.heldtickets.queries import held_ticket, tickets_of_event
from convite.doors.invitations.models import IS_PARTY, Invitation
from convite.doors.invitations.queries import party_names
from convite.doors.lists.rules import statuses_of
from convite.doors.lists.schemas import ViewQuery
from convite.events.event.models import Event
from convite.insight.catering.queries import read_sheet
from convite.insight.catering.rules import paper_values, sheet_rows
from convite.insight.labels.queries import addressed
from convite.insight.labels.rules import SHEETS, label_rows, label_values
from convite.insight.papers.rules import Card, Content, Guest, content_of, statuses_on
from convite.insight.papers.schemas import PaperOrder, PaperRequest
from convite.insight.ticketsheets.queries import look_of
from convite.insight.ticketsheets.rules import ticket_rows, ticket_values
from convite.insight.views.queries import read_view
from convite.insight.views.rules import view_rows, view_values
from convite.people.guests.models import Guest as GuestRow
from convite.plan.seating.models import Seat
from convite.room.attendees.models import Attendee

#: At most so many people, or parties, per paper.
MAX_NAMES = 20_000


async def read(tx: ReadTx, event: Event, wanted: PaperOrder, say: Say) -> Content:
    """Reads what stands on the paper.

    Raises:
        Conflict: there is nobody to print, or too many for one paper.
    """
    if wanted.kind == "caterer_sheet":
        return await eaten(tx, event, wanted, say)
    if wanted.kind == "envelope_labels":
        return await labeled(tx, event, wanted, say)
    if wanted.kind == "tickets":
        return await ticketed(tx, event, wanted, say)
    if wanted.kind == "guest_list" and wanted.view is not None:
        return await viewed(tx, event, wanted, wanted.view, say)
    if wanted.kind == "invitation_cards":
        guests, cards = [], await cards_of(tx, event.id, say)
    else:
        statuses = statuses_on(wanted.kind, wanted.include_pending)
        guests, cards = await guests_of(tx, event.id, statuses, say), []
    check_size(max(len(guests), len(cards)))
    if wanted.kind in ("seating_chart", "table_cards") and not any(g.seat_number for g in guests):
        raise Conflict("No one has a seat yet.", name="nobody-seated")
    return content_of(wanted.kind, wanted.by, guests, cards, say)


def check_size(names: int) -> None:
    """Rejects a paper with nobody on it, or with too many.

    Raises:
        Conflict: it is one.
    """
    if not names:
        raise Conflict("There's no one to print yet.", name="nobody")
    if names > MAX_NAMES:
        limit = Conflict(f"One paper can have at most {MAX_NAMES} names.", name="too-many")
        raise limit.with_text("names", most=MAX_NAMES)


async def eaten(tx: ReadTx, event: Event, wanted: PaperRequest, say: Say) -> Content:
    """The caterer's sheet.

    Raises:
        Conflict: nobody is coming, or too many are.
    """
    sheet = await read_sheet(tx, event, wanted.part)
    if not sheet.people:
        raise Conflict("There's no one to print yet.", name="nobody")
    return Content(
        people=sheet.people,
        names=[note.name for table in sheet.tables for note in table.notes],
        values=lambda: paper_values(sheet, say),
        rows=lambda: sheet_rows(sheet, say),
    )


async def labeled(tx: ReadTx, event: Event, wanted: PaperRequest, say: Say) -> Content:
    """Labels for the envelopes of the parties that have an address.

    Raises:
        Conflict: there is no such party, or too many.
    """
    statuses = {one for status in wanted.statuses for one in statuses_of(status)}
    found = await addressed(tx, event.id, sorted(statuses), say)
    return Content(
        people=len(found.labels),
        names=[label.name for label in found.labels],
        values=lambda: label_values(
            found.labels,
            SHEETS[wanted.label_sheet],
            first=wanted.first_label,
            home=event.country,
            locale=pick("", wanted.locale, event.locale),
        ),
        rows=lambda: label_rows(found.labels, say),
        told={"without_address": found.without},
    )


async def ticketed(tx: ReadTx, event: Event, wanted: PaperRequest, say: Say) -> Content:
    """The tickets of everybody who is coming.

    Raises:
        Conflict: nobody is coming, or too many are.
    """
    tickets = [held_ticket(one) for one in await tickets_of_event(tx, event.id, MAX_NAMES + 1)]
    check_size(len(tickets))
    look = await look_of(tx, event)
    return Content(
        people=len(tickets),
        names=[one.name for one in tickets],
        values=lambda: ticket_values(tickets, look, wanted.per_page, say),
        rows=lambda: ticket_rows(tickets, say),
    )


async def viewed(
    tx: ReadTx, event: Event, wanted: PaperOrder, query: ViewQuery, say: Say
) -> Content:
    """A view of the guest list.

    Raises:
        Conflict: nobody matches, or too many do.
    """
    view = await read_view(tx, event, query, wanted.rights, say)
    return Content(
        people=len(view.rows),
        names=[f"{row.first_name} {row.last_name}".strip() for row in view.rows],
        values=lambda: view_values(view, say),
        rows=lambda: view_rows(view, say),
    )


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
        .where(Invitation.event_id == event_id, Invitation.canceled_at.is_(None), IS_PARTY)
        .order_by(Invitation.sort_key, Invitation.id)
        .limit(MAX_NAMES + 1)
    )
    made = []
    for row in found:
        invitation = Invitation(id=row.id, reissue=row.reissue)
        name = names.get(row.id) or row.label
        made.append(Card(name=name, code=invitation.short_code, url=invitation.url))
    return made
