"""Request dependencies: the transaction, the caller, and cookies.

A request that may write has one transaction, committed before the response is sent
(`scope="function"`); one that only reads has a connection and none. Problems are raised, never returned,
so that they roll back.
"""

import inspect
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar
from uuid import UUID

from fastapi import Depends, Request, Response

from convite.core.access import ACCESS_SECONDS, EndedLogins, Token, Tokens
from convite.core.api_keys import check_route, is_key, token_of_key
from convite.core.config import settings
from convite.core.database import Database
from convite.core.db import ReadTx, Tx
from convite.core.idempotency import HEADER, claim
from convite.core.ids import hash_of
from convite.core.language import Locale, pick
from convite.core.problems import NotAllowed, NotFound, NotKnown

ShapeT = TypeVar("ShapeT")

ACCESS_COOKIE = "convite_access"
REFRESH_COOKIE = "convite_refresh"
#: The web app sends this header with every write, which protects cookies against CSRF.
WEB_HEADER = "x-convite"
CODE_HEADER = "x-invitation-code"
DEVICE_HEADER = "x-device-key"
#: An admin of an event sends the id of a member to see what that member sees there. Nothing can be
#: written with it.
VIEW_AS_HEADER = "x-view-as"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def cookie_name(name: str) -> str:
    """The cookie's name, with the `__Host-` prefix if the public address is https."""
    return f"__Host-{name}" if settings().is_secure else name


def set_cookie(answer: Response, name: str, value: str, seconds: int) -> None:
    """Sets a cookie that scripts can't read and other sites can't send."""
    answer.set_cookie(
        cookie_name(name),
        value,
        max_age=seconds,
        httponly=True,
        samesite="lax",
        secure=settings().is_secure,
        path="/",
    )


def page_language(request: Request, *, fallback: str = "") -> Locale:
    """The language of a page that belongs to nobody: requested by `lang`, else the browser's.

    `fallback` is that of what it shows, such as an event's.
    """
    accepted = request.headers.get("accept-language", "")
    return pick(accepted, request.query_params.get("lang"), fallback=fallback)


def database_of(request: Request) -> Database:
    """The application role's pools."""
    database: Database = request.app.state.database
    return database


def system_of(request: Request) -> Database:
    """The system role's pools, for what belongs to no tenant; the caller has checked who asks."""
    system: Database = request.app.state.system
    return system


async def transaction(request: Request) -> AsyncIterator[Tx]:
    """The request's transaction, committed before the response; only a connection for reading."""
    database, is_reading = database_of(request), request.method in SAFE_METHODS
    async with database.begin(is_reading=is_reading) as tx:
        tx.trace.request_id = request.state.request_id
        request.state.tx = tx
        if request.method == "POST" and HEADER in request.headers:
            await claim(tx, request, principal_of(request))
        yield tx
        if not is_reading:
            await database.commit(tx)


Read = Annotated[ReadTx, Depends(transaction, scope="function")]
Write = Annotated[Tx, Depends(transaction, scope="function")]


def token_text(headers: Any, cookies: Any) -> tuple[str, bool]:
    """The request's access token (empty if none), and whether it came in a cookie."""
    bearer = headers.get("authorization", "")
    if bearer[:7].lower() == "bearer ":
        return bearer[7:].strip(), False
    return cookies.get(cookie_name(ACCESS_COOKIE), ""), True


def principal_of(request: Request) -> str:
    """The owner of an Idempotency-Key; stays the same when the token is refreshed."""
    device = request.headers.get(DEVICE_HEADER)
    if device:
        return hash_of(f"device {device}").hex()
    text, _ = token_text(request.headers, request.cookies)
    code = request.headers.get(CODE_HEADER, "")
    tokens: Tokens = request.app.state.tokens
    if is_key(text):
        return hash_of(f"key {text}").hex()
    user = str(tokens.read(text).user_id) if text else ""
    return hash_of(f"{user}|{code}").hex()


def from_query(kind: type[ShapeT]) -> Callable[..., Awaitable[ShapeT]]:
    """A dependency that reads a dataclass from the query, each field from the parameter of its name.

    Async, because the framework runs others in a thread.
    """

    async def read(**values: Any) -> ShapeT:
        return kind(**values)

    read.__signature__ = inspect.signature(kind)  # type: ignore[attr-defined]
    return read


@dataclass(frozen=True, kw_only=True)
class Caller:
    """The caller: a session, an invitation code, a door device's key, or nobody."""

    token: Token | None = None
    code: str | None = None
    #: Excludes the others: a device's request has no session.
    device: str | None = None
    #: The member of the event with whose rights the session reads.
    view_as: UUID | None = None

    @property
    def user_id(self) -> UUID | None:
        """The user, when there is one."""
        return self.token.user_id if self.token else None


async def caller(request: Request) -> Caller:
    """The caller. A token that is sent must be valid.

    Raises:
        NotAllowed: it would change something while seeing the event as somebody else, or comes by
            cookie without the header of the web app.
    """
    view_as = viewed_member(request.method, request.headers.get(VIEW_AS_HEADER))
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
    if is_key(text) and not by_cookie:
        check_route(request.url.path)
        state = request.app.state
        token = await token_of_key(state.database, state.budgets, text)
        return Caller(token=token, view_as=view_as)
    tokens: Tokens = request.app.state.tokens
    ended: EndedLogins = request.app.state.ended
    token = tokens.read(text)
    await ended.check(token)
    return Caller(token=token, code=code, view_as=view_as)


def viewed_member(method: str, header: str | None) -> UUID | None:
    """The member as whom the request reads, from its header; malformed ids count as unknown.

    Raises:
        NotAllowed: the request may change something.
        NotFound: the header is no id.
    """
    if not header:
        return None
    if method not in SAFE_METHODS:
        raise NotAllowed(
            "You're seeing this event as someone else, so nothing can be changed. Stop first.",
            name="view-as-only-reads",
        )
    try:
        return UUID(header)
    except ValueError:
        raise NotFound from None


def has_session_cookie(request: Request) -> bool:
    """Whether a browser brings a session, be it over or not: the app then finds out."""
    return any(cookie_name(name) in request.cookies for name in (ACCESS_COOKIE, REFRESH_COOKIE))


async def session_user(request: Request) -> UUID | None:
    """Who is logged in in the browser that opens a page; nobody if the session has ended.

    For pages without scripts, whose forms can't send the header of the web app. What such a form does
    has to be safe from other sites by other means, such as a secret in its address.
    """
    text, _ = token_text(request.headers, request.cookies)
    try:
        token = request.app.state.tokens.read(text)
        await request.app.state.ended.check(token)
    except NotKnown:
        return None
    user_id: UUID = token.user_id
    return user_id


CurrentCaller = Annotated[Caller, Depends(caller)]


async def logged_in(who: CurrentCaller) -> Token:
    """The caller's token.

    Raises:
        NotKnown: there is none.
    """
    if who.token is None:
        raise NotKnown
    return who.token


LoggedIn = Annotated[Token, Depends(logged_in)]


async def public() -> None:
    """Marks a route as public in its dependencies. Async, as others would run in a thread."""


Public = Depends(public)


def give_cookies(answer: Response, access: str, refresh: str, refresh_seconds: int) -> None:
    """Sets both session cookies."""
    set_cookie(answer, ACCESS_COOKIE, access, ACCESS_SECONDS)
    set_cookie(answer, REFRESH_COOKIE, refresh, refresh_seconds)


def take_cookies(answer: Response) -> None:
    """Removes both session cookies."""
    for name in (ACCESS_COOKIE, REFRESH_COOKIE):
        set_cookie(answer, name, "", 0)
