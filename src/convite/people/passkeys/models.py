"""The table of passkeys."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.dialects.postgresql import BYTEA
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed
from convite.core.problems import on_constraint

on_constraint(
    "passkeys_credential_id_key",
    "passkey-taken",
    "This passkey already opens an account.",
)


class Passkey(Keyed, Base):
    """A public key that opens an account. Its private half stays on a device or in a password manager."""

    __tablename__ = "passkeys"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    #: What its owner calls it.
    name: Mapped[str]
    #: The authenticator's name for it.
    credential_id: Mapped[bytes] = mapped_column(BYTEA, unique=True)
    #: In COSE.
    public_key: Mapped[bytes] = mapped_column(BYTEA)
    #: How often it has signed, as the authenticator counts; 0 if it doesn't.
    sign_count: Mapped[int] = mapped_column(BigInteger)
    #: Whether a password manager copies it to other devices.
    is_synced: Mapped[bool]
    last_used_at: Mapped[datetime | None]
