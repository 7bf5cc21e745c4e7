"""Schemas of figures."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, WithJsonSchema

from convite.core.shapes import Output
from convite.events.event.models import EventStatus

#: The number of seats by state.
SeatFigures = Annotated[
    dict[str, int],
    WithJsonSchema(
        {
            "type": "object",
            "properties": {
                name: {"type": "integer"}
                for name in ("total", "assigned", "held", "free", "blocked")
            },
            "required": ["total", "assigned", "held", "free", "blocked"],
        }
    ),
]


class EventItem(Output):
    """An event in a user's list, with quick figures."""

    id: UUID
    organization_id: UUID
    title: str
    slug: str
    status: EventStatus
    starts_at: datetime | None
    ends_at: datetime | None
    timezone: str
    venue_text: str
    capacity: int | None
    settings: dict[str, Any]
    created_at: datetime
    deleted_at: datetime | None
    version: int
    total_guests: int = 0
    going_count: int = 0
    requests_count: int = 0
    confirmation_rate: float = 0.0


class PartFigures(Output):
    """The people invited to a part of the event, by their answer."""

    part_id: UUID
    title: str
    capacity: int | None
    invited: int = 0
    going: int = 0
    declined: int = 0
    pending: int = 0
    waitlisted: int = 0


class Stats(BaseModel):
    """An event's figures. Rates are 0 to 1."""

    total: int
    invited: int
    accepted: int
    declined: int
    pending: int
    waitlisted: int
    checked_in: int
    left: int
    no_show: int
    confirmation_rate: float
    by_side: dict[str, int]
    by_status: dict[str, int]
    seats: SeatFigures
    #: In the order of the parts; none if the event has no parts.
    by_part: list[PartFigures]
