"""The append-only table of scans."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import BYTEA, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, one_of

Direction = Literal["in", "out"]
Method = Literal["qr_code", "manual", "nfc", "app"]


class Checkin(Keyed, Base):
    """One scan of one person. The scanner chooses the nonce, so that a repeated scan counts once."""

    __tablename__ = "checkins"
    __table_args__ = (
        UniqueConstraint("event_id", "nonce", "attendee_id"),
        one_of("direction", Direction),
        one_of("method", Method),
        Index("checkins_attendee_index", "attendee_id", "at"),
        Index(
            "checkins_part_index",
            "event_id",
            "part_id",
            "attendee_id",
            postgresql_where=text("part_id IS NOT NULL"),
        ),
        Index(
            "checkins_undoes_key",
            "undoes",
            unique=True,
            postgresql_where=text("undoes IS NOT NULL"),
        ),
    )

    #: Organization, event and part have no foreign keys of their own, which would lock shared rows.
    organization_id: Mapped[UUID]
    event_id: Mapped[UUID]
    attendee_id: Mapped[UUID] = mapped_column(ForeignKey("attendees.id"))
    nonce: Mapped[str]
    direction: Mapped[str] = mapped_column(default="in")
    method: Mapped[str] = mapped_column(default="qr_code")
    #: The part of the event at whose door it was; None at the door of the whole event.
    part_id: Mapped[UUID | None]
    gate: Mapped[str | None]
    device: Mapped[str | None]
    #: When it was scanned, by the scanner's clock; `created_at` is when it arrived.
    at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    by_kind: Mapped[str] = mapped_column(default="user")
    by_id: Mapped[UUID | None]
    code_hash: Mapped[bytes | None] = mapped_column(BYTEA)
    location: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    result: Mapped[str] = mapped_column(default="ok")
    #: The scan that this one undoes.
    undoes: Mapped[UUID | None] = mapped_column(ForeignKey("checkins.id"))
