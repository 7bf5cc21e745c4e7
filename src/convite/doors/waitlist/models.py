"""The table of waiting lists."""

from datetime import datetime
from typing import ClassVar, Literal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, Versioned, one_of
from convite.core.machine import Transitions
from convite.core.problems import on_constraint
from convite.doors.requests.models import MAX_PLACES

on_constraint("waitlist_entries_open", "already-waiting", "You are on the waiting list already.")

EntryStatus = Literal["waiting", "offered", "converted", "expired", "canceled"]
WaitReason = Literal["event_full", "session_full", "registration_closed"]


class WaitlistEntry(Keyed, Versioned, Base):
    """An account that waits for places at an event."""

    __tablename__ = "waitlist_entries"
    __table_args__ = (
        one_of("reason", WaitReason),
        one_of("status", EntryStatus),
        CheckConstraint(f"places BETWEEN 1 AND {MAX_PLACES}", name="places"),
        Index(
            "waitlist_entries_open",
            "event_id",
            "user_id",
            unique=True,
            postgresql_where=text("status IN ('waiting', 'offered')"),
        ),
        Index(
            "waitlist_entries_line",
            "event_id",
            "position",
            "places",
            postgresql_where=text("status = 'waiting'"),
        ),
        Index("waitlist_entries_list", "event_id", "status", "position", "id"),
        Index("waitlist_entries_due", "expires_at", postgresql_where=text("status = 'offered'")),
        Index("waitlist_entries_user_index", "user_id", "created_at", "id"),
        Index(
            "waitlist_entries_invitation_index",
            "invitation_id",
            postgresql_where=text("invitation_id IS NOT NULL"),
        ),
    )
    TRANSITIONS: ClassVar[Transitions] = {
        "waiting": frozenset({"offered", "canceled"}),
        "offered": frozenset({"converted", "expired", "canceled"}),
        "converted": frozenset(),
        "expired": frozenset(),
        "canceled": frozenset(),
    }

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    #: The account's name when it joined the list.
    name: Mapped[str]
    places: Mapped[int]
    #: The order of the line; numbers of those who left stay unused.
    position: Mapped[int]
    reason: Mapped[str] = mapped_column(default="event_full", server_default="event_full")
    status: Mapped[str] = mapped_column(default="waiting", server_default="waiting")
    message: Mapped[str] = mapped_column(default="", server_default="")
    #: Why a host offered places out of turn.
    offer_reason: Mapped[str] = mapped_column(default="", server_default="")
    offered_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    #: The party that taking the offer made.
    invitation_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("invitations.id", ondelete="SET NULL")
    )
    #: At an event that sells tickets: the hold on their places, and until when they order with it.
    hold_key: Mapped[UUID | None]
    order_by: Mapped[datetime | None]
