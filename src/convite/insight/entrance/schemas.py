"""Schemas of the entrance dashboard."""

from datetime import datetime
from uuid import UUID

from convite.core.shapes import Output
from convite.entrance.checkin.models import Direction


class Crowd(Output):
    """How many people of a group are expected, have checked in at all, and are inside now."""

    expected: int = 0
    arrived: int = 0
    inside: int = 0


class ZoneFigures(Crowd):
    """People by where they sit. `zone` is null for seats outside any zone."""

    zone: str | None
    name: str
    #: False: these people have no seat.
    has_seats: bool


class PartCrowd(Crowd):
    """People by the part of the event at whose door they were scanned."""

    part_id: UUID
    title: str


class GateFigures(Output):
    """People by the gate they came through. `gate` is null if the scanner named none."""

    gate: str | None
    #: The people of its zones; null if it has no zones.
    expected: int | None = None
    #: First checked in here, whether or not they left again.
    arrived: int = 0
    #: Inside now, and last checked in here.
    inside: int = 0
    #: Checked in during the last five minutes, for the first time or again.
    lately: int = 0
    last_at: datetime | None = None


class Arrivals(Output):
    """People who checked in for the first time in the five minutes from `at`."""

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
    """Everything the entrance dashboard shows, at `server_time`."""

    server_time: datetime
    left: int
    #: Conflicts that nobody has resolved.
    conflicts: int
    zones: list[ZoneFigures]
    gates: list[GateFigures]
    #: In the order of the parts; none if the event has no parts.
    parts: list[PartCrowd]
    #: The last two hours, oldest first.
    steps: list[Arrivals]
    #: Newest first.
    last: list[LastScan]
