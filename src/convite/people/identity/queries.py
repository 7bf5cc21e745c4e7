"""Queries of accounts and sessions."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, bindparam, select

from convite.core.db import ReadTx
from convite.core.paging import Page, PageQuery, page
from convite.core.prepared import Prepared
from convite.core.search import email_key
from convite.people.identity.models import Profile, User, UserSession
from convite.people.identity.rules import phone_e164

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


async def users_page(tx: ReadTx, query: PageQuery, shape: Callable[[Any], ShapeT]) -> Page[ShapeT]:
    """A page of all accounts."""
    return await page(tx, living(), query, [User.created_at, User.id], lambda row: shape(row[0]))
