"""The table of plan versions."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, one_of

Cause = Literal["saved", "imported", "restored", "before"]


class PlanVersion(Keyed, Base):
    """A saved plan. Several saves by one person within a few minutes are one version."""

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
    #: `before`: the plan that a save replaced, if it wasn't created by a save.
    cause: Mapped[str]
    #: The document as compressed JSON.
    document: Mapped[bytes]
    author_kind: Mapped[str]
    author_id: Mapped[UUID | None]
    #: Time of its first save.
    started_at: Mapped[datetime] = mapped_column(server_default=func.now())
