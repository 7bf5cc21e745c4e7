"""Who may read and change an account, and what a log-in is answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request, Response

from convite.core.access import ACCESS_SECONDS, EndedLogins, Token
from convite.core.config import settings
from convite.core.db import ReadTx
from convite.core.problems import NotAllowed, NotFound, NotKnown
from convite.core.request import LoggedIn, Read, give_cookies
from convite.people.identity.actions import FirstStep, Opened
from convite.people.identity.models import User
from convite.people.identity.queries import has_factor, is_recent, user_by_id
from convite.people.identity.rules import SECOND_STEP_SECONDS, Pending, read_pending
from convite.people.identity.schemas import Tokens, UserOut


@dataclass(frozen=True, kw_only=True)
class AccountAccess:
    """An account the caller may read and change: their own, or any for an admin."""

    token: Token
    user: User

    def need_admin_for(self, values: Mapping[str, object]) -> None:
        """Only admins may change an account's role or active state.

        Raises:
            NotAllowed: they aren't.
        """
        if {"role", "is_active"} & values.keys():
            self.token.need_admin("Only admins can change an account's role or disable it.")

    def moves_address(self, values: Mapping[str, object]) -> bool:
        """Whether these values give the caller's own account another e-mail or phone."""
        mine = self.token.user_id == self.user.id
        return mine and any(
            name in values and values[name] != getattr(self.user, name)
            for name in ("email", "phone")
        )


async def account_access(user_id: UUID, token: LoggedIn, tx: Read) -> AccountAccess:
    """The caller's own account, or any account for an admin; otherwise 404."""
    if token.user_id != user_id and token.role != "admin":
        raise NotFound
    if token.user_id != user_id:
        token.need_admin("Only admins can see this.")
    user = await user_by_id(tx, user_id)
    if user is None:
        raise NotFound
    return AccountAccess(token=token, user=user)


Account = Annotated[AccountAccess, Depends(account_access)]


async def own_account(token: LoggedIn, tx: Read) -> AccountAccess:
    """The caller's own account, unless it has been deleted."""
    user = await user_by_id(tx, token.user_id)
    if user is None:
        raise NotKnown
    return AccountAccess(token=token, user=user)


OwnAccount = Annotated[AccountAccess, Depends(own_account)]


async def check_recent(tx: ReadTx, own: AccountAccess) -> None:
    """Rejects a change of what decides who gets in later, unless the caller logged in a moment ago.

    Raises:
        NotAllowed: they logged in earlier; whoever has the device may be somebody else by now.
        SecondFactorNeeded: an admin has a second factor and logged in without it. Whoever knows only the
            password would add one of their own, or have codes sent to an address of theirs.
    """
    if not await is_recent(tx, own.token.session_id):
        raise NotAllowed("Log in again to change this.", name="recent-login-needed")
    if own.token.lacks_second_factor and await has_factor(tx, own.user.id):
        own.token.need_admin("Log in again to change this.")


async def recent_account(own: OwnAccount, tx: Read) -> AccountAccess:
    """The caller's own account, if they logged in a moment ago: see `check_recent`."""
    await check_recent(tx, own)
    return own


RecentAccount = Annotated[AccountAccess, Depends(recent_account)]


async def only_admin(token: LoggedIn) -> Token:
    """Platform admins only."""
    token.need_admin("Only admins can see this.")
    return token


Admin = Annotated[Token, Depends(only_admin)]


class SecondFactorAsked(NotKnown):
    """A log-in that is right so far: `token` and a second factor log in at `/api/auth/second-factor`."""

    name, title = "second-factor", "One more step."


def answer_tokens(answer: Response, opened: Opened) -> Tokens:
    """Both tokens, as body and as cookies. Whatever the first step changed must be committed before.

    Raises:
        SecondFactorAsked: the account needs a second factor.
    """
    if isinstance(opened, FirstStep):
        raise SecondFactorAsked(
            "Enter the code that your authenticator app shows.",
            token=opened.token,
            expires_in=SECOND_STEP_SECONDS,
        )
    give_cookies(answer, opened.access_token, opened.refresh_token, opened.refresh_seconds)
    return Tokens(
        user=UserOut.model_validate(opened.user),
        access_token=opened.access_token,
        refresh_token=opened.refresh_token,
        expires_in=ACCESS_SECONDS,
    )


def pending_of(token: str) -> Pending:
    """The log-in whose first step gave this token.

    Raises:
        NotKnown: it was too long ago, or isn't one.
    """
    pending = read_pending(settings().secret, token)
    if pending is None:
        raise NotKnown("That took too long. Please log in again.", name="second-factor-expired")
    return pending


def device_of(request: Request) -> str:
    """The program that asks, as it calls itself."""
    return request.headers.get("user-agent", "")


def revoke_at_once(request: Request, sessions: list[UUID]) -> None:
    """Rejects them in this process at once; other processes learn it from the follower."""
    ended: EndedLogins = request.app.state.ended
    for session_id in sessions:
        ended.add(session_id)
