"""The table of notifications."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, one_of

NotificationType = Literal["event_request", "event_invite", "payment", "reminder", "system"]


class Notification(Keyed, Base):
    """What one user is told about. The same thing is told once to each."""

    __tablename__ = "notifications"
    __table_args__ = (
        UniqueConstraint("user_id", "reference_type", "reference_id"),
        one_of("type", NotificationType),
        Index("notifications_newest", "user_id", "created_at", "id"),
        Index(
            "notifications_unread",
            "user_id",
            "created_at",
            "id",
            postgresql_where=text("NOT is_read"),
        ),
        Index(
            "notifications_to_mail",
            "user_id",
            "event_id",
            postgresql_where=text("mailed_at IS NULL AND NOT is_read"),
        ),
        Index(
            "notifications_mailed",
            "user_id",
            "event_id",
            "mailed_at",
            postgresql_where=text("mailed_at IS NOT NULL"),
        ),
    )

    #: The user's own.
    organization_id: Mapped[UUID]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    sender_id: Mapped[UUID | None]
    event_id: Mapped[UUID | None]
    type: Mapped[str]
    title: Mapped[str]
    message: Mapped[str] = mapped_column(default="", server_default="")
    #: What it is about: a kind, such as `message`, and an id.
    reference_type: Mapped[str]
    reference_id: Mapped[UUID]
    is_read: Mapped[bool] = mapped_column(default=False, server_default="false")
    details: Mapped[dict[str, Any]] = mapped_column(
        "metadata", JSONB, default=dict, server_default="{}"
    )
    #: When a mail collected it.
    mailed_at: Mapped[datetime | None]
