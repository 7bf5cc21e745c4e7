"""The table of log-ins at other providers."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed
from convite.core.problems import on_constraint

on_constraint(
    "oauth_identities_issuer_subject_key",
    "identity-linked",
    "This log-in is already linked to an account.",
)


class OauthIdentity(Keyed, Base):
    """A log-in at another provider that opens an account. Issuer and subject are its key: addresses
    change hands.
    """

    __tablename__ = "oauth_identities"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    #: As the settings name it.
    provider: Mapped[str]
    issuer: Mapped[str]
    subject: Mapped[str]
    #: As the provider said at the last log-in, for people to tell theirs apart.
    email: Mapped[str | None]
    last_used_at: Mapped[datetime]
