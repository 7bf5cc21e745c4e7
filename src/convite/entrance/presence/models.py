"""The table of what clashes at the door."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, one_of

ConflictKind = Literal["twice", "out_without_in", "let_in"]


class CheckinConflict(Keyed, Base):
    """A scan that doesn't fit the others, or that let somebody in who may not: for people to settle."""

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
    #: Nobody, where it isn't known who was let in.
    attendee_id: Mapped[UUID | None] = mapped_column(ForeignKey("attendees.id", ondelete="CASCADE"))
    kind: Mapped[str]
    #: Of the scan that doesn't fit.
    nonce: Mapped[str]
    #: When, at which gate, by which device: the scan that counts, and the one that doesn't fit.
    first: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    second: Mapped[dict[str, Any]] = mapped_column(JSONB)
    #: What the server said of it.
    result: Mapped[str]
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[UUID | None]
    note: Mapped[str] = mapped_column(default="", server_default="")
