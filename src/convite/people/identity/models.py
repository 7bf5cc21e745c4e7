"""Tables of accounts and sessions."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, BYTEA
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, Timed, Versioned, one_of
from convite.core.problems import on_constraint

on_constraint(
    "users_email_key_living",
    "email-taken",
    "An account with this e-mail already exists.",
    field="email",
)
on_constraint(
    "users_phone_living",
    "phone-taken",
    "An account with this phone number already exists.",
    field="phone",
)

PlatformRole = Literal["admin", "organizer", "guest"]
Gender = Literal["male", "female", "non-binary"]


class User(Keyed, Versioned, Base):
    """An account with an e-mail, a phone or both; each is unique among accounts that aren't deleted."""

    __tablename__ = "users"
    __table_args__ = (
        CheckConstraint(
            "email IS NOT NULL OR phone IS NOT NULL OR deleted_at IS NOT NULL", name="reachable"
        ),
        one_of("platform_role", PlatformRole, name="role"),
        Index(
            "users_email_key_living",
            "email_key",
            unique=True,
            postgresql_where=text("deleted_at IS NULL"),
        ),
        Index(
            "users_phone_living",
            "phone",
            unique=True,
            postgresql_where=text("deleted_at IS NULL"),
        ),
        Index(
            "users_unforgotten",
            "id",
            postgresql_where=text("deleted_at IS NOT NULL AND forgotten_at IS NULL"),
        ),
    )

    name: Mapped[str]
    email: Mapped[str | None]
    #: The normalized address, for comparison.
    email_key: Mapped[str | None]
    phone: Mapped[str | None]
    password_hash: Mapped[str | None]
    platform_role: Mapped[str] = mapped_column(default="guest")
    #: The personal organization, created with the account.
    organization_id: Mapped[UUID] = mapped_column(
        ForeignKey("organizations.id", deferrable=False), index=True
    )
    is_active: Mapped[bool] = mapped_column(default=True)
    last_login_at: Mapped[datetime | None]
    #: When the account proved that it reads mail to its present address.
    email_verified_at: Mapped[datetime | None]
    #: The same of its phone, by a code.
    phone_verified_at: Mapped[datetime | None]
    #: Whether a log-in asks for a code of an app besides: see `people.totp`.
    needs_second_factor: Mapped[bool] = mapped_column(default=False, server_default="false")
    deleted_at: Mapped[datetime | None]
    #: When what named the account elsewhere was removed, after it was closed.
    forgotten_at: Mapped[datetime | None]

    @property
    def role(self) -> str:
        """The platform role, as the API calls it."""
        return self.platform_role


class Profile(Timed, Base):
    """A user's profile and language."""

    __tablename__ = "profiles"
    __table_args__ = (
        one_of("gender", Gender),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="position"),
        Index("profiles_digest", "digest_at", postgresql_where=text("digest_at IS NOT NULL")),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    bio: Mapped[str] = mapped_column(default="", server_default="")
    location: Mapped[str] = mapped_column(default="", server_default="")
    locale: Mapped[str] = mapped_column(default="en")
    timezone: Mapped[str] = mapped_column(default="UTC")
    birth_date: Mapped[date | None]
    gender: Mapped[str | None]
    #: Codes of the languages they speak, such as `pt-BR`.
    languages: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list, server_default="{}")
    #: In degrees; both or none.
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    #: Files of theirs, in order.
    pictures: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid), default=list, server_default="{}")
    #: Who sees which field, as far as it differs from the defaults: see `doors.profiles`.
    visible: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    #: How they are told of what, as far as it differs from the defaults: see `messaging.notifications`.
    notification_preferences: Mapped[dict[str, Any]] = mapped_column(
        default=dict, server_default="{}"
    )
    #: When the next mail that collects a day is due; null if they want none.
    digest_at: Mapped[datetime | None]
    #: Whether the account's phone is proven, which others see.
    is_verified: Mapped[bool] = mapped_column(default=False, server_default="false")


class UserSession(Keyed, Base):
    """A session on one device. Its refresh token is rotated on use; later reuse ends the session."""

    __tablename__ = "user_sessions"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    refresh_hash: Mapped[bytes] = mapped_column(BYTEA, unique=True)
    #: The token before the last rotation; if it is used again later than at once, it was copied.
    previous_hash: Mapped[bytes | None] = mapped_column(BYTEA, unique=True)
    #: Whether it was opened with a second factor, or a passkey that checked a finger, a face or a PIN.
    has_second_factor: Mapped[bool] = mapped_column(default=False, server_default="false")
    device: Mapped[str] = mapped_column(default="")
    ip: Mapped[str] = mapped_column(default="")
    last_used_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
