"""Schemas of the entrance's screen."""

from datetime import datetime
from uuid import UUID

from convite.core.shapes import Output
from convite.entrance.checkin.models import Direction


class Crowd(Output):
    """How many of a group of people are expected, have come at all, and are inside now."""

    expected: int = 0
    arrived: int = 0
    inside: int = 0


class ZoneFigures(Crowd):
    """People by where they sit. `zone` is none for seats outside of any zone."""

    zone: str | None
    name: str
    #: False: these people have no seat.
    has_seats: bool


class GateFigures(Output):
    """People by the gate they came through. `gate` is none where the scanner named none."""

    gate: str | None
    #: The people of its zones; none where it names no zones.
    expected: int | None = None
    #: Who came in here first, whether or not they left again.
    arrived: int = 0
    #: Who is inside and came in here last.
    inside: int = 0
    #: In the last five minutes: people who came in, first or again.
    lately: int = 0
    last_at: datetime | None = None


class Arrivals(Output):
    """How many people came for the first time in the five minutes from `at`."""

    at: datetime
    people: int


class LastScan(Output):
    """A scan that counts."""

    nonce: str
    attendee_id: UUID
    name: str
    seat_number: str | None
    gate: str | None
    direction: Direction
    at: datetime


class Entrance(Crowd):
    """All that the screen at the entrance shows, at `server_time`."""

    server_time: datetime
    left: int
    #: Conflicts at the door that nobody has settled.
    conflicts: int
    zones: list[ZoneFigures]
    gates: list[GateFigures]
    #: The last two hours, oldest first.
    steps: list[Arrivals]
    #: The newest first.
    last: list[LastScan]
