"""Queries of log-ins at other providers."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from convite.core.db import ReadTx
from convite.people.providers.models import OauthIdentity

#: More than anybody has.
MOST = 100


async def identity_by_key(tx: ReadTx, issuer: str, subject: str) -> OauthIdentity | None:
    """The log-in with this key, locked: of two callbacks at once, the second sees the first's."""
    statement = select(OauthIdentity).where(
        OauthIdentity.issuer == issuer, OauthIdentity.subject == subject
    )
    found = await tx.execute(statement.with_for_update(key_share=True))
    return found.scalar_one_or_none()


async def identities_of(tx: ReadTx, user_id: UUID) -> Sequence[OauthIdentity]:
    """The log-ins that open an account, the oldest first."""
    statement = select(OauthIdentity).where(OauthIdentity.user_id == user_id)
    found = await tx.execute(statement.order_by(OauthIdentity.id).limit(MOST))
    return found.scalars().all()
