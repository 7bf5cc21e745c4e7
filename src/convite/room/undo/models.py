"""The tables of batches: changes to many people at once, kept so that they can be undone."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, one_of

BatchKind = Literal["changed", "removed", "seated"]


class Batch(Keyed, Base):
    """One change to one or many people of an event."""

    __tablename__ = "batches"
    __table_args__ = (
        one_of("kind", BatchKind),
        Index("batches_object_index", "object_id"),
        Index("batches_event_index", "event_id"),
    )

    organization_id: Mapped[UUID]
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"))
    kind: Mapped[str]
    #: The invitation whose guests were removed with it.
    object_id: Mapped[UUID | None]
    undone_at: Mapped[datetime | None]


class BatchChange(Keyed, Base):
    """What a batch changed of one person; both sides have `status`, `side` and `seat_id`."""

    __tablename__ = "batch_changes"
    __table_args__ = (
        Index("batch_changes_batch_index", "batch_id"),
        Index("batch_changes_attendee_index", "attendee_id", "created_at"),
    )

    organization_id: Mapped[UUID]
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"))
    batch_id: Mapped[UUID] = mapped_column(ForeignKey("batches.id", ondelete="CASCADE"))
    attendee_id: Mapped[UUID] = mapped_column(ForeignKey("attendees.id", ondelete="CASCADE"))
    before: Mapped[dict[str, Any]] = mapped_column(JSONB)
    after: Mapped[dict[str, Any]] = mapped_column(JSONB)
