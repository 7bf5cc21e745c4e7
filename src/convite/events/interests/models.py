"""The table that joins events to interests."""

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Timed


class EventInterest(Timed, Base):
    """An interest of an event. Written by a trigger from `events.interests`."""

    __tablename__ = "event_interests"

    organization_id: Mapped[UUID]
    event_id: Mapped[UUID] = mapped_column(
        ForeignKey("events.id", ondelete="CASCADE"), primary_key=True
    )
    interest_id: Mapped[UUID] = mapped_column(
        ForeignKey("interests.id"), primary_key=True, index=True
    )
