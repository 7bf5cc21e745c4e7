"""Queries of accounts and sessions."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select

from convite.core.access import Token
from convite.core.db import ReadTx
from convite.core.paging import Page, PageQuery, page
from convite.core.prepared import Prepared
from convite.core.search import email_key
from convite.people.identity.models import Profile, User, UserSession
from convite.people.identity.rules import RECENT, browser_of, phone_e164, system_of
from convite.people.identity.schemas import SessionOut

ShapeT = TypeVar("ShapeT")


def living() -> Select[User]:
    """Accounts that aren't deleted."""
    return select(User).where(User.deleted_at.is_(None))


BY_ID = Prepared(living().where(User.id == bindparam("user_id")))


async def user_by_id(tx: ReadTx, user_id: UUID) -> User | None:
    """The account, or None."""
    row = await BY_ID.first(tx, user_id=user_id)
    return row[0] if row else None


def account_key(email: str | None, phone: str | None) -> str:
    """The e-mail or phone as accounts are found by it, however it was written."""
    return email_key(email) if email else phone_e164(phone or "", None) or ""


async def user_by_name(tx: ReadTx, *, email: str | None, phone: str | None) -> User | None:
    """The account with this e-mail or phone, or None."""
    column = User.email_key if email else User.phone
    statement = living().where(column == account_key(email, phone))
    return (await tx.execute(statement)).scalar_one_or_none()


PROFILE = Prepared(select(Profile).where(Profile.user_id == bindparam("user_id")))


async def profile_of(tx: ReadTx, user_id: UUID) -> Profile:
    """The account's profile."""
    row = await PROFILE.first(tx, user_id=user_id)
    assert row is not None  # made with the account
    return row[0]


async def session_by_token(tx: ReadTx, token_hash: bytes) -> UserSession | None:
    """The session with this current or previous refresh token, locked."""
    statement = (
        select(UserSession)
        .where((UserSession.refresh_hash == token_hash) | (UserSession.previous_hash == token_hash))
        .with_for_update(key_share=True)
    )
    return (await tx.execute(statement)).scalar_one_or_none()


def open_sessions(user_id: UUID) -> Select[UserSession]:
    """Sessions of an account that haven't ended."""
    return select(UserSession).where(
        UserSession.user_id == user_id,
        UserSession.revoked_at.is_(None),
        UserSession.expires_at > func.now(),
    )


async def sessions_page(tx: ReadTx, token: Token, query: PageQuery) -> Page[SessionOut]:
    """A page of the caller's sessions, the newest first."""

    def shape(row: Any) -> SessionOut:
        session: UserSession = row[0]
        return SessionOut(
            id=session.id,
            browser=browser_of(session.device),
            system=system_of(session.device),
            ip=session.ip,
            created_at=session.created_at,
            last_used_at=session.last_used_at,
            is_current=session.id == token.session_id,
        )

    by = [UserSession.created_at, UserSession.id]
    return await page(tx, open_sessions(token.user_id), query, by, shape, descending=True)


async def session_of(tx: ReadTx, user_id: UUID, session_id: UUID) -> UserSession | None:
    """A session of the account that hasn't ended, locked."""
    statement = open_sessions(user_id).where(UserSession.id == session_id)
    found = await tx.execute(statement.with_for_update(key_share=True))
    return found.scalar_one_or_none()


async def is_recent(tx: ReadTx, session_id: UUID) -> bool:
    """Whether a session was opened within `RECENT`; renewing its tokens doesn't make it younger."""
    statement = select(UserSession.id).where(
        UserSession.id == session_id, UserSession.created_at > func.now() - RECENT
    )
    return (await tx.execute(statement)).scalar_one_or_none() is not None


# the part of passkeys imports this one
HAS_FACTOR = """
SELECT needs_second_factor OR EXISTS (SELECT 1 FROM passkeys p WHERE p.user_id = u.id)
FROM users u WHERE u.id = $1
"""


async def has_factor(tx: ReadTx, user_id: UUID) -> bool:
    """Whether an account has an authenticator app or a passkey."""
    return bool(await tx.driver.fetchval(HAS_FACTOR, user_id))


async def users_page(tx: ReadTx, query: PageQuery, shape: Callable[[Any], ShapeT]) -> Page[ShapeT]:
    """A page of all accounts."""
    return await page(tx, living(), query, [User.created_at, User.id], lambda row: shape(row[0]))
