"""The table of files."""

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.dialects.postgresql import BYTEA
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed


class File(Keyed, Base):
    """A file of an event; its bytes are stored under `key`, which several rows may share."""

    __tablename__ = "files"

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"), index=True)
    #: One that a part declares.
    purpose: Mapped[str]
    key: Mapped[UUID]
    name: Mapped[str]
    content_type: Mapped[str]
    #: In bytes.
    size: Mapped[int]
    sha256: Mapped[bytes] = mapped_column(BYTEA)
    width: Mapped[int | None]
    height: Mapped[int | None]
    uploaded_by: Mapped[UUID | None]
