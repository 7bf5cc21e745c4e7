"""The table of holds."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import Index, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, one_of

HolderKind = Literal["user", "guest"]


class Reservation(Keyed, Base):
    """A hold: whose, which seats, until when. Its key is its id.

    No foreign keys: each would lock a row that every hold of the event shares, and a hold outlives
    nothing; its seats carry the constraints.
    """

    __tablename__ = "reservations"
    __table_args__ = (
        one_of("holder_kind", HolderKind),
        Index(
            "reservations_holder",
            "event_id",
            "holder_id",
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index(
            "reservations_due",
            "expires_at",
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    organization_id: Mapped[UUID]
    event_id: Mapped[UUID]
    holder_kind: Mapped[str]
    holder_id: Mapped[UUID]
    #: Places counted against capacity; 0 for seats of people who are going already.
    places: Mapped[int] = mapped_column(default=0, server_default="0")
    seat_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid(as_uuid=True)))
    extended: Mapped[int] = mapped_column(default=0, server_default="0")
    expires_at: Mapped[datetime]
    #: Consumed, released, or expired and tidied.
    ended_at: Mapped[datetime | None]
