"""Writes of accounts and sessions."""

import asyncio
import time
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any
from uuid import UUID

from pwdlib import PasswordHash
from sqlalchemy import select, update

from convite.core.access import ACCESS_SECONDS, EndedSession, Token, make_token
from convite.core.clock import now
from convite.core.config import settings
from convite.core.db import Principal, Tx, load
from convite.core.ids import hash_of, new_id, new_secret, next_secret
from convite.core.language import Locale
from convite.core.log import SYSTEM, Actor, Stream, changes_between, record
from convite.core.problems import FieldText, NotFound, NotKnown, invalid
from convite.core.search import email_key
from convite.core.shapes import patch
from convite.people.identity.facts import (
    LoggedIn,
    LoggedOut,
    UserChanged,
    UserDeleted,
    UserRegistered,
)
from convite.people.identity.models import PlatformRole, Profile, User, UserSession
from convite.people.identity.queries import profile_of, session_by_token, session_of, user_by_id
from convite.people.identity.rules import pending_token
from convite.people.identity.schemas import Register
from convite.people.organizations.models import Organization, OrganizationMember

#: A check costs ~200 ms and 64 MB; without a limit, this would be a denial-of-service vector.
CHECKS_AT_ONCE = asyncio.Semaphore(4)
HASHER = PasswordHash.recommended()

REFRESH_SECONDS = {"guest": 30 * 86400, "organizer": 30 * 86400, "admin": 12 * 3600}
#: How long a refresh token that was just used still gets the answer it got.
REFRESH_GRACE = timedelta(seconds=30)
#: The pseudo-stream for ended sessions: wakes every process to read them.
ENDED_STREAM = UUID(int=0)


@dataclass(frozen=True, kw_only=True)
class NewSession:
    """A new session: its account and both tokens."""

    user: User
    session_id: UUID
    access_token: str
    refresh_token: str
    refresh_seconds: int


@dataclass(frozen=True, kw_only=True)
class FirstStep:
    """A log-in that is right so far: a second factor opens the session, with this token."""

    token: str


Opened = NewSession | FirstStep


async def hash_password(password: str) -> str:
    """The argon2 hash, computed in a thread."""
    async with CHECKS_AT_ONCE:
        return await asyncio.to_thread(HASHER.hash, password)


async def check_password(password: str, password_hash: str | None) -> bool:
    """Whether the password matches; takes the same time if there is no account."""
    async with CHECKS_AT_ONCE:
        nobodys = await asyncio.to_thread(nobodys_hash)
        good = await asyncio.to_thread(HASHER.verify, password, password_hash or nobodys)
    return good and password_hash is not None


@cache
def nobodys_hash() -> str:
    """A dummy hash, verified for unknown accounts so that they take as long as known ones.

    Computed at a process's first check; computing it on import would slow every start.
    """
    return HASHER.hash("nobody has this password")


@dataclass(frozen=True, kw_only=True)
class NewAccount:
    """An account that somebody didn't fill in a form for."""

    name: str
    email: str | None
    role: PlatformRole
    phone: str | None = None
    locale: None = None


async def register(
    tx: Tx, body: Register | NewAccount, *, password_hash: str | None, locale: Locale = Locale.EN
) -> User:
    """Creates an account with its personal organization, profile and stream.

    Its language is the body's, else `locale`.
    """
    user_id, organization_id = new_id(), new_id()
    await tx.enter(Principal(organization_id=organization_id, user_id=user_id))
    tx.add(Organization(id=organization_id, name=body.name, kind="personal"))
    await tx.flush()
    user = User(
        id=user_id,
        name=body.name,
        email=body.email,
        email_key=email_key(body.email) if body.email else None,
        phone=body.phone,
        password_hash=password_hash,
        platform_role=body.role,
        organization_id=organization_id,
    )
    tx.add(user)
    await tx.flush()
    tx.add_all(
        [
            Profile(user_id=user_id, locale=(body.locale or locale).value),
            OrganizationMember(organization_id=organization_id, user_id=user_id, role="owner"),
            Stream(id=user_id, organization_id=organization_id),
            Stream(id=organization_id, organization_id=organization_id),
        ]
    )
    fact = UserRegistered(
        organization_id=organization_id, object_id=user_id, stream_id=user_id, role=body.role
    )
    await record(tx, Actor(kind="user", id=user_id), fact)
    await tx.refresh(user)
    return user


