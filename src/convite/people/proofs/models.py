"""The table of proofs."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import BYTEA
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, one_of

ChallengeKind = Literal[
    "phone_otp",
    "email_otp",
    "magic_link",
    "password_reset",
    "email_proof",
    "member_invite",
    "organization_invite",
    "passkey_new",
    "passkey_login",
    "second_factor",
]


class Challenge(Keyed, Base):
    """A proof by a code or link that was sent to a phone or e-mail; it can be used once."""

    __tablename__ = "challenges"
    __table_args__ = (
        one_of("kind", ChallengeKind),
        Index("challenges_user_index", "user_id", "created_at"),
        Index(
            "challenges_phone",
            *("phone", "created_at"),
            postgresql_ops={"phone": "text_pattern_ops"},
            postgresql_where=text("phone IS NOT NULL"),
        ),
        Index(
            "challenges_email",
            *("email", "created_at"),
            postgresql_where=text("kind = 'email_otp'"),
        ),
        Index(
            "challenges_object_index",
            "object_id",
            "created_at",
            postgresql_where=text("object_id IS NOT NULL"),
        ),
    )

    kind: Mapped[str]
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    #: What it is for besides the address, such as the member who is invited.
    object_id: Mapped[UUID | None]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    #: Of the code or of the link's token; neither is stored.
    otp_hash: Mapped[bytes] = mapped_column(BYTEA, index=True)
    #: Of codes, which are short.
    salt: Mapped[bytes | None] = mapped_column(BYTEA)
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    is_verified: Mapped[bool] = mapped_column(default=False, server_default="false")
    expires_at: Mapped[datetime] = mapped_column(index=True)
