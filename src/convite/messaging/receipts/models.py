"""The table of providers' calls."""

from datetime import datetime

from sqlalchemy import BigInteger, Identity, Index, func, text
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, one_of
from convite.people.guests.models import Channel


class ProviderCall(Base):
    """A provider's call to our webhook; deleted once it has been read.

    One that can't be read, or that belongs to nobody we know, stays for 30 days with the reason.
    """

    __tablename__ = "provider_calls"
    __table_args__ = (
        one_of("channel", Channel),
        Index("provider_calls_waiting", "id", postgresql_where=text("error IS NULL")),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    channel: Mapped[str]
    body: Mapped[bytes]
    error: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
