"""Queries of passkeys."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from convite.core.db import ReadTx, locked
from convite.people.passkeys.models import Passkey
from convite.people.passkeys.rules import MOST


async def passkeys_of(tx: ReadTx, user_id: UUID) -> Sequence[Passkey]:
    """The passkeys that open an account, the oldest first."""
    statement = select(Passkey).where(Passkey.user_id == user_id)
    found = await tx.execute(statement.order_by(Passkey.id).limit(MOST))
    return found.scalars().all()


async def passkey_by_credential(tx: ReadTx, credential_id: bytes) -> Passkey | None:
    """The passkey that an authenticator calls so, locked: of two log-ins at once, the second sees the
    first's count.
    """
    statement = select(Passkey).where(Passkey.credential_id == credential_id)
    return (await tx.execute(locked(statement))).scalar_one_or_none()
