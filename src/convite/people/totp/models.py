"""The table of authenticator apps."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.dialects.postgresql import ARRAY, BYTEA
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed


class AuthenticatorApp(Keyed, Base):
    """The app that shows an account's codes; one for each account."""

    __tablename__ = "authenticator_apps"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), unique=True)
    #: Encrypted with the server key.
    secret: Mapped[bytes] = mapped_column(BYTEA)
    #: When a code of it was typed in first; codes are asked for from then on.
    confirmed_at: Mapped[datetime | None]
    #: The half minute of the last code that was used: it and earlier ones no longer work.
    last_step: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    #: Keyed hashes of the recovery codes that are left.
    recovery_hashes: Mapped[list[bytes]] = mapped_column(
        ARRAY(BYTEA), default=list, server_default="{}"
    )
