"""What of an event stands in a party's calendars."""

from collections.abc import Sequence
from dataclasses import replace

from convite.doors.calendars.rules import CalendarEntry
from convite.doors.invitations.models import Invitation
from convite.events.event.models import Event
from convite.events.event.rules import text_in
from convite.room.attendees.queries import Person


def calendar_entries(
    event: Event,
    invitation: Invitation,
    people: Sequence[Person],
    locale: str,
    *,
    coming: Sequence[Person] | None = None,
) -> list[CalendarEntry]:
    """The event, or those of its parts that the party comes to; empty for an event without a time.

    `coming` are those of the party whose parts count, by default everybody. `sequence` grows whenever the
    event or a reply of the party changes.
    """
    shown = event_entry(event, locale, invitation.url)
    if shown is None:
        return []
    entry = replace(
        shown,
        sequence=shown.sequence + max((one.attendee.version for one in people), default=0),
        is_canceled=shown.is_canceled or invitation.canceled_at is not None,
    )
    if event.has_parts:
        of_parts = part_entries(entry, people if coming is None else coming, locale)
        return of_parts or [entry]
    return [entry]


def event_entry(event: Event, locale: str, url: str) -> CalendarEntry | None:
    """The event as anybody's calendar shows it; None before it has a time."""
    if event.starts_at is None:
        return None
    return CalendarEntry(
        uid=str(event.id),
        title=text_in(event, "title", locale),
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        place=event.venue_text,
        description=event.description,
        url=url,
        sequence=event.version,
        changed_at=event.updated_at,
        is_canceled=event.status == "canceled",
    )


def part_entries(
    entry: CalendarEntry, people: Sequence[Person], locale: str
) -> list[CalendarEntry]:
    """An entry for each part that somebody comes to; before anybody does, for each they are invited to."""
    parts = [part for one in people for part in one.parts]
    coming = [part for part in parts if part.state == "going"]
    found = {part.part_id: part for part in coming or parts}
    return [
        replace(
            entry,
            uid=str(part.part_id),
            title=f"{entry.title}: {part.in_language(locale).title}",
            starts_at=part.starts_at,
            ends_at=part.ends_at,
            place=part.venue_text or entry.place,
        )
        for part in sorted(found.values(), key=lambda part: part.starts_at)
    ]
