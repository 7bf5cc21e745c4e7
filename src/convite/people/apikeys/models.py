"""The table of API keys."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.dialects.postgresql import ARRAY, BYTEA
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed


class ApiKey(Keyed, Base):
    """A key of a program; only its hash is kept."""

    __tablename__ = "api_keys"
    __table_args__ = (Index("api_keys_organization_index", "organization_id", "created_at", "id"),)

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    #: Who made it, and for whom it acts.
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    name: Mapped[str]
    #: Its beginning, by which people tell keys apart.
    prefix: Mapped[str]
    key_hash: Mapped[bytes] = mapped_column(BYTEA, unique=True)
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list, server_default="{}")
    expires_at: Mapped[datetime | None]
    #: Written at most once a minute.
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
