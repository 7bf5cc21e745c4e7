"""The table of join requests."""

from datetime import datetime
from typing import Any, ClassVar, Literal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, Versioned, one_of
from convite.core.machine import Transitions
from convite.core.problems import on_constraint

on_constraint(
    "join_requests_open",
    "already-requested",
    "You have already asked to come to this event.",
)

RequestStatus = Literal["pending", "accepted", "declined", "canceled"]
#: Most places that one request is for, whatever its event allows.
MAX_PLACES = 50


class JoinRequest(Keyed, Versioned, Base):
    """An account's request for places at an event."""

    __tablename__ = "join_requests"
    __table_args__ = (
        one_of("status", RequestStatus),
        CheckConstraint(f"places BETWEEN 1 AND {MAX_PLACES}", name="places"),
        Index(
            "join_requests_open",
            "event_id",
            "user_id",
            unique=True,
            postgresql_where=text("status IN ('pending', 'accepted')"),
        ),
        Index("join_requests_queue", "event_id", "status", "created_at", "id"),
        Index("join_requests_user_index", "user_id", "created_at", "id"),
        Index(
            "join_requests_invitation_index",
            "invitation_id",
            postgresql_where=text("invitation_id IS NOT NULL"),
        ),
    )
    TRANSITIONS: ClassVar[Transitions] = {
        "pending": frozenset({"accepted", "declined", "canceled"}),
        "accepted": frozenset({"canceled", "pending"}),
        "declined": frozenset({"pending"}),
        "canceled": frozenset(),
    }

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    #: The account's name when it asked.
    name: Mapped[str]
    message: Mapped[str] = mapped_column(default="", server_default="")
    #: By question id.
    answers: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    places: Mapped[int]
    status: Mapped[str] = mapped_column(default="pending", server_default="pending")
    host_message: Mapped[str] = mapped_column(default="", server_default="")
    #: The party that accepting it made.
    invitation_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("invitations.id", ondelete="SET NULL")
    )
    #: At an event that sells tickets: the hold on their places, and until when they order with it.
    hold_key: Mapped[UUID | None]
    order_by: Mapped[datetime | None]
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
