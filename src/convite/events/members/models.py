"""The table of event members."""

from datetime import datetime
from typing import ClassVar, Literal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, Versioned, one_of
from convite.core.machine import Transitions
from convite.core.problems import on_constraint

#: Permissions are in `policy`.
MemberRole = Literal["admin", "editor", "viewer"]
MemberStatus = Literal["invited", "active", "inactive", "removed"]
#: What somebody does in the team.
Duty = Literal[
    "organizer",
    "coordinator",
    "volunteer",
    "speaker_liaison",
    "tech_support",
    "registration",
    "marketing",
    "field_manager",
]
#: What a member may do beyond their role.
ExtraPermission = Literal[
    "manage_event",
    "manage_sessions",
    "manage_attendees",
    "view_analytics",
    "manage_materials",
    "send_announcements",
    "check_in",
]

for constraint in ("event_members_living", "event_members_address"):
    on_constraint(constraint, "already-member", "This person is already in the team.")


class EventMember(Keyed, Versioned, Base):
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
        Index(
            "event_members_address",
            "event_id",
            "email_key",
            unique=True,
            postgresql_where=text("status <> 'removed'"),
        ),
        Index("event_members_invited", "email_key", postgresql_where=text("status = 'invited'")),
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
    #: The address they were invited by.
    email: Mapped[str | None]
    email_key: Mapped[str | None]
    role: Mapped[str]
    duties: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list, server_default="{}")
    permissions: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list, server_default="{}")
    display_name: Mapped[str | None]
    status: Mapped[str] = mapped_column(default="active")
    assigned_by: Mapped[UUID | None]
    assigned_at: Mapped[datetime | None]
    #: Until when the invitation can be accepted.
    expires_at: Mapped[datetime | None]
