"""The table of event members."""

from datetime import datetime
from typing import ClassVar, Literal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, one_of
from convite.core.machine import Transitions

#: Permissions are in `policy`.
MemberRole = Literal["admin", "editor", "viewer"]
MemberStatus = Literal["invited", "active", "inactive", "removed"]


class EventMember(Keyed, Base):
    """A user's access to an event. The creator becomes admin."""

    __tablename__ = "event_members"
    __table_args__ = (
        one_of("role", MemberRole),
        one_of("status", MemberStatus),
        Index(
            "event_members_living",
            "event_id",
            "user_id",
            unique=True,
            postgresql_where=text("status <> 'removed'"),
        ),
    )
    TRANSITIONS: ClassVar[Transitions] = {
        "invited": frozenset({"active", "removed"}),
        "active": frozenset({"inactive", "removed"}),
        "inactive": frozenset({"active", "removed"}),
        "removed": frozenset(),
    }

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"), index=True)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"), index=True)
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"), index=True)
    email: Mapped[str | None]
    role: Mapped[str]
    duties: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list, server_default="{}")
    permissions: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list, server_default="{}")
    display_name: Mapped[str | None]
    status: Mapped[str] = mapped_column(default="active")
    assigned_by: Mapped[UUID | None]
    assigned_at: Mapped[datetime | None]
