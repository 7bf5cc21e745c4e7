"""The table of events."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, ClassVar, Literal
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    Double,
    ForeignKey,
    Index,
    Numeric,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column, validates

from convite.core.clock import now
from convite.core.db import Base, Keyed, Versioned, one_of
from convite.core.machine import Transitions
from convite.core.problems import Invalid, on_constraint
from convite.core.search import fold_words, search_key

on_constraint("events_ends_check", "ends-before-start", "The end is before the start.", Invalid)
on_constraint(
    "events_slug_living", "slug-taken", "Another event already uses this address.", field="slug"
)

on_constraint(
    "events_position_check",
    "half-position",
    "Give both the latitude and the longitude, or neither.",
    Invalid,
    field="longitude",
)

EventStatus = Literal["draft", "published", "completed", "canceled"]
Visibility = Literal["public", "unlisted", "private"]
Approval = Literal["open", "request", "invite_only"]
SeatSelection = Literal["none", "guest", "organizer"]

#: How long an event without an end lasts.
WITHOUT_END = timedelta(hours=24)

#: Texts that searches of public events look through, and how much of the description.
SEARCHED = ("title", "mood", "venue_text", "description")
SEARCHED_TEXT = 600


class Event(Keyed, Versioned, Base):
    """An event. Local wall time and zone are authoritative; the UTC columns are derived."""

    __tablename__ = "events"
    __table_args__ = (
        one_of("status", EventStatus),
        one_of("visibility", Visibility),
        one_of("approval", Approval),
        one_of("seat_selection", SeatSelection),
        CheckConstraint("hold_seconds BETWEEN 60 AND 1800", name="hold_seconds"),
        CheckConstraint("ends_at IS NULL OR ends_at >= starts_at", name="ends"),
        CheckConstraint("status = 'draft' OR starts_at IS NOT NULL", name="starts"),
        CheckConstraint("tax_percent BETWEEN 0 AND 100", name="tax_percent"),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="position"),
        CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude"),
        CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude"),
        CheckConstraint("(taken_down_at IS NULL) = (takedown_reason IS NULL)", name="takedown"),
        Index(
            "events_slug_living",
            "slug",
            unique=True,
            postgresql_where=text("deleted_at IS NULL"),
        ),
        Index("events_organization_index", "organization_id", "starts_at"),
        Index(
            "events_minimum_index",
            "starts_at",
            postgresql_where=text(
                "status = 'published' AND (settings ->> 'min_people') IS NOT NULL"
            ),
        ),
    )
    TRANSITIONS: ClassVar[Transitions] = {
        "draft": frozenset({"published", "canceled"}),
        "published": frozenset({"completed", "canceled"}),
        "completed": frozenset(),
        "canceled": frozenset({"draft"}),
    }

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    host_user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    title: Mapped[str]
    #: The title as searches compare it.
    search_key: Mapped[str] = mapped_column(server_default="", deferred=True)
    slug: Mapped[str]
    description: Mapped[str] = mapped_column(default="", server_default="")
    #: The language for guests who haven't chosen one.
    locale: Mapped[str] = mapped_column(default="en", server_default="en")
    translations: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    mood: Mapped[str] = mapped_column(default="", server_default="")
    timezone: Mapped[str]
    starts_local: Mapped[datetime | None] = mapped_column(DateTime(timezone=False))
    ends_local: Mapped[datetime | None] = mapped_column(DateTime(timezone=False))
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    venue_text: Mapped[str] = mapped_column(default="", server_default="")
    #: Where it is, in degrees; both or neither.
    latitude: Mapped[float | None] = mapped_column(Double)
    longitude: Mapped[float | None] = mapped_column(Double)
    #: The ids of what it is about. A trigger keeps `event_interests` in step.
    interests: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid), default=list, server_default="{}")
    #: Title, mood, place and the beginning of the description, as searches of public events compare them.
    public_key: Mapped[str] = mapped_column(default="", server_default="", deferred=True)
    mood_key: Mapped[str] = mapped_column(default="", server_default="", deferred=True)
    #: ISO 3166 alpha-2; used to parse local phone numbers.
    country: Mapped[str | None]
    online_url: Mapped[str | None]
    status: Mapped[str] = mapped_column(default="draft")
    visibility: Mapped[str] = mapped_column(default="private")
    approval: Mapped[str] = mapped_column(default="invite_only")
    capacity: Mapped[int | None]
    allow_plus_one: Mapped[bool] = mapped_column(default=False, server_default="false")
    allowed_genders: Mapped[list[str]] = mapped_column(
        ARRAY(Text), default=list, server_default="{}"
    )
    rsvp_deadline: Mapped[datetime | None]
    currency: Mapped[str] = mapped_column(default="EUR", server_default="EUR")
    #: The number by which the seller is known to the tax office.
    tax_number: Mapped[str] = mapped_column(default="", server_default="")
    tax_percent: Mapped[Decimal] = mapped_column(
        Numeric(6, 3), default=Decimal(0), server_default="0"
    )
    #: Whether prices have the tax in them, or it is added to them.
    tax_included: Mapped[bool] = mapped_column(default=True, server_default="true")
    #: How much buyers get back, and until when: see `CancellationPolicy`.
    cancellation_policy: Mapped[dict[str, Any]] = mapped_column(
        JSONB, default=dict, server_default="{}"
    )
    seat_selection: Mapped[str] = mapped_column(default="guest", server_default="guest")
    hold_seconds: Mapped[int] = mapped_column(default=300, server_default="300")
    settings: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    #: Whether it has `event_parts`, so that nobody asks an event without them.
    has_parts: Mapped[bool] = mapped_column(default=False, server_default="false")
    #: Moments of its minimum number of people: the last that was looked at, and the last before which its
    #: team was told how many are missing.
    minimum_looked_for: Mapped[datetime | None]
    minimum_told_for: Mapped[datetime | None]
    cancel_reason: Mapped[str | None]
    #: When its team put it away; it is then only listed among the archived ones.
    archived_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    #: When a platform admin took it down, and why.
    taken_down_at: Mapped[datetime | None]
    takedown_reason: Mapped[str | None]

    @validates("title", "mood", "venue_text", "description")
    def keep_search_keys(self, name: str, text: str) -> str:
        """Whoever sets what it is called or says sets what finds it."""
        said = {one: getattr(self, one) or "" for one in SEARCHED} | {name: text}
        self.search_key = search_key(said["title"])
        self.mood_key = f" {fold_words(said['mood'])}"
        self.public_key = search_key(
            said["title"], said["mood"], said["venue_text"], said["description"][:SEARCHED_TEXT]
        )
        return text

    @property
    def is_saved_only(self) -> bool:
        """Whether guests are only told the date so far, and can't reply yet."""
        return bool(self.settings.get("save_the_date"))

    @property
    def has_ended(self) -> bool:
        """Whether its end has passed."""
        end = self.ends_at or (self.starts_at + WITHOUT_END if self.starts_at else None)
        return end is not None and end < now()

    @property
    def is_open(self) -> bool:
        """Whether guests can reply and pick seats now, apart from the deadline."""
        is_living = self.deleted_at is None and self.taken_down_at is None
        return self.status == "published" and is_living
