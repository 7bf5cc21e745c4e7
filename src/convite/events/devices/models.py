"""The table of door devices."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.dialects.postgresql import BYTEA
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, Versioned


class Device(Keyed, Versioned, Base):
    """One device of one event's door. Revoked ones stay, since scans and the log name them."""

    __tablename__ = "devices"

    organization_id: Mapped[UUID]
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"), index=True)
    name: Mapped[str]
    #: Where it stands; scans that name no gate are made there.
    gate_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("gates.id", ondelete="SET NULL"), index=True
    )
    #: SHA-256 of its key, which is nowhere in clear.
    key_hash: Mapped[bytes] = mapped_column(BYTEA, unique=True)
    #: Noted twice a minute at the most.
    last_seen_at: Mapped[datetime | None]
    #: Up to where it had the list, and when it said so.
    roster_position: Mapped[str | None]
    roster_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    created_by: Mapped[UUID | None]
