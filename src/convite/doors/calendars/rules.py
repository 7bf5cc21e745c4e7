"""An event as a calendar file (RFC 5545, RFC 5546), and as a link to Google or Outlook. Pure functions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from urllib.parse import urlencode

from icalendar import Calendar, Event, vCalAddress, vText

#: What a file is for: to be added, to be added or brought up to date without asking, or to be taken out.
Method = Literal["PUBLISH", "REQUEST", "CANCEL"]
#: Calendars on the web that take an event by a link.
WebCalendar = Literal["google", "outlook"]

GOOGLE = "https://calendar.google.com/calendar/render"
OUTLOOK = "https://outlook.live.com/calendar/0/action/compose"
#: Longest description in a link: some programs cut URLs at 2,000 characters.
MAX_DESCRIPTION = 500


@dataclass(frozen=True, kw_only=True)
class CalendarEntry:
    """An event as calendars show it."""

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime | None
    place: str
    description: str
    url: str
    #: Grows with every change, so that calendars know which copy is the newer one.
    sequence: int
    changed_at: datetime
    is_canceled: bool


@dataclass(frozen=True, kw_only=True)
class Invitee:
    """Who a calendar file is for, and who sends it."""

    name: str
    email: str
    host: str
    sender: str


def calendar_file(
    entries: Sequence[CalendarEntry],
    *,
    method: Method | None = None,
    invitee: Invitee | None = None,
) -> bytes:
    """The event, or each of its parts, as a calendar file; `method` is by default what the entries say."""
    is_canceled = any(entry.is_canceled for entry in entries)
    calendar = Calendar()
    calendar.add("prodid", "-//Convite//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method or ("CANCEL" if is_canceled else "PUBLISH"))
    for entry in entries:
        component = calendar_event(entry)
        if invitee is not None:
            add_people(component, invitee)
        calendar.add_component(component)
    return bytes(calendar.to_ical())


def cancellation_of(file: str, at: datetime) -> str:
    """A file that removes what a calendar file has added: the same entries, canceled."""
    calendar = Calendar.from_ical(file)
    calendar["method"] = vText("CANCEL")
    for event in calendar.walk("VEVENT"):
        sequence = int(event.get("sequence", 0)) + 1
        for name in ("status", "sequence", "dtstamp"):
            event.pop(name, None)
        event.add("status", "CANCELLED")
        event.add("sequence", sequence)
        event.add("dtstamp", at.astimezone(UTC))
    return bytes(calendar.to_ical()).decode()


def is_request(file: str) -> bool:
    """Whether a calendar file puts its event in calendars without asking."""
    return "\nMETHOD:REQUEST" in file


def add_people(event: Event, invitee: Invitee) -> None:
    """Says who invites, and that the guest has accepted; programs needn't ask them again."""
    organizer = vCalAddress(f"mailto:{invitee.sender}")
    if invitee.host:
        organizer.params["CN"] = vText(one_line(invitee.host))
    guest = vCalAddress(f"mailto:{invitee.email}")
    guest.params["CN"] = vText(one_line(invitee.name))
    guest.params["PARTSTAT"] = vText("ACCEPTED")
    guest.params["RSVP"] = vText("FALSE")
    event.add("organizer", organizer)
    event.add("attendee", guest)


def one_line(text: str) -> str:
    """A text for a parameter, which may hold neither line breaks nor quotes."""
    return " ".join(text.replace('"', "'").split())


def calendar_event(entry: CalendarEntry) -> Event:
    """One entry as a calendar's component; without `ends_at` it has no end."""
    event = Event()
    event.add("uid", f"{entry.uid}@convite")
    event.add("dtstamp", entry.changed_at.astimezone(UTC))
    event.add("last-modified", entry.changed_at.astimezone(UTC))
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    if entry.ends_at is not None:
        event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("summary", entry.title)
    if entry.place:
        event.add("location", entry.place)
    if entry.description:
        event.add("description", entry.description)
    event.add("url", entry.url)
    event.add("status", "CANCELLED" if entry.is_canceled else "CONFIRMED")
    return event


def calendar_link(calendar: WebCalendar, entry: CalendarEntry) -> str:
    """The page of a calendar on the web with the event filled in; without an end, it ends as it begins."""
    ends_at = entry.ends_at or entry.starts_at
    description = "\n\n".join(
        part for part in (entry.description[:MAX_DESCRIPTION], entry.url) if part
    )
    if calendar == "google":
        span = "/".join(f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}" for at in (entry.starts_at, ends_at))
        values = {"action": "TEMPLATE", "text": entry.title, "dates": span}
        return f"{GOOGLE}?{urlencode(values | {'details': description, 'location': entry.place})}"
    values = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": entry.title,
        "startdt": f"{entry.starts_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "enddt": f"{ends_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "body": description,
        "location": entry.place,
    }
    return f"{OUTLOOK}?{urlencode(values)}"
