"""The table of holds."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Integer, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, one_of

HolderKind = Literal["user", "guest", "order", "anonymous"]


class Reservation(Keyed, Base):
    """A hold: who holds which seats until when. Its id is the hold's key.

    It has no foreign keys, because each would lock a row that all holds of the event share. That
    is safe: a hold is short-lived, and its seats carry the constraints.
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
        CheckConstraint("cardinality(pool_ids) = cardinality(pool_places)", name="pools"),
        Index(
            "reservations_places_due",
            "event_id",
            "expires_at",
            postgresql_where=text("ended_at IS NULL AND pool_ids <> '{}'"),
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
    #: Places that count against capacity; 0 for people who are already coming.
    places: Mapped[int] = mapped_column(default=0, server_default="0")
    seat_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid(as_uuid=True)))
    #: The pools whose places it holds, and how many of each.
    pool_ids: Mapped[list[UUID]] = mapped_column(
        ARRAY(Uuid(as_uuid=True)), default=list, server_default="{}"
    )
    pool_places: Mapped[list[int]] = mapped_column(
        ARRAY(Integer), default=list, server_default="{}"
    )
    extended: Mapped[int] = mapped_column(default=0, server_default="0")
    expires_at: Mapped[datetime]
    #: When it was used, released, or swept after expiry.
    ended_at: Mapped[datetime | None]
