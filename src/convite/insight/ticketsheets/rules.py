"""Tickets as their template reads them. Pure functions."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PIL import Image, ImageOps

from convite.core.bidi import word
from convite.core.language import Say
from convite.core.qr import qr_of
from convite.doors.heldtickets.rules import HeldTicket
from convite.plan.seating.rules import seat_name

#: Width and height of the strip of the cover, in pixels: 180 mm at 170 dpi.
STRIP = (1200, 187)
#: One of the eight masks of ISO/IEC 18004. Trying all takes five times as long, and a ticket's text, which
#: is random, comes out evenly with any.
MASK = 2


class PerPage(IntEnum):
    """How many tickets stand on a page: one with a large code, or three to cut apart."""

    ONE = 1
    THREE = 3


@dataclass(frozen=True, kw_only=True)
class Look:
    """How an event's tickets look."""

    #: The strip of its cover as JPEG; empty without one.
    cover: bytes = b""
    is_serif: bool = True
    #: What its house rules say; empty without any.
    house_rules: str = ""


def strip_of(cover: bytes) -> bytes:
    """The part of a cover that stands on a ticket (JPEG). Slow: call it in a thread."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(cover)) as found:
        ImageOps.fit(found.convert("RGB"), STRIP).save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()


def qr_drawing(text: str) -> str:
    """A ticket's text as a QR code: an SVG of one path, black on white, with no fixed size."""
    return qr_of(text, mask=MASK).svg_inline(border=0, omitsize=True, dark="#000")


def ticket_values(
    tickets: Sequence[HeldTicket], look: Look, per_page: PerPage, say: Say
) -> dict[str, Any]:
    """The values of the template, besides those that every paper has."""
    return {
        "per_page": per_page,
        "cover": list(look.cover),
        "serif": look.is_serif,
        "rules": [word(line) for line in look.house_rules.splitlines() if line.strip()],
        "words": {
            "ticket": say("Ticket"),
            "rules": say("House rules"),
            "once": say(
                "This code lets one person in, once. Don't share it or post a picture of it."
            ),
        },
        "tickets": [
            {
                "name": word(one.name),
                "seat": word(seat_name(one.seat_number, say)),
                "type": word(one.type_name),
                "serial": one.serial,
                "qr": qr_drawing(one.qr),
            }
            for one in tickets
            if one.qr
        ],
    }


def ticket_rows(tickets: Sequence[HeldTicket], say: Say) -> list[list[str]]:
    """Tickets as rows of a spreadsheet, without what lets in; the first row is the header."""
    head = [say("Name"), say("Seat"), say("Ticket")]
    return [head, *([one.name, seat_name(one.seat_number, say), one.serial] for one in tickets)]
