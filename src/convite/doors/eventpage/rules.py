"""What the page of an event says. Pure functions."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from convite.events.event.models import Event
from convite.events.event.rules import text_in
from convite.events.parts.models import EventPart
from convite.events.parts.schemas import PartForGuest

#: Of schema.org, by the event's status.
STATUSES = {"canceled": "https://schema.org/EventCancelled"}
SCHEDULED = "https://schema.org/EventScheduled"


@dataclass(frozen=True, kw_only=True)
class PublicEvent:
    """What the page of an event shows."""

    event: Event
    host: str
    #: The parts that everybody is invited to, in order.
    parts: Sequence[EventPart]
    #: How many people are coming.
    going: int
    #: How many more can; None without a limit.
    places_left: int | None

    #: Whether one can wait for a place when none is left.
    can_wait: bool

    @property
    def can_be_joined(self) -> bool:
        """Whether the page leads to asking for places."""
        return self.event.is_open and self.event.approval != "invite_only"


def page_address(address: str, slug: str) -> str:
    """The address of an event's page."""
    return f"{address}/e/{slug}"


def part_in(part: EventPart, locale: str) -> PartForGuest:
    """A part of the event in a language."""
    return PartForGuest(
        id=part.id,
        title=text_in(part, "title", locale),
        starts_at=part.starts_at,
        ends_at=part.ends_at,
        venue_text=part.venue_text,
    )


def summary(text: str, most: int = 200) -> str:
    """The beginning of a text on one line, as previews of links show it.

    Example:
        >>> summary("One  evening on the roof.", most=14)
        'One evening…'
    """
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    return line[: most - 1].rsplit(" ", 1)[0].rstrip(",;:. ") + "…"


def structured_data(shown: PublicEvent, locale: str, url: str) -> str:
    """The event in the vocabulary of schema.org (JSON-LD), safe inside a script element.

    The link of an online event isn't in it: it is only for those who come.
    """
    event, place = shown.event, shown.event.venue_text
    online = {"@type": "VirtualLocation", "url": url}
    location = {"@type": "Place", "name": place, "address": place} if place else online
    mode = "OfflineEventAttendanceMode" if place else "OnlineEventAttendanceMode"
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": text_in(event, "title", locale),
        "url": url,
        "eventStatus": STATUSES.get(event.status, SCHEDULED),
        "eventAttendanceMode": f"https://schema.org/{mode}",
        "location": location,
        "organizer": {"@type": "Person", "name": shown.host},
        "inLanguage": locale,
    }
    if event.starts_at is not None:
        data["startDate"] = event.starts_at.isoformat()
    if event.ends_at is not None:
        data["endDate"] = event.ends_at.isoformat()
    if text := summary(text_in(event, "description", locale), most=5000):
        data["description"] = text
    # nothing in it can end the element or begin another
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c").replace("&", "\\u0026")
