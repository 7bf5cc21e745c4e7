"""The table of channels' turns."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base


class SendingTurn(Base):
    """When the next message of a channel may go, over all workers."""

    __tablename__ = "sending_turns"

    channel: Mapped[str] = mapped_column(primary_key=True)
    next_at: Mapped[datetime]
    #: Until when nothing is sent, since when, and why: its provider refuses everything.
    stopped_until: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    reason: Mapped[str | None]
