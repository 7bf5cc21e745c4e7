"""The table of conversations."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, one_of
from convite.messaging.delivery.models import Direction, MessageChannel


class Conversation(Keyed, Base):
    """What one party has written about an event, and the replies; its figures follow each message."""

    __tablename__ = "conversations"
    __table_args__ = (
        one_of("last_direction", Direction),
        one_of("last_channel", MessageChannel),
        CheckConstraint("unread >= 0", name="unread"),
        Index(
            "conversations_party",
            "invitation_id",
            unique=True,
            postgresql_where=text("invitation_id IS NOT NULL"),
        ),
        Index(
            "conversations_guest",
            "guest_id",
            "event_id",
            unique=True,
            postgresql_where=text("invitation_id IS NULL"),
        ),
        Index(
            "conversations_address",
            "event_id",
            "address",
            unique=True,
            postgresql_where=text("invitation_id IS NULL AND guest_id IS NULL"),
        ),
        Index("conversations_newest", "event_id", "last_at", "id"),
        Index(
            "conversations_unread",
            "event_id",
            "last_at",
            "id",
            postgresql_include=["unread"],
            postgresql_where=text("unread > 0"),
        ),
        Index("conversations_assigned", "event_id", "assigned_to", "last_at", "id"),
        Index("conversations_writer", "guest_id", postgresql_where=text("guest_id IS NOT NULL")),
    )

    organization_id: Mapped[UUID]
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"))
    #: The party; null for a guest who has none, or an address that is no guest's.
    invitation_id: Mapped[UUID | None]
    #: Who of the party wrote last; without a party, the guest.
    guest_id: Mapped[UUID | None]
    #: Only if nobody is known by it.
    address: Mapped[str | None]
    #: Of the last message from them, or reply to them; what is sent to many doesn't count.
    last_at: Mapped[datetime]
    #: Its beginning, on one line.
    last_text: Mapped[str] = mapped_column(default="", server_default="")
    last_direction: Mapped[str] = mapped_column(default="in", server_default="in")
    last_channel: Mapped[str]
    #: How many of their messages nobody of the team has read.
    unread: Mapped[int] = mapped_column(default=0, server_default="0")
    #: The account of the one who answers it.
    assigned_to: Mapped[UUID | None]
