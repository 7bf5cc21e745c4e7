"""The table of push subscriptions."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed


class PushSubscription(Keyed, Base):
    """A browser that is told of a user's notifications, as long as the session there isn't over."""

    __tablename__ = "push_subscriptions"
    __table_args__ = (Index("push_subscriptions_user", "user_id", "id"),)

    #: The user's own.
    organization_id: Mapped[UUID]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    session_id: Mapped[UUID]
    #: The browser's address at its push service. Whoever knows it can't write there without the server's
    #: key, but can take the subscription over.
    endpoint: Mapped[str] = mapped_column(unique=True)
    #: What messages are encrypted with: the browser's public key and a secret, in base64url.
    p256dh: Mapped[str]
    auth: Mapped[str]
    #: What the push service last said no to, and when; empty once it takes a message.
    last_error: Mapped[str] = mapped_column(default="", server_default="")
    failed_at: Mapped[datetime | None]
