"""The table of messages' files."""

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, one_of
from convite.gateways.channels import MediaKind


class MessageFile(Keyed, Base):
    """A file that somebody sent with a message."""

    __tablename__ = "message_files"
    __table_args__ = (one_of("kind", MediaKind),)

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"))
    message_id: Mapped[UUID] = mapped_column(
        ForeignKey("messages.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str]
    #: The provider's id of it.
    media_id: Mapped[str]
    name: Mapped[str]
    content_type: Mapped[str]
    #: In bytes; 0 until it is there.
    size: Mapped[int] = mapped_column(default=0, server_default="0")
    #: Where its bytes are stored; empty until it has been fetched.
    key: Mapped[UUID | None]
    #: Why it couldn't be fetched.
    error: Mapped[str | None]
