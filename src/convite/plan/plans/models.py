"""The table of versions."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, one_of

Cause = Literal["saved", "imported", "restored", "before"]


class PlanVersion(Keyed, Base):
    """A plan as it was saved; several saves of one person within some minutes are one."""

    __tablename__ = "seating_plan_versions"
    __table_args__ = (
        UniqueConstraint("event_id", "plan_version"),
        one_of("cause", Cause),
    )

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"))
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("seating_plans.id"))
    plan_version: Mapped[int]
    name: Mapped[str]
    seat_count: Mapped[int]
    #: `before`: what stood there by other ways when a save replaced it.
    cause: Mapped[str]
    #: The document as compressed JSON.
    document: Mapped[bytes]
    author_kind: Mapped[str]
    author_id: Mapped[UUID | None]
    #: When its first save was.
    started_at: Mapped[datetime] = mapped_column(server_default=func.now())