async def open_session(
    tx: Tx, user: User, *, device: str, ip: str, has_second_factor: bool = False
) -> Opened:
    """Opens a session for a verified account: every way to log in ends here.

    Returns:
        A first step instead if the account needs a second factor and wasn't shown one.

    Raises:
        NotKnown: the account or its password has changed meanwhile.
    """
    await tx.enter(Principal(organization_id=user.organization_id, user_id=user.id))
    known_hash = user.password_hash
    # locked and compared: a reset while the old password was checked ends what it would have opened
    account = await load(tx, User, user.id, lock=True)
    if account is None or account.password_hash != known_hash:
        raise NotKnown
    if account.needs_second_factor and not has_second_factor:
        key = settings().secret
        return FirstStep(token=pending_token(key, new_id(), account.id, account.password_hash))
    secret = new_secret()
    session = UserSession(
        id=new_id(),
        user_id=user.id,
        refresh_hash=hash_of(secret),
        has_second_factor=has_second_factor,
        device=device[:200],
        ip=ip,
        last_used_at=now(),
        expires_at=now() + timedelta(seconds=REFRESH_SECONDS[user.platform_role]),
    )
    tx.add(session)
    account.last_login_at = now()
    fact = LoggedIn(
        organization_id=user.organization_id,
        object_id=user.id,
        stream_id=user.id,
        session_id=session.id,
    )
    await record(tx, Actor(kind="user", id=user.id, via=f"session:{session.id}"), fact)
    await tx.refresh(account)
    return session_answer(account, session, secret)


def session_answer(user: User, session: UserSession, secret: str) -> NewSession:
    """The response with both tokens of a session."""
    token = Token(
        user_id=user.id,
        session_id=session.id,
        role=user.platform_role,
        organization_id=user.organization_id,
        expires_at=int(time.time()) + ACCESS_SECONDS,
        has_second_factor=session.has_second_factor,
    )
    return NewSession(
        user=user,
        session_id=session.id,
        access_token=make_token(token),
        refresh_token=secret,
        refresh_seconds=REFRESH_SECONDS[user.platform_role],
    )


async def second_factor_shown(tx: Tx, session_id: UUID) -> None:
    """The session's next tokens say that a second factor was shown: one that has just been added."""
    await tx.execute(
        update(UserSession).where(UserSession.id == session_id).values(has_second_factor=True)
    )


async def rotate(tx: Tx, secret: str | None) -> NewSession | None:
    """Issues new tokens for a refresh token, which can only be used once.

    For `REFRESH_GRACE` a second use gets the same new token: two tabs of a browser refresh at once, and
    answers get lost on the way. Used again later, it was copied: the session is ended, and None is
    returned so that this is committed before the caller raises.

    Raises:
        NotKnown: the token is unknown, or its session has ended or expired.
    """
    if not secret:
        raise NotKnown("No refresh token was sent. Please log in.")
    hashed = hash_of(secret)
    session = await session_by_token(tx, hashed)
    user = await user_by_id(tx, session.user_id) if session else None
    if session is None or user is None or session.revoked_at or session.expires_at < now():
        raise NotKnown("Your session has ended. Please log in again.", name="session-ended")
    await tx.enter(Principal(organization_id=user.organization_id, user_id=user.id))
    # computed from the old one, since only hashes are stored: a second use can't read the first's answer
    fresh = next_secret(settings().secret, secret)
    if session.previous_hash == hashed:
        # a server key changed in between gives another token, which the session doesn't know
        if now() - session.last_used_at <= REFRESH_GRACE and session.refresh_hash == hash_of(fresh):
            return session_answer(user, session, fresh)
        await end_session(tx, SYSTEM, session, user=user, reason="refresh token used twice")
        return None
    session.previous_hash, session.refresh_hash = hashed, hash_of(fresh)
    session.last_used_at = now()
    session.expires_at = now() + timedelta(seconds=REFRESH_SECONDS[user.platform_role])
    await tx.flush()
    return session_answer(user, session, fresh)


async def end_session(
    tx: Tx, actor: Actor, session: UserSession, *, user: User, reason: str
) -> None:
    """Ends a session: from the commit on its tokens are rejected and its sockets closed."""
    session.revoked_at = now()
    tx.add(EndedSession(session_id=session.id))
    fact = LoggedOut(
        organization_id=user.organization_id,
        object_id=user.id,
        stream_id=user.id,
        session_id=session.id,
        reason=reason,
    )
    await record(tx, actor, fact)
    tx.trace.touched.add(ENDED_STREAM)


async def log_out(tx: Tx, token: Token) -> None:
    """Ends the caller's session; idempotent."""
    user = await user_by_id(tx, token.user_id)
    session = await tx.get(UserSession, token.session_id)
    if user is None or session is None or session.revoked_at:
        return
    await tx.enter(Principal(organization_id=user.organization_id, user_id=user.id))
    await end_session(tx, token.actor, session, user=user, reason="log-out")


