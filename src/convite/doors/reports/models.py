"""The table of reports."""

from datetime import datetime
from typing import ClassVar, Literal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, one_of
from convite.core.machine import Transitions
from convite.core.problems import Invalid, on_constraint

on_constraint("reports_event_once", "already-reported", "You have already reported this.")
on_constraint("reports_person_once", "already-reported", "You have already reported this.")
on_constraint("reports_oneself_check", "report-oneself", "You can't report yourself.", Invalid)

ReportReason = Literal["spam", "unsafe", "hateful", "adult", "fraud", "other"]
ReportStatus = Literal["open", "dismissed", "upheld"]


class Report(Keyed, Base):
    """What somebody says is wrong with an event, or with somebody."""

    __tablename__ = "reports"
    __table_args__ = (
        one_of("reason", ReportReason),
        one_of("status", ReportStatus),
        CheckConstraint("(event_id IS NULL) <> (reported_user_id IS NULL)", name="subject"),
        CheckConstraint("user_id <> reported_user_id", name="oneself"),
        Index(
            "reports_event_once",
            "user_id",
            "event_id",
            unique=True,
            postgresql_where=text("event_id IS NOT NULL"),
        ),
        Index(
            "reports_person_once",
            "user_id",
            "reported_user_id",
            unique=True,
            postgresql_where=text("reported_user_id IS NOT NULL"),
        ),
        Index("reports_list", "status", "created_at", "id"),
        Index("reports_newest", "created_at", "id"),
        Index(
            "reports_event_index",
            "event_id",
            "status",
            postgresql_where=text("event_id IS NOT NULL"),
        ),
        Index(
            "reports_person_index",
            "reported_user_id",
            "status",
            postgresql_where=text("reported_user_id IS NOT NULL"),
        ),
    )
    TRANSITIONS: ClassVar[Transitions] = {
        "open": frozenset({"dismissed", "upheld"}),
        "dismissed": frozenset(),
        "upheld": frozenset(),
    }

    #: Who reported.
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    event_id: Mapped[UUID | None] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    reported_user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    reason: Mapped[str]
    text: Mapped[str] = mapped_column(default="", server_default="")
    status: Mapped[str] = mapped_column(default="open", server_default="open")
    #: What the admin writes to whoever reported.
    message: Mapped[str] = mapped_column(default="", server_default="")
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
