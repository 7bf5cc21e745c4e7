"""Schemas of a user's list of events."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel

from convite.core.shapes import Output
from convite.events.event.models import EventStatus

#: When an event takes place: today (or it is going on), later or undated, or it is over.
When = Literal["today", "coming", "past"]

#: The part of the calendar that a list is narrowed to; today's events are among the upcoming ones.
Span = Literal["upcoming", "past"]

AlertKind = Literal[
    "failed_messages", "unread_messages", "full", "full_parts", "waitlisted", "replies_overdue"
]  # fmt: skip


class Alert(BaseModel):
    """Something in an event that needs its team, and how many of it there are."""

    kind: AlertKind
    count: int


class EventItem(Output):
    """An event in a user's list, with quick figures."""

    id: UUID
    organization_id: UUID
    host_user_id: UUID
    title: str
    slug: str
    status: EventStatus
    starts_at: datetime | None
    ends_at: datetime | None
    timezone: str
    venue_text: str
    capacity: int | None
    rsvp_deadline: datetime | None
    settings: dict[str, Any]
    created_at: datetime
    archived_at: datetime | None
    deleted_at: datetime | None
    version: int
    when: When
    total_guests: int = 0
    going_count: int = 0
    requests_count: int = 0
    confirmation_rate: float = 0.0
    #: The reply-by date, as long as it lies ahead and replies are taken.
    next_deadline: datetime | None = None
    alerts: list[Alert] = []
    can: dict[str, bool] = {}
