"""The table of saved views."""

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, Versioned
from convite.core.problems import on_constraint

on_constraint(
    "saved_views_name_key", "view-name-taken", "You already have a view with that name.",
    field="name",
)  # fmt: skip


class SavedView(Keyed, Versioned, Base):
    """A named filter of an event's guest list."""

    __tablename__ = "saved_views"
    __table_args__ = (
        Index("saved_views_name_key", "event_id", "user_id", text("lower(name)"), unique=True),
    )

    organization_id: Mapped[UUID]
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"))
    #: Its author, the only one who changes it.
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    name: Mapped[str]
    #: Filters, order and columns, as `schemas.ViewQuery`.
    query: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    #: Whether the whole team sees it.
    is_shared: Mapped[bool] = mapped_column(default=False, server_default="false")
