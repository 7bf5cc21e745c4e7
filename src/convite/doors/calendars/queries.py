"""What of an event stands in a party's calendars."""

from collections.abc import Sequence
from dataclasses import replace

from convite.doors.calendars.rules import CalendarEntry
from convite.doors.invitations.models import Invitation
from convite.events.event.models import Event
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
    if event.starts_at is None:
        return []
    entry = CalendarEntry(
        uid=str(event.id),
        title=event.translations.get(locale, {}).get("title") or event.title,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        place=event.venue_text,
        description=event.description,
        url=invitation.url,
        sequence=event.version + max((one.attendee.version for one in people), default=0),
        changed_at=event.updated_at,
        is_canceled=event.status == "canceled" or invitation.canceled_at is not None,
    )
    if event.has_parts:
        of_parts = part_entries(entry, people if coming is None else coming, locale)
        return of_parts or [entry]
    return [entry]


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