async def revoke_session(tx: Tx, token: Token, user: User, session_id: UUID) -> None:
    """Ends one of the caller's sessions, on whichever device.

    Raises:
        NotFound: it isn't theirs, or has ended.
    """
    await tx.enter(Principal(organization_id=user.organization_id, user_id=user.id))
    session = await session_of(tx, user.id, session_id)
    if session is None:
        raise NotFound
    await end_session(tx, token.actor, session, user=user, reason="revoked")


async def log_out_elsewhere(tx: Tx, token: Token, user: User) -> list[UUID]:
    """Ends all of the caller's sessions but the present one; returns them."""
    await tx.enter(Principal(organization_id=user.organization_id, user_id=user.id))
    return await end_all_sessions(tx, token.actor, user, reason="revoked", but=token.session_id)


async def end_all_sessions(
    tx: Tx, actor: Actor, user: User, *, reason: str, but: UUID | None = None
) -> list[UUID]:
    """Ends all sessions of an account, optionally except one; returns them."""
    found = await tx.execute(
        select(UserSession).where(UserSession.user_id == user.id, UserSession.revoked_at.is_(None))
    )
    ended = [session for session in found.scalars() if session.id != but]
    for session in ended:
        await end_session(tx, actor, session, user=user, reason=reason)
    return [session.id for session in ended]


async def verified(user: User | None, password: str) -> User:
    """Verifies an account's password; an unknown account takes as long to reject.

    Raises:
        NotKnown: no such account, wrong password, or the account is disabled.
    """
    good = await check_password(password, user.password_hash if user else None)
    if user is None or not good or not user.is_active:
        raise NotKnown("Wrong e-mail, phone number or password.", name="wrong-password")
    return user


def check_not_reused(opened: NewSession | None) -> NewSession:
    """The renewed session.

    Raises:
        NotKnown: the session was ended, because its token was used twice.
    """
    if opened is None:
        raise NotKnown(
            "You've been logged out: your session token was used twice.", name="token-reuse"
        )
    return opened


async def change_account(tx: Tx, token: Token, user: User, values: dict[str, Any]) -> list[UUID]:
    """Changes the fields sent; a new password needs the current one, except from an admin.

    Returns:
        The sessions that this ended.

    Raises:
        Invalid: the current password is wrong.
    """
    current = values.pop("current_password", None)
    if "password" in values:
        if not token.is_admin and not await check_password(current or "", user.password_hash):
            wrong = FieldText(name="password.wrong", english="This isn't your current password.")
            raise invalid("current_password", wrong)
        values["password_hash"] = await hash_password(values.pop("password"))
    return await change_user(tx, token, user, values)


async def change_user(tx: Tx, token: Token, user: User, values: dict[str, Any]) -> list[UUID]:
    """Changes an account; returns the sessions that this ended (new role, password, disabled).

    Locks the account: a link that proves its address waits, and then finds another address.
    """
    await tx.enter(Principal(organization_id=user.organization_id, user_id=token.user_id))
    if await load(tx, User, user.id, lock=True) is None:
        raise NotFound
    if "email" in values:
        values["email_key"] = email_key(values["email"])
        if values["email"] != user.email:
            values["email_verified_at"] = None
    if "phone" in values and values["phone"] != user.phone:
        values["phone_verified_at"] = None
        (await profile_of(tx, user.id)).is_verified = False
    if "role" in values:
        values["platform_role"] = values.pop("role")
    changed = patch(user, values)
    if not changed:
        return []
    fact = UserChanged(
        organization_id=user.organization_id,
        object_id=user.id,
        stream_id=user.id,
        changes=changes_between(
            {name: before for name, (before, _) in changed.items() if name in SHOWN},
            {name: after for name, (_, after) in changed.items() if name in SHOWN},
        ),
    )
    await record(tx, token.actor, fact)
    await tx.refresh(user)
    if ENDING & changed.keys():
        but = token.session_id if token.user_id == user.id else None
        return await end_all_sessions(tx, token.actor, user, reason="account changed", but=but)
    return []


SHOWN = frozenset({"name", "email", "phone", "platform_role", "is_active"})
ENDING = frozenset({"password_hash", "platform_role", "is_active"})


async def delete_user(tx: Tx, token: Token, user: User) -> list[UUID]:
    """Soft-deletes an account, which frees its e-mail and phone, and ends its sessions."""
    await tx.enter(Principal(organization_id=user.organization_id, user_id=token.user_id))
    if user.platform_role == "admin" and user.id == token.user_id:
        english = "An admin can't delete their own account; another admin can."
        raise invalid("id", FieldText(name="account.own-admin", english=english))
    user.deleted_at, user.is_active = now(), False
    fact = UserDeleted(organization_id=user.organization_id, object_id=user.id, stream_id=user.id)
    await record(tx, token.actor, fact)
    return await end_all_sessions(tx, token.actor, user, reason="account deleted")
