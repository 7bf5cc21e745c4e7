"""Queries of authenticator apps."""

from uuid import UUID

from sqlalchemy import select

from convite.core.db import ReadTx, locked
from convite.people.totp.models import AuthenticatorApp


async def app_of(tx: ReadTx, user_id: UUID, *, lock: bool = False) -> AuthenticatorApp | None:
    """The account's app, also one whose code nobody has typed in yet."""
    statement = select(AuthenticatorApp).where(AuthenticatorApp.user_id == user_id)
    found = await tx.execute(locked(statement) if lock else statement)
    return found.scalar_one_or_none()
