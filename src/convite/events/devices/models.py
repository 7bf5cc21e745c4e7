"""The table of door devices."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.dialects.postgresql import BYTEA
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, Versioned


class Device(Keyed, Versioned, Base):
    """A door device of one event. Revoked rows are kept, because scans and the log refer to them."""

    __tablename__ = "devices"

    organization_id: Mapped[UUID]
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"), index=True)
    name: Mapped[str]
    #: Its gate, used for scans that don't name one.
    gate_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("gates.id", ondelete="SET NULL"), index=True
    )
    #: SHA-256 of its key; the key itself isn't stored.
    key_hash: Mapped[bytes] = mapped_column(BYTEA, unique=True)
    #: Updated at most twice a minute.
    last_seen_at: Mapped[datetime | None]
    #: The roster position it last reported, and when.
    roster_position: Mapped[str | None]
    roster_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    created_by: Mapped[UUID | None]
