"""What of an event stands in a ticket holder's calendar."""

from dataclasses import replace

from convite.core.db import ReadTx
from convite.doors.calendars.queries import event_entry, part_entries
from convite.doors.calendars.rules import CalendarEntry
from convite.entrance.tickets.queries import TicketOfPerson, page_url
from convite.events.event.models import Event
from convite.room.attendees.queries import people_by_ids


async def ticket_entries(
    tx: ReadTx, event: Event, found: TicketOfPerson, locale: str
) -> list[CalendarEntry]:
    """The event, or those of its parts that the holder comes to; empty for an event without a time.

    A revoked ticket takes them out of calendars.
    """
    ticket = found.ticket
    entry = event_entry(event, locale, page_url(ticket.serial, ticket.id, ticket.reissue))
    if entry is None:
        return []
    entry = replace(
        entry,
        sequence=entry.sequence + found.attendee.version,
        is_canceled=entry.is_canceled or ticket.revoked_at is not None,
    )
    if event.has_parts:
        return part_entries(entry, await people_by_ids(tx, [found.attendee.id]), locale) or [entry]
    return [entry]
