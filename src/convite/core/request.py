"""The door of a request: its transaction, who is asking, and what its cookies are called.

One transaction per request, committed before the answer leaves (`scope="function"`). A refusal is
raised, never returned, so it rolls back.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Request, Response

from convite.core.access import ACCESS_SECONDS, EndedLogins, Token, Tokens
from convite.core.config import settings
from convite.core.db import NOBODY, Database, ReadTx, Tx
from convite.core.idempotency import claim
from convite.core.ids import hash_of
from convite.core.problems import NotAllowed, NotKnown

ACCESS_COOKIE = "convite_access"
REFRESH_COOKIE = "convite_refresh"
#: What the web app sends with every write, so that a foreign page's form can't act by cookie.
WEB_HEADER = "x-convite"
CODE_HEADER = "x-invitation-code"
DEVICE_HEADER = "x-device-key"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def cookie_name(name: str) -> str:
    """The cookie's name: bound to host and https where the public address is https."""
    return f"__Host-{name}" if settings().is_secure else name


def set_cookie(answer: Response, name: str, value: str, seconds: int) -> None:
    """Sets one of our cookies: never readable by scripts, never sent from foreign pages."""
    answer.set_cookie(
        cookie_name(name),
        value,
        max_age=seconds,
        httponly=True,
        samesite="lax",
        secure=settings().is_secure,
        path="/",
    )


def database_of(request: Request) -> Database:
    """The application role's pools."""
    database: Database = request.app.state.database
    return database


async def transaction(request: Request) -> AsyncIterator[Tx]:
    """The request's transaction: opened on first use, committed before the answer."""
    database = database_of(request)
    async with Tx(database.engine, expire_on_commit=False) as tx:
        tx.trace.request_id = request.state.request_id
        request.state.tx = tx
        await tx.enter(NOBODY)
        await claim(tx, request, principal_of(request))
        yield tx
        if request.method in SAFE_METHODS:
            await tx.rollback()
        else:
            await database.commit(tx)


Read = Annotated[ReadTx, Depends(transaction, scope="function")]
Write = Annotated[Tx, Depends(transaction, scope="function")]


def token_text(headers: Any, cookies: Any) -> tuple[str, bool]:
    """The access token of a request, and whether it came by cookie; '' when there is none."""
    bearer = headers.get("authorization", "")
    if bearer[:7].lower() == "bearer ":
        return bearer[7:].strip(), False
    return cookies.get(cookie_name(ACCESS_COOKIE), ""), True


def principal_of(request: Request) -> str:
    """Whose Idempotency-Key it is: a refreshed token is still the same person."""
    device = request.headers.get(DEVICE_HEADER)
    if device:
        return hash_of(f"device {device}").hex()
    text, _ = token_text(request.headers, request.cookies)
    code = request.headers.get(CODE_HEADER, "")
    tokens: Tokens = request.app.state.tokens
    user = str(tokens.read(text).user_id) if text else ""
    return hash_of(f"{user}|{code}").hex()


@dataclass(frozen=True, kw_only=True)
class Caller:
    """Who asks: a log-in, an invitation's code, a door device's key, or nobody."""

    token: Token | None = None
    code: str | None = None
    #: Goes alone: the request of a device is nobody's log-in.
    device: str | None = None

    @property
    def user_id(self) -> UUID | None:
        """The user, when there is one."""
        return self.token.user_id if self.token else None


async def caller(request: Request) -> Caller:
    """Who asks. A token that is there must be good, else the request is refused."""
    device = request.headers.get(DEVICE_HEADER)
    if device:
        return Caller(device=device)
    code = request.headers.get(CODE_HEADER) or None
    text, by_cookie = token_text(request.headers, request.cookies)
    if not text or (by_cookie and code):
        return Caller(code=code)
    if by_cookie and request.method not in SAFE_METHODS and WEB_HEADER not in request.headers:
        raise NotAllowed(
            "Requests authenticated by cookie need the header X-Convite to prevent cross-site requests.",
            name="missing-header",
        )
    tokens: Tokens = request.app.state.tokens
    ended: EndedLogins = request.app.state.ended
    token = tokens.read(text)
    await ended.check(token)
    return Caller(token=token, code=code)


Asking = Annotated[Caller, Depends(caller)]


async def logged_in(who: Asking) -> Token:
    """The log-in of the caller.

    Raises:
        NotKnown: there is none.
    """
    if who.token is None:
        raise NotKnown
    return who.token


LoggedIn = Annotated[Token, Depends(logged_in)]


def public() -> None:
    """Says in a route's dependencies that it is open to everybody."""


Public = Depends(public)


def give_cookies(answer: Response, access: str, refresh: str, refresh_seconds: int) -> None:
    """Sets both log-in cookies."""
    set_cookie(answer, ACCESS_COOKIE, access, ACCESS_SECONDS)
    set_cookie(answer, REFRESH_COOKIE, refresh, refresh_seconds)


def take_cookies(answer: Response) -> None:
    """Removes both log-in cookies."""
    for name in (ACCESS_COOKIE, REFRESH_COOKIE):
        set_cookie(answer, name, "", 0)
