"""The table of reminders."""

from datetime import datetime
from typing import ClassVar, Literal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, Versioned, one_of
from convite.core.machine import Transitions
from convite.people.guests.models import Channel

Audience = Literal["unanswered", "coming", "everyone"]
ReminderStatus = Literal["scheduled", "sending", "sent", "missed", "canceled"]


class Reminder(Keyed, Versioned, Base):
    """What is sent to whom, and when. `missed` if it was due after the event had begun."""

    __tablename__ = "reminders"
    __table_args__ = (
        one_of("channel", Channel),
        one_of("audience", Audience),
        one_of("status", ReminderStatus),
        CheckConstraint("(offset_minutes IS NULL) <> (send_at IS NULL)", name="when"),
        Index(
            "reminders_open",
            "event_id",
            postgresql_where=text("status IN ('scheduled', 'sending')"),
        ),
    )
    TRANSITIONS: ClassVar[Transitions] = {
        "scheduled": frozenset({"sending", "missed", "canceled"}),
        "sending": frozenset({"sent", "canceled"}),
        "sent": frozenset(),
        "missed": frozenset({"scheduled"}),
        "canceled": frozenset({"scheduled"}),
    }

    organization_id: Mapped[UUID]
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"), index=True)
    channel: Mapped[str]
    audience: Mapped[str]
    #: Minutes before the event begins, or a fixed time; exactly one is set.
    offset_minutes: Mapped[int | None]
    send_at: Mapped[datetime | None]
    #: The host's text with placeholders; empty means the default text.
    subject: Mapped[str] = mapped_column(default="", server_default="")
    body: Mapped[str] = mapped_column(default="", server_default="")
    status: Mapped[str] = mapped_column(default="scheduled", server_default="scheduled")
    #: The last attendee it was queued to, in order of id.
    reached_id: Mapped[UUID | None]
    recipients: Mapped[int] = mapped_column(default=0, server_default="0")
    #: How many people had opted out of the channel.
    suppressed: Mapped[int] = mapped_column(default=0, server_default="0")
    sent_at: Mapped[datetime | None]
    created_by: Mapped[UUID | None]
