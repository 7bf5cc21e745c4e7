"""The table of attendees."""

from datetime import datetime
from typing import Any, ClassVar, Literal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, Versioned, one_of
from convite.core.machine import Transitions
from convite.core.problems import on_constraint
from convite.room.entitlements.models import PartState

on_constraint(
    "attendees_guest_living", "already-on-event", "This guest is already on the event's list."
)

Status = PartState
Attendance = Literal["not_checked_in", "checked_in", "left", "no_show"]
#: How far what was sent to somebody came: the last message about the event, until they open the page.
Delivery = Literal[
    "not_sent", "queued", "sent", "delivered", "opened", "bounced", "failed", "answered",
]  # fmt: skip
Door = Literal["invitation", "request", "order", "walk_in", "team"]


#: Who is listed. Indexes of lists are of them alone, so that no look-up by name takes one for its own.
LISTED = text("status <> 'canceled'")


def list_index(name: str, by: Any) -> Index:
    """The index of a list of an event's people in an order, with names between equals."""
    return Index(name, "event_id", by, "sort_key", "id", postgresql_where=LISTED)


class Attendee(Keyed, Versioned, Base):
    """One person on one event's list, whichever door they came through."""

    __tablename__ = "attendees"
    __table_args__ = (
        one_of("status", Status),
        one_of("attendance", Attendance),
        one_of("door", Door),
        Index(
            "attendees_guest_living",
            "event_id",
            "guest_id",
            unique=True,
            postgresql_where=LISTED,
        ),
        Index("attendees_guest_index", "guest_id"),
        Index("attendees_sort_key_index", "event_id", "sort_key", "id"),
        Index("attendees_invitation_index", "invitation_id"),
        Index(
            "attendees_ticket_type_index",
            "ticket_type_id",
            postgresql_where=text("ticket_type_id IS NOT NULL"),
        ),
        Index(
            "attendees_waitlisted_index",
            *("event_id", "organization_id", "responded_at", "id"),
            postgresql_where=text("status = 'waitlisted'"),
        ),
        list_index("attendees_party_index", "party_sort_key"),
        list_index("attendees_status_index", "status"),
        list_index("attendees_side_index", "side"),
        list_index(
            "attendees_replied_index",
            text("coalesce(responded_at, '1970-01-01 00:00:00+00'::timestamptz)"),
        ),
        {"postgresql_with": {"fillfactor": 80}},
    )
    TRANSITIONS: ClassVar[Transitions] = {
        "pending": frozenset({"going", "declined", "waitlisted", "canceled"}),
        "going": frozenset({"declined", "canceled", "pending"}),
        "declined": frozenset({"going", "waitlisted", "canceled", "pending"}),
        "waitlisted": frozenset({"going", "declined", "canceled", "pending"}),
        "canceled": frozenset({"pending", "going", "declined", "waitlisted"}),
    }

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"))
    guest_id: Mapped[UUID] = mapped_column(ForeignKey("guests.id"))
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"), index=True)
    door: Mapped[str] = mapped_column(default="invitation")
    invitation_id: Mapped[UUID | None] = mapped_column(ForeignKey("invitations.id"))
    plus_one_of: Mapped[UUID | None] = mapped_column(ForeignKey("attendees.id"))
    #: The type of their ticket; null for those who didn't order one.
    ticket_type_id: Mapped[UUID | None] = mapped_column(ForeignKey("ticket_types.id"))
    side: Mapped[str] = mapped_column(default="", server_default="")
    notes: Mapped[str] = mapped_column(default="", server_default="")
    #: Answers, keyed by question id.
    answers: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    status: Mapped[str] = mapped_column(default="pending", server_default="pending")
    attendance: Mapped[str] = mapped_column(
        default="not_checked_in", server_default="not_checked_in"
    )
    checked_in_at: Mapped[datetime | None]
    checked_out_at: Mapped[datetime | None]
    responded_at: Mapped[datetime | None]
    added_by: Mapped[UUID | None]
    import_id: Mapped[UUID | None]
    #: Copy of the guest's sort key, kept in sync by a trigger. Event lists are sorted by it.
    sort_key: Mapped[str] = mapped_column(default="", server_default="")
    #: Copy of the invitation's sort key, empty without one. Kept in sync by triggers.
    party_sort_key: Mapped[str] = mapped_column(default="", server_default="")
