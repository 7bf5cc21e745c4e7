"""The table of an event's parts."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, Versioned
from convite.core.problems import Invalid, on_constraint

on_constraint(
    "event_parts_ends_check", "part-ends-before-start", "The part ends before it starts.", Invalid
)
on_constraint(
    "event_parts_capacity_check",
    "part-capacity-taken",
    "More guests are already coming to this part than this capacity allows.",
    field="capacity",
)


class EventPart(Keyed, Versioned, Base):
    """A part of an event, and its counted places (capacity null means unlimited). Never oversold.

    Its times are shown in the event's time zone.
    """

    __tablename__ = "event_parts"
    __table_args__ = (
        CheckConstraint("ends_at IS NULL OR ends_at >= starts_at", name="ends"),
        CheckConstraint("taken >= 0 AND held >= 0", name="counts"),
        CheckConstraint("capacity IS NULL OR taken + held <= capacity", name="capacity"),
        Index("event_parts_event_index", "event_id", "position", "starts_at", "id"),
    )

    organization_id: Mapped[UUID]
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"))
    title: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    venue_text: Mapped[str] = mapped_column(default="", server_default="")
    capacity: Mapped[int | None]
    #: Counted by a trigger from the answers.
    taken: Mapped[int] = mapped_column(default=0, server_default="0")
    held: Mapped[int] = mapped_column(default=0, server_default="0")
    #: Whether parties for which the host made no choice are invited to it.
    for_all: Mapped[bool] = mapped_column(default=True, server_default="true")
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    #: Its `title` by language.
    translations: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
