"""The tables of walls."""

from datetime import datetime
from typing import Any, ClassVar, Literal, TypeAlias
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, one_of
from convite.core.machine import Transitions
from convite.doors.wall.rules import MAX_TEXT

#: A post waits for the team, is shown to those who come, was hidden, or is about to be removed.
PostStatus = Literal["waiting", "shown", "hidden", "deleted"]
PostKind = Literal["comment", "photo"]


def indexes(name: str) -> tuple[Any, ...]:
    """What both tables have: their words, their lists, and that a form posts once."""
    return (
        one_of("status", PostStatus),
        CheckConstraint("attendee_id IS NOT NULL OR user_id IS NOT NULL", name="author"),
        Index(f"{name}_once", "event_id", "post_key", unique=True),
        Index(f"{name}_list", "event_id", "created_at", "id"),
        Index(f"{name}_queue", "event_id", "status", "created_at", "id"),
        Index(f"{name}_deleted", "updated_at", postgresql_where=text("status = 'deleted'")),
        Index(
            f"{name}_attendee_index",
            "attendee_id",
            postgresql_where=text("attendee_id IS NOT NULL"),
        ),
        Index(f"{name}_user_index", "user_id", postgresql_where=text("user_id IS NOT NULL")),
    )


class Posted(Keyed):
    """What somebody put on the wall of an event."""

    TRANSITIONS: ClassVar[Transitions] = {
        "waiting": frozenset({"shown", "hidden", "deleted"}),
        "shown": frozenset({"waiting", "hidden", "deleted"}),
        "hidden": frozenset({"waiting", "shown", "deleted"}),
        "deleted": frozenset({"waiting", "shown", "hidden"}),
    }

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"))
    #: As whom of the event's list; None for the team.
    attendee_id: Mapped[UUID | None] = mapped_column(ForeignKey("attendees.id"))
    #: The account with which it was posted; None by the link of a party.
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    #: Whether its author shows their name to the others, whatever their profile says.
    is_named: Mapped[bool]
    status: Mapped[str] = mapped_column(default="waiting", server_default="waiting")
    #: The same for a form that is sent twice.
    post_key: Mapped[UUID]
    #: When somebody first said that it is wrong, until the team looks at it.
    reported_at: Mapped[datetime | None]


class Comment(Posted, Base):
    """A comment."""

    __tablename__ = "comments"
    __table_args__ = (
        *indexes("comments"),
        CheckConstraint(f"length(text) BETWEEN 1 AND {MAX_TEXT}", name="text"),
    )

    text: Mapped[str]


class Photo(Posted, Base):
    """A photo."""

    __tablename__ = "wall_photos"
    __table_args__ = indexes("wall_photos")

    file_id: Mapped[UUID] = mapped_column(ForeignKey("files.id"), unique=True)


Post: TypeAlias = Comment | Photo


def kind_of(model: type[Comment] | type[Photo]) -> PostKind:
    """What a table's rows are called."""
    return "comment" if model is Comment else "photo"
