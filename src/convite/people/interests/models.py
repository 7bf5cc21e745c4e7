"""Tables of interests."""

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, Timed, Versioned
from convite.core.problems import on_constraint

on_constraint(
    "interests_slug_key",
    "interest-slug-taken",
    "Another interest already has this slug.",
    field="slug",
)


class Interest(Keyed, Versioned, Base):
    """Something that people care about and events are about."""

    __tablename__ = "interests"

    name: Mapped[str]
    #: Its name in addresses.
    slug: Mapped[str] = mapped_column(unique=True)
    description: Mapped[str] = mapped_column(default="", server_default="")
    #: Whether it can be chosen and searched for.
    is_active: Mapped[bool] = mapped_column(default=True, server_default="true")
    #: Its `name` and `description` by language.
    translations: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")


class ProfileInterest(Timed, Base):
    """An interest that a user chose."""

    __tablename__ = "profile_interests"

    user_id: Mapped[UUID] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    interest_id: Mapped[UUID] = mapped_column(
        ForeignKey("interests.id", ondelete="CASCADE"), primary_key=True, index=True
    )
