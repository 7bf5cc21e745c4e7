"""Queries of hosts' pages."""

from uuid import UUID

from convite.core.db import ReadTx
from convite.core.paging import Page, PageQuery
from convite.doors.calendars.rules import CalendarEntry
from convite.doors.eventpage.rules import page_address
from convite.insight.discovery.queries import Search, events_page
from convite.insight.discovery.schemas import PublicEventItem

CALENDAR = "SELECT * FROM host_calendar($1, $2)"
#: Most events in a calendar, the next ones.
MOST_ENTRIES = 200


async def upcoming(
    tx: ReadTx, host_id: UUID, query: PageQuery, locale: str
) -> Page[PublicEventItem]:
    """A page of the host's public events that aren't over, the next one first."""
    return await events_page(tx, Search(host=host_id), query, locale)


async def calendar_entries(tx: ReadTx, host_id: UUID, address: str) -> list[CalendarEntry]:
    """The host's public events as calendars show them, those canceled among them."""
    return [
        CalendarEntry(
            uid=str(row["event_id"]),
            title=row["title"],
            starts_at=row["starts_at"],
            ends_at=row["ends_at"],
            place=row["venue_text"],
            description=row["description"],
            url=page_address(address, row["slug"]),
            sequence=row["version"],
            changed_at=row["updated_at"],
            is_canceled=row["is_canceled"],
        )
        for row in await tx.driver.fetch(CALENDAR, host_id, MOST_ENTRIES)
    ]
