"""Tickets as PDF a second on one core: QR codes, values, and one typesetting for the whole batch."""

import io
import time
from uuid import UUID, uuid4

from PIL import Image

from bench.table import Row
from convite.core.language import translator
from convite.doors.heldtickets.rules import HeldTicket
from convite.entrance.tickets.rules import text_of
from convite.gateways.typesetting import compiled
from convite.insight.papers.rules import Occasion, heading_values
from convite.insight.ticketsheets.rules import Look, PerPage, strip_of, ticket_values

TICKETS, ALONE = 600, 4
NAMES = ("Ana Ruiz", "سلمى حداد", "Maximilian-Alexander von Hohenlohe-Langenburg", "Zoë Núñez")
SAY = translator("en").gettext


def batch(number: int) -> list[HeldTicket]:
    """So many tickets, most with a seat."""
    event_id = uuid4()
    return [held(uuid4(), event_id, at) for at in range(number)]


def held(key: UUID, event_id: UUID, at: int) -> HeldTicket:
    """One ticket."""
    seat = f"Table-{at // 8 + 1} Seat-{at % 8 + 1}" if at % 3 else None
    text = text_of(b"the key of the bench", event_id, key, 0)
    return HeldTicket(
        id=key, serial=key.hex[:12].upper(), reissue=0, name=NAMES[at % len(NAMES)],
        seat_number=seat, status="valid", qr=text, url="",
    )  # fmt: skip


def cover() -> bytes:
    """A cover with as much detail as a photo."""
    out = io.BytesIO()
    Image.effect_mandelbrot((1600, 900), (-2, -1.5, 1, 1.5), 100).convert("RGB").save(out, "PNG")
    return out.getvalue()


def printed(tickets: list[HeldTicket]) -> None:
    """A batch as one PDF, with a cover and house rules."""
    occasion = Occasion(
        title="Ana & León", when="Saturday 1 May 2027, 18:00 (Madrid)",
        place="Finca La Alameda, Valencia", locale="en", is_right_to_left=False, hue=350, paper="a4",
        code_page="",
    )  # fmt: skip
    look = Look(cover=strip_of(cover()), house_rules="Doors open at 17:00.\nNo glass.")
    head = heading_values("tickets", occasion, SAY)
    compiled("tickets", head | ticket_values(tickets, look, PerPage.THREE, SAY))


def seconds(tickets: list[HeldTicket], at_once: int) -> float:
    """Processor time for a ticket, printed so many at once."""
    started = time.process_time()
    for start in range(0, len(tickets), at_once):
        printed(tickets[start : start + at_once])
    return (time.process_time() - started) / len(tickets)


def measure() -> list[Row]:
    """The rows of the table."""
    printed(batch(1))  # the fonts are read once
    together, alone = seconds(batch(TICKETS), TICKETS), seconds(batch(ALONE), 1)
    rate, ratio = 1 / together, alone / together
    name = f"tickets printed a second and core, {TICKETS} as one PDF"
    return [
        Row(name, f"{rate:.0f}", "≥ 50", rate >= 50),
        Row("the same, to each printed alone", f"{ratio:.0f} times as many", "≥ 5", ratio >= 5),
    ]


if __name__ == "__main__":
    for line in measure():
        print(line)
