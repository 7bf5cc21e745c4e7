"""The table of tickets."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed
from convite.core.problems import on_constraint

on_constraint(
    "tickets_tag_uid_key",
    "tag-taken",
    "This tag is already assigned to another guest at this event.",
)


class Ticket(Keyed, Base):
    """One ticket of one attendee, created when they are going and revoked when they aren't.

    Its secret isn't stored: it is derived from the server key, the id and `reissue`.
    """

    __tablename__ = "tickets"
    __table_args__ = (
        Index(
            "tickets_tag_uid_key",
            "event_id",
            "tag_uid",
            unique=True,
            postgresql_where=text("tag_uid IS NOT NULL"),
        ),
        Index("tickets_serial_index", "serial"),
        {"postgresql_with": {"fillfactor": 80}},
    )

    organization_id: Mapped[UUID]
    #: Organization and event are the attendee's; foreign keys of their own would lock shared rows.
    event_id: Mapped[UUID]
    attendee_id: Mapped[UUID] = mapped_column(
        ForeignKey("attendees.id", ondelete="CASCADE"), unique=True
    )
    #: The number that people read out.
    serial: Mapped[str]
    #: Incremented to invalidate earlier texts.
    reissue: Mapped[int] = mapped_column(default=0, server_default="0")
    #: An NFC or RFID tag, normalized.
    tag_uid: Mapped[str | None]
    revoked_at: Mapped[datetime | None]
