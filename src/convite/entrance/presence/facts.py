"""Facts of conflicts at check-in."""

from datetime import datetime
from typing import Any
from uuid import UUID

from convite.core.log import Fact

ATTENDANCE = ("events/{event_id}/attendance",)


class CheckinConflicted(Fact, frozen=True, kw_only=True):
    """Two scans conflict, or somebody was let in by mistake: a supervisor should look at it."""

    action = "checkin_conflict"
    object_type = "checkin_conflict"
    channels = ATTENDANCE
    private = frozenset({"name"})
    conflict_id: UUID
    attendee_id: UUID | None
    kind: str
    name: str
    result: str
    first: dict[str, Any] | None
    second: dict[str, Any]


class CheckinSettled(Fact, frozen=True, kw_only=True):
    """A conflict was resolved, by a person or by a later scan."""

    action = "checkin_conflict_settled"
    object_type = "checkin_conflict"
    channels = ATTENDANCE
    conflict_id: UUID
    attendee_id: UUID | None
    settled_at: datetime


class NoShowsMarked(Fact, frozen=True, kw_only=True):
    """The event is over: those who were going and never came are no-shows. Clients reload their
    lists.
    """

    action = "list_changed"
    object_type = "event"
    channels = ("events/{event_id}/invitations", "events/{event_id}/attendance")
    kind: str = "no_shows"
    count: int
