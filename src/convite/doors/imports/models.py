"""The table of imports."""

from datetime import datetime
from typing import Any, ClassVar, Literal
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, one_of
from convite.core.machine import Transitions

ImportStatus = Literal["looked_at", "running", "done", "failed", "canceled", "undone"]
OnDuplicate = Literal["skip", "update", "merge"]


class Import(Keyed, Base):
    """A file of guests with its mapping and result."""

    __tablename__ = "imports"
    __table_args__ = (
        one_of("status", ImportStatus),
        one_of("on_duplicate", OnDuplicate),
        Index("imports_organization_index", "organization_id", "created_at"),
    )
    TRANSITIONS: ClassVar[Transitions] = {
        "looked_at": frozenset({"running"}),
        "running": frozenset({"done", "failed", "canceled"}),
        "done": frozenset({"undone"}),
        "failed": frozenset({"running", "undone"}),
        "canceled": frozenset({"undone"}),
        "undone": frozenset(),
    }

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    event_id: Mapped[UUID | None] = mapped_column(ForeignKey("events.id"), index=True)
    user_id: Mapped[UUID | None]
    file_name: Mapped[str]
    file_key: Mapped[UUID]
    mapping: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    on_duplicate: Mapped[str] = mapped_column(default="skip")
    status: Mapped[str] = mapped_column(default="looked_at")
    #: Parties loaded so far, from where an interrupted load resumes.
    done_rows: Mapped[int] = mapped_column(default=0)
    result: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    undo_until: Mapped[datetime | None]
