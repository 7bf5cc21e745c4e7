"""The table of files."""

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import BYTEA
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed


class File(Keyed, Base):
    """A file of an event or a user; its bytes are stored under `key`, which several rows may share."""

    __tablename__ = "files"
    __table_args__ = (
        CheckConstraint("(event_id IS NULL) <> (user_id IS NULL)", name="owner"),
        Index("files_user_id_index", "user_id", postgresql_where=text("user_id IS NOT NULL")),
    )

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    event_id: Mapped[UUID | None] = mapped_column(ForeignKey("events.id"), index=True)
    #: Whose it is, if it isn't an event's.
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    #: One that a part declares.
    purpose: Mapped[str]
    key: Mapped[UUID] = mapped_column(index=True)
    name: Mapped[str]
    content_type: Mapped[str]
    #: In bytes.
    size: Mapped[int]
    sha256: Mapped[bytes] = mapped_column(BYTEA)
    width: Mapped[int | None]
    height: Mapped[int | None]
    #: Smaller copies of a picture by their width: `{"320": {"key", "width", "height", "size"}}`.
    variants: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    uploaded_by: Mapped[UUID | None]
