"""The projection of public events."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, Double, ForeignKey, Index, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base


class PublicEvent(Base):
    """The public columns of an event that anybody may find: published, public, not deleted.

    A trigger on `events` writes it, and nobody else may. It has no policy, which would keep searches
    from their indexes. Counters aren't in it: they are read for the few events of a page.
    """

    __tablename__ = "public_events"
    __table_args__ = (
        Index("public_events_starts_at_index", "starts_at", "event_id"),
        Index(
            "public_events_paid_index",
            *("starts_at", "event_id"),
            postgresql_where=text("price_to > 0"),
        ),
        Index("public_events_online_index", "is_online", "starts_at", "event_id"),
        Index("public_events_host_index", "host_user_id"),
        Index("public_events_trigrams_index", "trigrams", postgresql_using="gin"),
        Index("public_events_interests_index", "interests", postgresql_using="gin"),
        Index(
            "public_events_place_index",
            text("point(longitude, latitude)"),
            postgresql_using="gist",
        ),
    )

    event_id: Mapped[UUID] = mapped_column(
        ForeignKey("events.id", ondelete="CASCADE"), primary_key=True
    )
    host_user_id: Mapped[UUID]
    slug: Mapped[str]
    title: Mapped[str]
    locale: Mapped[str]
    translations: Mapped[dict[str, Any]] = mapped_column(JSONB)
    mood: Mapped[str]
    timezone: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    #: The day at the event, by which dates are compared.
    starts_local: Mapped[datetime] = mapped_column(DateTime(timezone=False))
    #: From when on it isn't shown: its end, or its start if it has none.
    over_at: Mapped[datetime]
    venue_text: Mapped[str]
    latitude: Mapped[float | None] = mapped_column(Double)
    longitude: Mapped[float | None] = mapped_column(Double)
    #: The place as a point on a sphere of radius 1, between which distances have no seam and no poles.
    x: Mapped[float | None] = mapped_column(Double)
    y: Mapped[float | None] = mapped_column(Double)
    z: Mapped[float | None] = mapped_column(Double)
    is_online: Mapped[bool]
    approval: Mapped[str]
    capacity: Mapped[int | None]
    #: The accent of its page.
    hue: Mapped[int]
    #: Between which prices its tickets are sold, in minor units; 0 if it sells none.
    price_from: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    price_to: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    interests: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    search_key: Mapped[str]
    mood_key: Mapped[str]
    trigrams: Mapped[list[str]] = mapped_column(ARRAY(Text))
