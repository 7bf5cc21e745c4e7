"""The table of deliveries."""

from datetime import datetime
from typing import Any, ClassVar, Literal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, one_of
from convite.core.machine import Transitions
from convite.people.guests.models import Channel

#: How far a message is. Of incoming ones there are only `delivered` and `read`, which is by the team.
MessageStatus = Literal[
    "queued",
    "held",
    "outbox",
    "sending",
    "sent",
    "failed",
    "suppressed",
    "delivered",
    "read",
]
#: To a guest or user, or from a guest to the host.
Direction = Literal["out", "in"]
#: What carries a message: a channel to a guest, or the RSVP page, on which guests write.
MessageChannel = Literal[Channel, "page"]


class Message(Keyed, Base):
    """One message to or from one person through one channel. Its unique key keeps it from being sent,
    or received, twice.
    """

    __tablename__ = "messages"
    __table_args__ = (
        one_of("channel", MessageChannel),
        one_of("status", MessageStatus),
        one_of("direction", Direction),
        CheckConstraint("priority BETWEEN -1 AND 1", name="priority"),
        Index("messages_newest", "created_at", "id"),
        Index("messages_failed", "event_id", postgresql_where=text("status = 'failed'")),
        Index("messages_of_event", "event_id", "created_at", "id"),
        Index(
            "messages_incoming",
            "event_id",
            "created_at",
            "id",
            postgresql_where=text("direction = 'in'"),
        ),
        Index(
            "messages_unread",
            "event_id",
            postgresql_where=text("direction = 'in' AND read_at IS NULL"),
        ),
        Index(
            "messages_of_party",
            "invitation_id",
            postgresql_where=text("invitation_id IS NOT NULL"),
        ),
        Index(
            "messages_of_conversation",
            "conversation_id",
            "created_at",
            "id",
            postgresql_where=text("conversation_id IS NOT NULL"),
        ),
        Index(
            "messages_of_guest",
            "guest_id",
            "event_id",
            postgresql_where=text("guest_id IS NOT NULL"),
        ),
        Index(
            "messages_answers",
            "in_reply_to",
            postgresql_where=text("in_reply_to IS NOT NULL"),
        ),
        Index(
            "messages_due",
            "channel",
            "organization_id",
            "priority",
            "run_after",
            "id",
            postgresql_where=text("status = 'queued'"),
        ),
        Index(
            "messages_reminder",
            "reminder_id",
            "guest_id",
            postgresql_where=text("reminder_id IS NOT NULL"),
        ),
        Index(
            "messages_broadcast",
            "broadcast_id",
            "status",
            postgresql_where=text("broadcast_id IS NOT NULL"),
        ),
        Index(
            "messages_by_template",
            "sent_at",
            postgresql_where=text("template IS NOT NULL AND sent_at IS NOT NULL"),
        ),
        Index(
            "messages_paid",
            *("organization_id", "channel", "sent_at"),
            postgresql_where=text("channel IN ('sms', 'whatsapp') AND sent_at IS NOT NULL"),
        ),
        Index("messages_provider", "provider_id", postgresql_where=text("provider_id IS NOT NULL")),
        Index(
            "messages_person",
            "person_id",
            "created_at",
            postgresql_where=text("person_id IS NOT NULL"),
        ),
        Index(
            "messages_address",
            "address",
            "created_at",
            postgresql_where=text("channel IN ('whatsapp', 'sms')"),
        ),
        Index(
            "messages_calendar",
            "guest_id",
            "created_at",
            postgresql_where=text("calendar IS NOT NULL"),
        ),
        Index("messages_sending", "lease_until", postgresql_where=text("status = 'sending'")),
    )
    TRANSITIONS: ClassVar[Transitions] = {
        "queued": frozenset({"sending", "outbox", "suppressed", "held"}),
        "held": frozenset({"queued", "suppressed"}),
        "outbox": frozenset(),
        # a provider may report on a message before it has answered the call that sent it
        "sending": frozenset({"sent", "delivered", "read", "failed", "queued", "suppressed"}),
        "sent": frozenset({"delivered", "read", "failed"}),
        "failed": frozenset({"queued"}),
        "suppressed": frozenset(),
        "delivered": frozenset({"read"}),
        "read": frozenset(),
    }

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"), index=True)
    event_id: Mapped[UUID | None] = mapped_column(ForeignKey("events.id"))
    guest_id: Mapped[UUID | None]
    user_id: Mapped[UUID | None]
    direction: Mapped[str] = mapped_column(default="out", server_default="out")
    #: The party that wrote it, or whose message it replies to.
    invitation_id: Mapped[UUID | None]
    #: The guest's message that it replies to.
    in_reply_to: Mapped[UUID | None]
    #: The conversation that it is a part of: a guest's message, or a reply to one.
    conversation_id: Mapped[UUID | None]
    #: The host's own words in a reply, of which `text` is the mail.
    body: Mapped[str | None]
    #: When one of the event's team read a guest's message, or the guest one of ours.
    read_at: Mapped[datetime | None]
    channel: Mapped[str]
    address: Mapped[str]
    locale: Mapped[str] = mapped_column(default="en")
    subject: Mapped[str]
    text: Mapped[str]
    #: Of mails: the calendar file that goes with it (RFC 5545).
    calendar: Mapped[str | None]
    links: Mapped[list[Any]] = mapped_column(JSONB, default=list, server_default="[]")
    #: The provider's template that it is sent with, and what fills it.
    template: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    #: The reminder it belongs to.
    reminder_id: Mapped[UUID | None]
    #: The broadcast it belongs to.
    broadcast_id: Mapped[UUID | None]
    dedup_key: Mapped[str] = mapped_column(unique=True)
    status: Mapped[str] = mapped_column(default="queued")
    provider_id: Mapped[str | None]
    #: The provider's own id of the person on the other side.
    person_id: Mapped[str | None]
    error: Mapped[str | None]
    #: The provider's code of the error.
    error_code: Mapped[str | None]
    #: -1, 0 or 1, relative to other messages of the organization and channel.
    priority: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
    #: Failed attempts so far.
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    #: Attempts that started since the last one that finished.
    starts: Mapped[int] = mapped_column(default=0, server_default="0")
    run_after: Mapped[datetime] = mapped_column(server_default=func.now())
    #: Which worker holds the claim, and until when.
    worker: Mapped[UUID | None]
    lease_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    #: How often somebody has had it sent again after it failed; reports on earlier attempts don't count.
    attempt: Mapped[int] = mapped_column(default=0, server_default="0")
