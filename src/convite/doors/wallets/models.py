"""The table of phones that have a ticket in Apple's wallet."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed


class WalletRegistration(Keyed, Base):
    """A phone that is told when a pass changes. A ticket that was reissued is another pass."""

    __tablename__ = "wallet_registrations"
    __table_args__ = (
        UniqueConstraint("device", "ticket_id", "reissue", name="wallet_registrations_once"),
        Index("wallet_registrations_ticket", "ticket_id"),
        Index("wallet_registrations_event", "event_id"),
    )

    organization_id: Mapped[UUID]
    event_id: Mapped[UUID]
    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"))
    reissue: Mapped[int]
    #: The phone's random name.
    device: Mapped[str]
    push_token: Mapped[str]
    #: When the pass was last to be fetched again.
    changed_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
