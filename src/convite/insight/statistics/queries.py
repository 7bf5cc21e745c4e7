"""Figures of an event, and a user's events with theirs."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text

from convite.core.db import ReadTx
from convite.core.paging import Page, PageQuery, page
from convite.events.event.models import Event
from convite.insight.statistics.schemas import EventItem, Stats
from convite.plan.seating.models import Seat
from convite.plan.seating.queries import STATUS
from convite.room.attendees.models import Attendee
from convite.room.attendees.rules import guest_status


async def events_page(
    tx: ReadTx, query: PageQuery, *, status: str | None, text_: str | None, deleted: bool,
    organization_id: UUID | None,
) -> Page[EventItem]:  # fmt: skip
    """The events that the transaction's user is a member of (by RLS policy), newest first."""
    statement = select(Event)
    statement = statement.where(
        Event.deleted_at.is_not(None) if deleted else Event.deleted_at.is_(None)
    )
    if organization_id:
        statement = statement.where(Event.organization_id == organization_id)
    if status:
        statement = statement.where(Event.status == status)
    if text_:
        statement = statement.where(Event.title.icontains(text_, autoescape=True))
    by = [Event.created_at, Event.id]
    found = await page(
        tx, statement, query, by, lambda row: EventItem.model_validate(row[0]), descending=True
    )
    figures = await figures_of(tx, [item.id for item in found.items])
    for item in found.items:
        total, accepted, going, requests = figures.get(item.id, (0, 0, 0, 0))
        item.total_guests, item.going_count, item.requests_count = total, going, requests
        item.confirmation_rate = round(accepted / total, 4) if total else 0.0
    return found


async def figures_of(tx: ReadTx, ids: list[UUID]) -> dict[UUID, tuple[int, int, int, int]]:
    """Total, accepted, going and requests of each event."""
    if not ids:
        return {}
    rows = await tx.execute(text("SELECT * FROM event_figures(:ids)"), {"ids": ids})
    return {
        row.event_id: (row.total, row.accepted, row.going_count, row.requests_count) for row in rows
    }


async def stats_of(tx: ReadTx, event_id: UUID) -> Stats:
    """The figures of the event's overview and its check-in screen."""
    counted = await tx.execute(
        select(Attendee.status, Attendee.attendance, Attendee.side, func.count())
        .where(Attendee.event_id == event_id, Attendee.status != "canceled")
        .group_by(Attendee.status, Attendee.attendance, Attendee.side)
    )
    rows: list[tuple[Any, ...]] = [tuple(row) for row in counted]
    total = sum(row[3] for row in rows)
    accepted = sum(row[3] for row in rows if row[0] == "going")
    by_side: dict[str, int] = {}
    by_status: dict[str, int] = {"invited": 0, "confirmed": 0, "declined": 0}
    for status, _, side, count in rows:
        by_side[side] = by_side.get(side, 0) + count
        by_status[guest_status(status)] += count
    return Stats(
        total=total,
        invited=total,
        accepted=accepted,
        declined=count_where(rows, 0, "declined"),
        pending=count_where(rows, 0, "pending"),
        waitlisted=count_where(rows, 0, "waitlisted"),
        checked_in=count_where(rows, 1, "checked_in"),
        left=count_where(rows, 1, "left"),
        no_show=count_where(rows, 1, "no_show"),
        confirmation_rate=round(accepted / total, 4) if total else 0.0,
        by_side=by_side,
        by_status=by_status,
        seats=await seat_figures(tx, event_id),
    )


def count_where(rows: list[tuple[Any, ...]], column: int, value: str) -> int:
    """How many people have `value` in that column."""
    return int(sum(row[3] for row in rows if row[column] == value))


async def seat_figures(tx: ReadTx, event_id: UUID) -> dict[str, int]:
    """The number of seats, in total and by state."""
    counted = await tx.execute(
        select(STATUS, func.count()).where(Seat.event_id == event_id).group_by(STATUS)
    )
    found = {row[0]: row[1] for row in counted}
    states = {state: found.get(state, 0) for state in ("assigned", "held", "free", "blocked")}
    return {"total": sum(found.values()), **states}
