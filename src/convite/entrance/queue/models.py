"""The table of scans as they arrived."""

from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed


class QueuedScan(Keyed, Base):
    """One queued scan, whatever its result; uploading it again changes nothing."""

    __tablename__ = "queued_scans"
    __table_args__ = (UniqueConstraint("event_id", "nonce"),)

    organization_id: Mapped[UUID]
    event_id: Mapped[UUID]
    nonce: Mapped[str]
    body: Mapped[dict[str, Any]] = mapped_column(JSONB)
    by_kind: Mapped[str]
    by_id: Mapped[UUID | None]
    #: None until it is judged.
    result: Mapped[str | None]
