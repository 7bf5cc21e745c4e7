"""The table of check-in conflicts."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, one_of

ConflictKind = Literal["twice", "out_without_in", "let_in"]


class CheckinConflict(Keyed, Base):
    """A scan that contradicts the others, or that let somebody in by mistake; people resolve it."""

    __tablename__ = "checkin_conflicts"
    __table_args__ = (
        one_of("kind", ConflictKind),
        UniqueConstraint("event_id", "nonce", "attendee_id", postgresql_nulls_not_distinct=True),
        Index(
            "checkin_conflicts_open",
            "event_id",
            "created_at",
            postgresql_where=text("resolved_at IS NULL"),
        ),
    )

    organization_id: Mapped[UUID]
    event_id: Mapped[UUID]
    #: None if it isn't known who was let in.
    attendee_id: Mapped[UUID | None] = mapped_column(ForeignKey("attendees.id", ondelete="CASCADE"))
    kind: Mapped[str]
    #: The nonce of the conflicting scan.
    nonce: Mapped[str]
    #: Time, gate and device of the scan that counts, and of the one that conflicts with it.
    first: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    second: Mapped[dict[str, Any]] = mapped_column(JSONB)
    #: What the server answered to it.
    result: Mapped[str]
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[UUID | None]
    note: Mapped[str] = mapped_column(default="", server_default="")
