"""The table of what people come to."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, one_of

#: What people have replied to a part, and to the event itself.
PartState = Literal["pending", "going", "declined", "waitlisted", "canceled"]
#: Only parts are entered yet.
Scope = Literal["event", "part", "day", "session", "area", "add_on"]


class Entitlement(Keyed, Base):
    """One person's answer for one part of the event."""

    __tablename__ = "entitlements"
    __table_args__ = (
        one_of("scope", Scope),
        one_of("state", PartState),
        UniqueConstraint("attendee_id", "part_id", name="entitlements_once"),
        Index("entitlements_part_index", "part_id", "state"),
    )

    organization_id: Mapped[UUID]
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"))
    attendee_id: Mapped[UUID] = mapped_column(ForeignKey("attendees.id", ondelete="CASCADE"))
    scope: Mapped[str] = mapped_column(default="part", server_default="part")
    part_id: Mapped[UUID] = mapped_column(ForeignKey("event_parts.id", ondelete="CASCADE"))
    state: Mapped[str] = mapped_column(default="pending", server_default="pending")
    #: Whoever waits longest moves up first.
    waiting_since: Mapped[datetime | None]
