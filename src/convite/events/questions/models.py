"""The table of what an event asks."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, Versioned

KINDS = ("text", "choice", "choices", "number", "date", "agree")


class Question(Keyed, Versioned, Base):
    """One question. A deleted one keeps its old answers."""

    __tablename__ = "questions"
    __table_args__ = (
        CheckConstraint("kind IN ('text','choice','choices','number','date','agree')", name="kind"),
        CheckConstraint("scope IN ('rsvp','plus_one')", name="scope"),
    )

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"), index=True)
    scope: Mapped[str] = mapped_column(default="rsvp")
    kind: Mapped[str]
    label: Mapped[str]
    help: Mapped[str] = mapped_column(default="", server_default="")
    options: Mapped[list[Any]] = mapped_column(JSONB, default=list, server_default="[]")
    required: Mapped[bool] = mapped_column(default=False, server_default="false")
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    translations: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    deleted_at: Mapped[datetime | None]
