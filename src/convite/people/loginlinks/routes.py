"""HTTP routes of links that are mailed to log in."""

import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from fastapi import APIRouter, BackgroundTasks, Request, Response

from convite.core.budgets import address_of, spend
from convite.core.database import Database
from convite.core.db import Tx
from convite.core.request import Public, database_of
from convite.people.identity.actions import Opened, hash_password
from convite.people.identity.policy import answer_tokens, device_of, revoke_at_once
from convite.people.identity.queries import account_key
from convite.people.identity.schemas import Tokens
from convite.people.loginlinks import actions
from convite.people.loginlinks.rules import LinkKind
from convite.people.loginlinks.schemas import LinkRequest, MagicLink, PasswordReset
from convite.people.proofs.actions import ProofInvalid, asking_account

router = APIRouter(prefix="/api/auth", tags=["Accounts"])
log = logging.getLogger("convite")
ResultT = TypeVar("ResultT")


@router.post("/password/reset", status_code=202, dependencies=[Public])
async def request_password_reset(
    request: Request, body: LinkRequest, after: BackgroundTasks
) -> None:
    """Mails a link to set a new password, which works for an hour, once.

    The answer is the same, and as fast, if no account has this address.
    """
    await mail_later(request, body.email, "password_reset", after)


@router.post("/magic-link", status_code=202, dependencies=[Public])
async def request_magic_link(request: Request, body: LinkRequest, after: BackgroundTasks) -> None:
    """Mails a link that logs in, which works for 15 minutes, once. See the password reset."""
    await mail_later(request, body.email, "magic_link", after)


async def mail_later(request: Request, email: str, kind: LinkKind, after: BackgroundTasks) -> None:
    """Looks for the account once the answer is sent, whose time then tells nothing about it."""
    await spend(request, "login-link")
    await spend(request, "login-link-account", f"{kind} {account_key(email, None)}")
    after.add_task(mail, database_of(request), email, kind)


async def mail(database: Database, email: str, kind: LinkKind) -> None:
    """Has the link mailed. Nobody waits for it any more, so a fault is only logged."""
    try:
        async with database.tx() as tx:
            await actions.request_link(tx, email, kind)
    except Exception:
        log.exception("a %s wasn't mailed", kind)


@router.post("/password/reset/confirm", dependencies=[Public])
async def reset_password(request: Request, answer: Response, body: PasswordReset) -> Tokens:
    """Sets the password by the token of the link that was mailed, proves the address, and logs in.

    All sessions of the account end. No transaction is open while the password is hashed.
    """

    async def check(tx: Tx) -> None:
        await asking_account(tx, body.token, "password_reset")

    await by_token(request, check)
    password_hash = await hash_password(body.password)

    async def change(tx: Tx) -> actions.PasswordChanged:
        return await actions.reset_password(
            tx,
            body.token,
            password_hash=password_hash,
            device=device_of(request),
            ip=address_of(request),
        )

    changed = await by_token(request, change)
    revoke_at_once(request, changed.ended)
    return answer_tokens(answer, changed.opened)


@router.post("/magic-link/confirm", dependencies=[Public])
async def use_magic_link(request: Request, answer: Response, body: MagicLink) -> Tokens:
    """Logs in by the token of the link that was mailed."""

    async def use(tx: Tx) -> Opened:
        return await actions.use_magic_link(
            tx, body.token, device=device_of(request), ip=address_of(request)
        )

    return answer_tokens(answer, await by_token(request, use))


async def by_token(request: Request, act: Callable[[Tx], Awaitable[ResultT]]) -> ResultT:
    """What a token is good for; guesses are limited by network address."""
    try:
        async with database_of(request).tx() as tx:
            return await act(tx)
    except ProofInvalid:
        await spend(request, "code")
        raise
