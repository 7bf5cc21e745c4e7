"""The tables of broadcasts and of who gets them."""

from datetime import datetime
from typing import Any, ClassVar, Literal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, Versioned, one_of
from convite.core.machine import Transitions
from convite.people.guests.models import Channel

BroadcastStatus = Literal["draft", "scheduled", "sending", "paused", "sent", "canceled"]
#: What it is about: the host's own words, or one whose default text exists in every language.
BroadcastKind = Literal["message", "save_the_date", "change", "thank_you"]
#: Why somebody of the audience gets none.
LeftOut = Literal["no_address", "opted_out", "bounced", "window_closed", "no_sender"]


class Broadcast(Keyed, Versioned, Base):
    """A message to many guests. `sent` means that it is queued to everybody."""

    __tablename__ = "broadcasts"
    __table_args__ = (
        one_of("channel", Channel),
        one_of("kind", BroadcastKind),
        one_of("status", BroadcastStatus),
        Index(
            "broadcasts_open",
            "status",
            postgresql_where=text("status IN ('scheduled', 'sending')"),
        ),
    )
    TRANSITIONS: ClassVar[Transitions] = {
        "draft": frozenset({"scheduled", "sending", "canceled"}),
        "scheduled": frozenset({"draft", "sending", "canceled"}),
        "sending": frozenset({"paused", "sent", "canceled"}),
        "paused": frozenset({"sending", "canceled"}),
        "sent": frozenset({"paused", "canceled"}),
        "canceled": frozenset(),
    }

    organization_id: Mapped[UUID]
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"), index=True)
    created_by: Mapped[UUID | None]
    channel: Mapped[str]
    kind: Mapped[str]
    #: The host's text with placeholders; empty means the default text of its kind.
    subject: Mapped[str] = mapped_column(default="", server_default="")
    body: Mapped[str] = mapped_column(default="", server_default="")
    #: `ids` of attendees, or `filters` of the guest list.
    audience: Mapped[dict[str, Any]] = mapped_column(JSONB)
    #: The template it is sent with, and the host's values for it.
    template_id: Mapped[UUID | None]
    variables: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    #: The broadcast whose guests it didn't reach, which this one tries by another channel.
    retry_of: Mapped[UUID | None]
    status: Mapped[str] = mapped_column(default="draft", server_default="draft")
    #: Why the server has paused it.
    paused_reason: Mapped[str | None]
    scheduled_for: Mapped[datetime | None]
    #: The last attendee it was queued to, in order of id.
    reached_id: Mapped[UUID | None]
    #: How many get it, and how many of its audience don't, settled when the sending begins.
    recipients: Mapped[int] = mapped_column(default=0, server_default="0")
    left_out: Mapped[int] = mapped_column(default=0, server_default="0")
    sent_at: Mapped[datetime | None]


class BroadcastRecipient(Base):
    """One of a broadcast's audience."""

    __tablename__ = "broadcast_recipients"
    __table_args__ = (one_of("left_out", LeftOut),)

    broadcast_id: Mapped[UUID] = mapped_column(ForeignKey("broadcasts.id"), primary_key=True)
    attendee_id: Mapped[UUID] = mapped_column(primary_key=True)
    organization_id: Mapped[UUID]
    event_id: Mapped[UUID]
    #: Why they get none; empty for those who get it.
    left_out: Mapped[str | None]
