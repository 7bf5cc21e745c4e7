"""What the page of an event says. Pure functions."""

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote
from uuid import UUID

from PIL import Image, ImageOps

from convite.core.bidi import word
from convite.core.language import direction
from convite.core.pages import PAGE_POLICY
from convite.events.event.models import Event
from convite.events.event.rules import text_in
from convite.events.files.models import File
from convite.events.files.schemas import PictureOut
from convite.events.parts.models import EventPart
from convite.events.parts.schemas import PartForGuest

#: Of schema.org, by the event's status.
STATUSES = {"canceled": "https://schema.org/EventCancelled"}
SCHEDULED = "https://schema.org/EventScheduled"
#: Pictures that search engines are told of.
MOST_IMAGES = 3
#: Of the picture that previews of links show, in pixels.
PREVIEW_SIZE = (1200, 630)
#: Of the place and time on it; longer texts are cut.
MAX_LINE = 90


@dataclass(frozen=True, kw_only=True)
class Coming:
    """Somebody who comes and lets everybody see it."""

    user_id: UUID
    name: str
    #: Their picture, if everybody may see it.
    file: File | None
    picture: PictureOut | None


@dataclass(frozen=True, kw_only=True)
class PublicHost:
    """What anybody may know of whoever hosts public events."""

    id: UUID
    name: str
    bio: str
    #: Whether the account's phone is proven.
    is_verified: bool
    #: How many public events of theirs are over.
    held: int
    picture: File | None


#: What a reader with an account is to an event: one who comes, asks or waits, or its host.
Standing = Literal["coming", "asked", "offered", "waiting", "team"]


@dataclass(frozen=True, kw_only=True)
class PublicEvent:
    """What the page of an event shows."""

    event: Event
    host: str
    #: What lets one trust the host; None if they host nothing in public.
    known_host: PublicHost | None
    #: The parts that everybody is invited to, in order.
    parts: Sequence[EventPart]
    #: How many people are coming.
    going: int
    #: Some of them, those with a picture first.
    people: Sequence[Coming]
    #: How many more can; None without a limit.
    places_left: int | None
    #: How many more have to come for it to take place; 0 when it does whoever comes.
    needed: int
    #: Whether one can wait for a place when none is left.
    can_wait: bool
    #: Whether one comes by ordering a ticket.
    sells_tickets: bool
    #: Who the reader is to the event; None for strangers.
    standing: Standing | None = None
    #: Covers first, then the gallery.
    images: Sequence[PictureOut]
    #: The file of the first cover.
    cover_id: UUID | None

    @property
    def can_be_joined(self) -> bool:
        """Whether the page leads to asking for places."""
        approval = self.event.approval
        is_asked = approval == "request" or (approval == "open" and not self.sells_tickets)
        return self.event.is_open and is_asked


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


def structured_data(shown: PublicEvent, locale: str, address: str, url: str) -> str:
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
        "image": [f"{address}{image.url}" for image in shown.images[:MOST_IMAGES]],
    }
    if event.starts_at is not None:
        data["startDate"] = event.starts_at.isoformat()
    if event.ends_at is not None:
        data["endDate"] = event.ends_at.isoformat()
    if text := summary(text_in(event, "description", locale), most=5000):
        data["description"] = text
    # nothing in it can end the element or begin another
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c").replace("&", "\\u0026")


def picture_address(slug: str, file_id: UUID) -> str:
    """Where a picture of an event's page is."""
    return f"/e/{slug}/pictures/{file_id}"


def embeddable(sites: Sequence[str], policy: str = PAGE_POLICY) -> str:
    """What an event's page may do that these sites may show inside a page of theirs."""
    return policy.replace("frame-ancestors 'none'", f"frame-ancestors {' '.join(sites)}")


def initials(name: str) -> str:
    """The first letters of a name's first and last word, for whoever shows no picture.

    Example:
        >>> initials("Ana María Ruiz"), initials("Leo"), initials("")
        ('AR', 'L', '')
    """
    words = name.split()
    return "".join(word[0] for word in words[:1] + words[1:][-1:]).upper()


def face_address(slug: str, file_id: UUID) -> str:
    """Where the picture of somebody who comes is."""
    return f"/e/{slug}/people/{file_id}"


def share_links(title: str, url: str) -> dict[str, str]:
    """Where a page is passed on, by the service's name; an empty name is mail."""
    words, address = quote(title, safe=""), quote(url, safe="")
    return {
        "WhatsApp": f"https://wa.me/?text={words}%20{address}",
        "Telegram": f"https://t.me/share/url?url={address}&text={words}",
        "": f"mailto:?subject={words}&body={address}",
    }


def preview_values(event: Event, when: str, hue: int, *, has_cover: bool) -> dict[str, Any]:
    """What the template of the preview's picture gets, in the event's language."""
    lines = [summary(line, MAX_LINE) for line in (when, event.venue_text) if line]
    return {
        "title": word(summary(event.title, 160)),
        "lines": [word(line) for line in lines],
        "hue": hue,
        "has_cover": has_cover,
        "locale": event.locale,
        "rtl": direction(event.locale) == "rtl",
    }


def over_cover(words: bytes, cover: bytes) -> bytes:
    """The preview's picture: a cover cut to its size, with the words that were typeset over it (PNG).

    Slow: call it in a thread.
    """
    with Image.open(io.BytesIO(cover)) as found:
        picture = ImageOps.fit(found.convert("RGB"), PREVIEW_SIZE).convert("RGBA")
    with Image.open(io.BytesIO(words)) as layer:
        picture.alpha_composite(layer.convert("RGBA").resize(PREVIEW_SIZE))
    out = io.BytesIO()
    # some programs show no picture of more than 600 kB
    picture.convert("RGB").quantize(256).save(out, "PNG", optimize=True)
    return out.getvalue()
