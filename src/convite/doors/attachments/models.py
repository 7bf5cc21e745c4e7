"""The table of attachments."""

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed


class Attachment(Keyed, Base):
    """A file of a party; its bytes are stored under `key`."""

    __tablename__ = "attachments"

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"))
    invitation_id: Mapped[UUID] = mapped_column(
        ForeignKey("invitations.id", ondelete="CASCADE"), index=True
    )
    key: Mapped[UUID]
    name: Mapped[str]
    content_type: Mapped[str]
    #: In bytes.
    size: Mapped[int]
